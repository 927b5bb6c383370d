"""``manage.py load_city fixtures/yiyang``: load all reference data of a city; a second run changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accidents.classification import load_types
from accountability.models import RuleSet
from accountability.reconciliation import publishing
from documents.numbering.numbers import load_kinds, load_series
from foundation.audit.services import record
from foundation.calendar.services import load_holidays, load_office_deadlines
from foundation.common.reference_loading import LoadCount
from foundation.organizations import loading
from foundation.organizations.models import Division
from foundation.recurrence.services import load_duties


class Command(BaseCommand):
    help = (
        "装载一个市的基础数据：行政区划、机构、行业领域、事故类型、节假日、办理时限、周期事项、文号序列、规则集。"
        "可重复运行。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="数据目录，例如 fixtures/yiyang")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not (folder / "divisions.csv").is_file():
            raise CommandError(f"{folder} 里没有 divisions.csv。")
        with transaction.atomic():
            counts = load_all(folder)
            changed = {title: str(count) for title, count in counts.items() if count.changed}
            if changed:
                place = Division.objects.filter(level=Division.Level.CITY).first()
                assert place is not None
                record(user=None, act="city.load", obj=place, message="装载基础数据。", data=changed)
        for title, count in counts.items():
            self.stderr.write(f"{title}：{count}")


def load_all(folder: Path) -> dict[str, LoadCount]:
    """Load everything in the order of its references. Returns counts by Chinese title."""
    counts = loading.load(folder)
    counts["节假日"] = load_holidays(folder / "holidays.csv")
    counts["办理时限"] = load_office_deadlines(folder / "office_deadlines.csv")
    counts["周期事项"] = load_duties(folder / "recurring_duties.csv")
    counts["事故类型"] = load_types(folder / "accident_types.csv")
    counts["文号序列"] = load_series(folder / "number_series.json")
    counts["文种"] = load_kinds(folder / "document_kinds.csv")
    counts["规则集"] = _load_rule_sets(folder.parent / "rulesets")
    return counts


def _load_rule_sets(folder: Path) -> LoadCount:
    """Load rule sets as versions: published ones stay, a new version is added beside them."""
    before = RuleSet.objects.count()
    publishing.load(folder)
    created = RuleSet.objects.count() - before
    return LoadCount(created=created, unchanged=before)
