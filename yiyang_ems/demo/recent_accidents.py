"""Accidents of the last days: drafts, waiting reports, returned ones, so that every role finds work on the 工作台.

They are made through the same services that people use.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from accidents.facts import AccidentInput
from accidents.models import Accident, AccidentRevision
from accidents.services.drafts import save_draft
from accidents.services.registration import submit
from accidents.services.reporting import add_report
from accidents.services.verification import return_, verify
from foundation.accounts.models import User
from foundation.common import clock
from yiyang_ems.demo.cases import Case
from yiyang_ems.demo.kinds import INSIDE, OUTSIDE, Kind
from yiyang_ems.demo.past import Places
from yiyang_ems.demo.years import money

FILE = "recent_accidents.csv"


@dataclass(frozen=True)
class Item:
    """An accident of the last days: who files it, hours since it happened, its kind, how far it has progressed."""

    username: str
    hours: float
    sector: str
    deaths: int
    state: str
    is_pending: bool = False
    within: str = ""

    @property
    def kind(self) -> Kind:
        return INSIDE.get(self.sector) or OUTSIDE[self.sector]


RETURN_REASONS = (
    "主管部门与行业领域不符，请与交警部门核对后改正。",
    "直接经济损失与事故经过不一致，请核实。",
    "请补充详细地点的桩号和事故单位全称。",
)
RECLASSIFIED = "经交警部门核实，肇事车辆为非营运车辆，不属于生产安全事故。"


def read_items(folder: Path) -> list[Item]:
    """Read the accidents of the last days from the folder of a city's demonstration data.

    The first ones have letters as well (``letters.LAST_DAYS``).
    """
    with (folder / FILE).open(encoding="utf-8", newline="") as file:
        return [
            Item(
                username=row["username"],
                hours=float(row["hours"]),
                sector=row["sector"],
                deaths=int(row["deaths"]),
                state=row["state"],
                is_pending=row["is_pending"] == "1",
                within=row["within"],
            )
            for row in csv.DictReader(file)
        ]


def file_recent_accidents(items: Sequence[Item], users: Mapping[str, User], now: dt.datetime) -> list[Accident]:
    """File the accidents of the last days. Returns them in the order of ``items``."""
    places = Places()
    filed = [_file(item, position, places, users, now) for position, item in enumerate(items)]
    Accident.objects.filter(pk__in=[accident.pk for accident in filed]).update(is_demo=True)
    return filed


def reclassify(items: Sequence[Item], users: Mapping[str, User], now: dt.datetime, filed: Sequence[Accident]) -> None:
    """Let the city find that one accident is no production accident, so that its proposals lapse."""
    for item, accident in zip(items, filed, strict=True):
        if item.state == "reclassified":
            changes = {"production": "no", "sector": "private_traffic"}
            with clock.at(now - dt.timedelta(hours=20)):
                add_report(
                    user=users["officer"],
                    accident=accident,
                    kind=AccidentRevision.Kind.CORRECTION,
                    changes=changes,
                    note=RECLASSIFIED,
                    version=accident.version,
                )


def _file(item: Item, position: int, places: Places, users: Mapping[str, User], now: dt.datetime) -> Accident:
    user, officer = users[item.username], users["officer"]
    facts = _facts(item, position, places, user, now)
    assert facts.known_at is not None
    with clock.at(min(facts.known_at + dt.timedelta(minutes=25), now)):
        accident = save_draft(user=user, facts=_unfinished(facts) if item.state == "draft" else facts)
    if item.state == "draft":
        return accident
    submitted_at = facts.known_at + dt.timedelta(minutes=70 + 7 * position)
    with clock.at(submitted_at):
        accident = submit(user=user, accident=accident, version=accident.version)
    decided_at = submitted_at + dt.timedelta(hours=17)
    if item.state == "verified":
        with clock.at(decided_at):
            accident = verify(user=officer, accident=accident, version=accident.version)
    elif item.state == "returned":
        reason = RETURN_REASONS[position % len(RETURN_REASONS)]
        with clock.at(decided_at):
            accident = return_(user=officer, accident=accident, version=accident.version, reason=reason)
    return accident


def _facts(item: Item, position: int, places: Places, user: User, now: dt.datetime) -> AccidentInput:
    draw = random.Random(f"desk {position} {item.username}")
    occurred_at = (now - dt.timedelta(hours=item.hours)).replace(second=0, microsecond=0)
    case = Case(
        county=user.organization.division_id[:6],
        occurred_at=occurred_at,
        kind=item.kind,
        is_production=item.sector in INSIDE,
        deaths=item.deaths,
        serious_injuries=0 if item.deaths else 1,
        minor_injuries=draw.choice((0, 1)),
        loss=money(draw.randrange(2_000, 9_000, 500)),
    )
    facts = places.facts(case, draw, within=item.within)
    known_at = occurred_at + dt.timedelta(minutes=12)
    facts = replace(facts, known_at=known_at, reported_at=None)
    return replace(facts, production="pending") if item.is_pending else facts


def _unfinished(facts: AccidentInput) -> AccidentInput:
    """Reduce the input to what a clerk has in the first hour: no loss, no unit, no department yet."""
    return replace(
        facts,
        direct_loss=money(0),
        is_loss_unknown=True,
        enterprise_name="",
        supervising_department="",
        accident_type="",
        summary="",
    )
