"""The leader page's figures: read once for the period and its base, for exactly the accidents a person may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from accidents import statistics
from accidents.models import Accident, Level, Production
from accidents.statistics import Totals
from assessment.question import Question
from assessment.target_report import counties_in_reach
from assessment.targets import TargetFigures, ThreeDecreasesOneZero, three_decreases_one_zero
from foundation.organizations.models import Division
from foundation.workdays import clock

NOTHING = Totals()
LARGER = (Level.LARGER, Level.MAJOR, Level.EXTRAORDINARY)


@dataclass(frozen=True)
class LargerAccident:
    """A 较大 or graver accident outside production."""

    code: str
    name: str
    county: str
    occurred_at: dt.datetime
    deaths: int


@dataclass(frozen=True)
class CountyFigures:
    """One county's production accidents now and in the base, its target, and its 较大 accidents outside production."""

    county: Division
    now: Totals
    base: Totals
    target: ThreeDecreasesOneZero
    larger_outside: int


@dataclass(frozen=True)
class Figures:
    """All figures of the page; ``months`` and ``base_months`` by (year, month)."""

    counties: Sequence[CountyFigures]
    now: Totals
    base: Totals
    target: ThreeDecreasesOneZero
    months: Mapping[tuple[int, int], Totals]
    base_months: Mapping[tuple[int, int], Totals]
    larger_outside: Sequence[LargerAccident]
    pending: int
    backfilled: int


def read_figures(question: Question, user: Any) -> Figures:
    """Read the figures of ``question`` within the reach of ``user``. Six queries, whatever the number of accidents."""
    counties = counties_in_reach(user)
    current = _selection(question, user)
    base = _selection(question, user, base=True)
    now_by_county = statistics.by_county(**current, production=Production.YES.value)
    base_by_county = statistics.by_county(**base, production=Production.YES.value)
    larger = _larger_outside(current)
    others = _others(current)
    rows = [
        _county(
            county,
            now_by_county.get(county.code, NOTHING),
            base_by_county.get(county.code, NOTHING),
            sum(accident.county == county.code for accident in larger),
        )
        for county in counties
    ]
    now_total, base_total = _sum(row.now for row in rows), _sum(row.base for row in rows)
    return Figures(
        counties=rows,
        now=now_total,
        base=base_total,
        target=_target(now_total, base_total),
        months=statistics.by_month(**current, production=Production.YES.value),
        base_months=statistics.by_month(**_whole_base(question, user), production=Production.YES.value),
        larger_outside=larger,
        **others,
    )


def _selection(question: Question, user: Any, *, base: bool = False) -> dict[str, Any]:
    period = question.period.base if base else question.period
    return {"user": user, "start": period.start, "end": period.end, "as_of": question.as_of}


def _whole_base(question: Question, user: Any) -> dict[str, Any]:
    """Last year's months are shown in full, also those this year has not reached."""
    period = question.whole.base
    return {"user": user, "start": period.start, "end": period.end, "as_of": question.as_of}


def _larger_outside(selection: dict[str, Any]) -> list[LargerAccident]:
    rows = statistics.counted_rows(**selection, production=Production.NO.value, levels=LARGER).order_by("occurred_at")
    code = "code" if rows.model is Accident else "accident__code"
    found = rows.values_list(code, "name", "county_id", "occurred_at", "counted_deaths")
    return [
        LargerAccident(code, name, county, clock.local(occurred_at), deaths)
        for code, name, county, occurred_at, deaths in found
    ]


def _others(selection: dict[str, Any]) -> dict[str, int]:
    """How many wait for their production to be decided (reading 3), and how many were entered late (reading 25)."""
    rows = statistics.counted_rows(**selection)
    backfill = "is_backfill" if rows.model is Accident else "accident__is_backfill"
    return rows.aggregate(
        pending=Count("pk", filter=Q(production=Production.PENDING.value)),
        backfilled=Count("pk", filter=Q(production=Production.YES.value, **{backfill: True})),
    )


def _county(county: Division, now: Totals, base: Totals, larger_outside: int) -> CountyFigures:
    return CountyFigures(county, now, base, _target(now, base), larger_outside)


def _target(now: Totals, base: Totals) -> ThreeDecreasesOneZero:
    return three_decreases_one_zero(_target_figures(now), _target_figures(base))


def _target_figures(totals: Totals) -> TargetFigures:
    return TargetFigures(totals.accidents, totals.deaths, totals.direct_loss, totals.larger)


def _sum(totals: Any) -> Totals:
    whole = NOTHING
    for part in totals:
        whole = Totals(
            whole.accidents + part.accidents,
            whole.deaths + part.deaths,
            whole.injuries + part.injuries,
            whole.direct_loss + part.direct_loss,
            whole.larger + part.larger,
        )
    return whole
