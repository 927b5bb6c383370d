"""Past years: give every case a township, a department and a text, and register it through the bulk service.

The accounts of a year are closed on 31 December at 18:00. Everything that happened in it is entered by then, so that
the year as known on its last day has the figures that were reported.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

from accidents.classification import types_on
from accidents.facts import AccidentInput
from accidents.models import Accident, AccidentRevision, AccidentType, Status
from accidents.services.bulk_registration import PastReport, register_past
from foundation.common import clock
from foundation.organizations.models import Division, Organization, Sector
from yiyang_ems.demo import narratives
from yiyang_ems.demo.cases import Case, cases_of
from yiyang_ems.demo.kinds import UNKNOWN
from yiyang_ems.demo.narratives import Place
from yiyang_ems.demo.years import Years

#: Younger cases are made by ``recent_accidents``, which files them through the same services that people use.
STILL_OPEN = dt.timedelta(days=15)
HALF_A_DAY = dt.timedelta(hours=12)
NAME_OF_UNKNOWN = "{county}“{month}·{day}”较大非生产安全事故"


def register_years(years: Years, now: dt.datetime) -> list[Accident]:
    """Register all accidents of the demonstration years up to shortly before ``now``. Returns them."""
    places = Places()
    reports = [
        places.reports_of(before_the_close(case))
        for year in range(years.first, now.year + 1)
        for case in cases_of(years, year, running=now.year)
        if case.occurred_at < now - STILL_OPEN
    ]
    return register_past(accidents=reports, is_demo=True)


def close_of_year(year: int) -> dt.datetime:
    """Return when the accounts of ``year`` are closed."""
    return dt.datetime(year, 12, 31, 18, tzinfo=clock.SHANGHAI)


def before_the_close(case: Case) -> Case:
    """Move a case that could no longer be entered before the close to the morning of 31 December."""
    too_late = case.occurred_at > close_of_year(case.occurred_at.year) - dt.timedelta(hours=4)
    return replace(case, occurred_at=case.occurred_at - HALF_A_DAY) if too_late else case


@dataclass(frozen=True)
class _Spot:
    township: Division
    village: Division


class Places:
    """Townships, departments and accident types, read once, from which invented accidents are completed."""

    def __init__(self) -> None:
        rows = list(Division.objects.order_by("code"))
        self.counties = {row.code: row for row in rows if row.level == Division.Level.COUNTY}
        villages = defaultdict(list)
        for row in rows:
            if row.level == Division.Level.VILLAGE:
                villages[row.parent_id].append(row)
        self.spots: dict[str, list[_Spot]] = defaultdict(list)
        for row in rows:
            if row.level == Division.Level.TOWNSHIP:
                self.spots[row.code[:6]] += [_Spot(row, village) for village in villages[row.code]]
        self.functions = dict(Sector.objects.values_list("code", "department_function"))
        departments = Organization.objects.filter(is_supervising=True, is_active=True).order_by("pk")
        self.departments = {(unit.division_id, unit.function): unit.code for unit in departments}
        self.types: dict[bool, dict[str, AccidentType]] = {}

    def reports_of(self, case: Case) -> list[PastReport]:
        """Return the reports of a case: flash, sometimes a follow-up that corrects the loss, and the verification."""
        draw = random.Random(f"{case.county} {case.occurred_at.isoformat()} {case.kind.sector} {case.loss}")
        facts = self.facts(case, draw)
        known_at, reported_at = facts.known_at, facts.reported_at
        assert known_at is not None
        assert reported_at is not None
        close = close_of_year(case.occurred_at.year)
        recorded_at = case.registered_at or min(reported_at + dt.timedelta(minutes=draw.randrange(20, 900)), close)
        reports = [PastReport(facts, recorded_at)]
        if not case.registered_at and draw.random() < 0.25:
            first = replace(facts, direct_loss=_first_estimate(facts.direct_loss))
            later = recorded_at + dt.timedelta(days=draw.randrange(2, 6))
            if later <= close:
                reports = [
                    PastReport(first, recorded_at),
                    PastReport(facts, later, AccidentRevision.Kind.FOLLOW_UP, note="损失经核算更新。"),
                ]
        verified_at = reports[-1].recorded_at + dt.timedelta(hours=draw.randrange(16, 60))
        reports.append(
            PastReport(facts, verified_at, AccidentRevision.Kind.VERIFICATION, Status.VERIFIED, "市局核实。")
        )
        return reports

    def facts(self, case: Case, draw: random.Random, *, within: str = "") -> AccidentInput:
        """Return the facts of a case as a form would give them; ``within`` narrows to a township's code."""
        spot = draw.choice([spot for spot in self.spots[case.county] if spot.township.code.startswith(within)])
        county = self.counties[case.county]
        place = Place(county.name, spot.township.name, spot.village.name)
        known_at = case.occurred_at + dt.timedelta(minutes=draw.randrange(5, 50))
        return AccidentInput(
            name=self._name(case, county),
            county=case.county,
            township=spot.township.code,
            village="" if case.kind is UNKNOWN else spot.village.code,
            location=narratives.location(case, place, draw),
            occurred_at=case.occurred_at,
            known_at=known_at,
            reported_at=known_at + dt.timedelta(minutes=draw.randrange(15, 115)),
            production="yes" if case.is_production else "no",
            sector=case.kind.sector,
            accident_type=self._type(case),
            supervising_department=self._department(case),
            enterprise_name=narratives.enterprise(case, place),
            deaths=case.deaths,
            serious_injuries=case.serious_injuries,
            minor_injuries=case.minor_injuries,
            direct_loss=case.loss,
            summary=narratives.summary(case, place, draw),
            backfill_reason=case.backfill_reason,
        )

    def _name(self, case: Case, county: Division) -> str:
        if case.kind is not UNKNOWN:
            return ""
        day = clock.local(case.occurred_at)
        return NAME_OF_UNKNOWN.format(county=county.short_name, month=day.month, day=day.day)

    def _department(self, case: Case) -> str:
        """Return the department usually in charge of the sector; otherwise the county's emergency bureau."""
        function = self.functions[case.kind.sector] or "emergency"
        return self.departments.get((case.county, function)) or self.departments[case.county, "emergency"]

    def _type(self, case: Case) -> str:
        day = clock.local(case.occurred_at).date()
        is_new = day >= dt.date(2026, 7, 1)
        if is_new not in self.types:
            self.types[is_new] = {row.name: row for row in types_on(day)}
        return self.types[is_new][case.kind.types[is_new]].pk


def _first_estimate(loss: Decimal) -> Decimal:
    return (loss * Decimal("0.7")).quantize(Decimal("1."))
