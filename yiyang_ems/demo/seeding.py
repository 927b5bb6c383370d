"""Fill an empty installation with demonstration data, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from accidents.models import Accident
from accountability.models import Decision
from accountability.reconciliation import run
from documents.models import Document
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.errors import DomainError, ErrorCode
from foundation.organizations.selectors import city_bureau
from yiyang_ems.demo.accounts import create_accounts, read_posts, write_accounts_file
from yiyang_ems.demo.history import make_decisions
from yiyang_ems.demo.letters import write_letters, write_letters_of_last_days
from yiyang_ems.demo.past import register_years
from yiyang_ems.demo.recent_accidents import file_recent_accidents, read_items, reclassify
from yiyang_ems.demo.years import read_years


@dataclass(frozen=True)
class Seeded:
    """What was created, and where the accounts are written."""

    accidents: int
    decisions: int
    letters: int
    accounts_file: Path


def is_seeded() -> bool:
    """Return whether this installation holds the demonstration data."""
    return User.objects.filter(is_demo=True).exists()


def demo_folder() -> Path:
    """Return the folder of the city's demonstration data. Raises ``DomainError("not_found")`` when it has none."""
    folder: Path = settings.CITY_FOLDER / "demo"
    if not folder.is_dir():
        raise DomainError(
            ErrorCode.NOT_FOUND, f"{settings.CITY_FOLDER.name} 没有演示数据，请设置 DEMO=0，从空库开始使用。"
        )
    return folder


def require_no_real_data() -> None:
    """Raise ``DomainError("real_data")`` when people have entered or imported anything."""
    found = [
        f"{count} {what}"
        for what, count in (
            ("个正式账号", User.objects.filter(is_demo=False).count()),
            ("起正式登记的事故", Accident.objects.filter(is_demo=False).count()),
            ("件公文", Document.objects.count()),
        )
        if count
    ]
    if found:
        raise DomainError(
            ErrorCode.REAL_DATA, f"本库已有{'、'.join(found)}，不能再装演示数据。请另用一个空的数据目录（DATA_DIR）。"
        )


def seed(accounts_folder: Path) -> Seeded:
    """Create the city's demonstration data and the accounts file. Needs the city (``load_city``) and no real data.

    One transaction: an interrupted start leaves nothing behind. Raises ``DomainError``.
    """
    folder = demo_folder()
    require_no_real_data()
    items = read_items(folder)
    bureau = city_bureau()
    now = clock.now().replace(second=0, microsecond=0)
    with transaction.atomic(), clock.at(now):
        users, rows = create_accounts(read_posts(folder))
        register_years(read_years(folder), now)
        make_decisions()
        write_letters(users, now)
        filed = file_recent_accidents(items, users, now)
        run.process_requests()
        write_letters_of_last_days(users, now, filed)
        reclassify(items, users, now, filed)
        run.process_requests()
        accidents, decisions, letters = Accident.objects.count(), Decision.objects.count(), Document.objects.count()
        record(
            user=None, act="demo.seed", obj=bureau, message=f"装入演示数据：事故 {accidents} 起，公文 {letters} 件。"
        )
        path = write_accounts_file(accounts_folder, rows)
    return Seeded(accidents, decisions, letters, path)
