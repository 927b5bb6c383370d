"""Figures of the leader page: read once for the period and its base, over the accidents the user may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accidents import statistics
from accidents.models import Accident, Production
from accidents.rules.vocabulary import LARGER_AND_GRAVER
from accidents.statistics import Totals
from assessment.query import LeaderQuery
from assessment.target_report import counties_in_reach
from assessment.targets import TargetFigures, ThreeDecreasesOneZero, three_decreases_one_zero
from foundation.accounts.models import User
from foundation.common import clock
from foundation.organizations.models import Division

NOTHING = Totals()


@dataclass(frozen=True)
class LargerAccident:
    """A 较大 or graver accident outside production."""

    code: str
    name: str
    county: str
    township: str
    occurred_at: dt.datetime
    deaths: int


@dataclass(frozen=True)
class PlaceFigures:
    """One place's production accidents now and in the base, its target, and 较大 accidents outside production."""

    place: Division
    now: Totals
    base: Totals
    target: ThreeDecreasesOneZero
    larger_outside: int


@dataclass(frozen=True)
class Figures:
    """All figures of the page; ``months`` and ``base_months`` by (year, month). ``townships`` only for one county.

    ``is_comparable`` is False when nothing at all is registered for the base: then nothing has risen or fallen.
    """

    counties: Sequence[PlaceFigures]
    townships: Sequence[PlaceFigures]
    now: Totals
    base: Totals
    target: ThreeDecreasesOneZero
    is_comparable: bool
    months: Mapping[tuple[int, int], Totals]
    base_months: Mapping[tuple[int, int], Totals]
    larger_outside: Sequence[LargerAccident]
    pending: int
    backfilled: int


def read_figures(question: LeaderQuery, user: User) -> Figures:
    """Read the figures of ``question`` within the scope of ``user``.

    A constant number of queries. For a user who sees only one county, its townships as well.
    """
    counties = counties_in_reach(user)
    current, base = _selection(question, user), _selection(question, user, base=True)
    inside: dict[str, Any] = {"production": Production.YES.value}
    larger = _larger_outside(current)
    rows = _places(
        counties,
        statistics.by_county(**current, **inside),
        statistics.by_county(**base, **inside),
        [accident.county for accident in larger],
    )
    now_total, base_total = _sum(row.now for row in rows), _sum(row.base for row in rows)
    return Figures(
        counties=rows,
        townships=_townships(counties[0], current, base, larger) if len(counties) == 1 else (),
        now=now_total,
        base=base_total,
        target=_target(now_total, base_total),
        is_comparable=bool(base_total.accidents) or _holds_anything(base),
        months=statistics.by_month(**current, **inside),
        base_months=statistics.by_month(**_whole_base(question, user), **inside),
        larger_outside=larger,
        **_others(current),
    )


def _holds_anything(base: dict[str, Any]) -> bool:
    """Return whether the whole city has accidents there: a county without accidents has a base of zero, not none."""
    return statistics.counted_rows(**(base | {"user": None})).exists()


def _places(
    places: Iterable[Division], now: Mapping[str, Totals], base: Mapping[str, Totals], larger: Sequence[str]
) -> list[PlaceFigures]:
    found = []
    for place in places:
        current, before = now.get(place.code, NOTHING), base.get(place.code, NOTHING)
        found.append(PlaceFigures(place, current, before, _target(current, before), larger.count(place.code)))
    return found


def _townships(
    county: Division, current: dict[str, Any], base: dict[str, Any], larger: Sequence[LargerAccident]
) -> list[PlaceFigures]:
    """Return the county's townships with accidents in either period."""
    inside: dict[str, Any] = {"production": Production.YES.value}
    now, before = statistics.by_township(**current, **inside), statistics.by_township(**base, **inside)
    struck = [accident.township for accident in larger]
    places = Division.objects.filter(code__in={*now, *before, *struck}, parent=county)
    return _places(places, now, before, struck)


def _selection(question: LeaderQuery, user: User, *, base: bool = False) -> dict[str, Any]:
    period = question.period.base if base else question.period
    return {"user": user, "start": period.start, "end": period.end, "as_of": question.as_of}


def _whole_base(question: LeaderQuery, user: User) -> dict[str, Any]:
    """Return last year's months in full, including those that this year has not reached."""
    period = question.whole.base
    return {"user": user, "start": period.start, "end": period.end, "as_of": question.as_of}


def _larger_outside(selection: dict[str, Any]) -> list[LargerAccident]:
    rows = statistics.counted_rows(**selection, production=Production.NO.value, levels=LARGER_AND_GRAVER).order_by(
        "occurred_at"
    )
    code = "code" if rows.model is Accident else "accident__code"
    found = rows.values_list(code, "name", "county_id", "township_id", "occurred_at", "counted_deaths")
    return [
        LargerAccident(code, name, county, township, clock.local(occurred_at), deaths)
        for code, name, county, township, occurred_at, deaths in found
    ]


def _others(selection: dict[str, Any]) -> dict[str, int]:
    """Count accidents whose production is undecided (reading 3), and those entered late (reading 25)."""
    found = statistics.by_entry(**selection)
    return {
        "pending": sum(found.get((Production.PENDING, is_late), NOTHING).accidents for is_late in (False, True)),
        "backfilled": found.get((Production.YES, True), NOTHING).accidents,
    }


def _target(now: Totals, base: Totals) -> ThreeDecreasesOneZero:
    return three_decreases_one_zero(_target_figures(now), _target_figures(base))


def _target_figures(totals: Totals) -> TargetFigures:
    return TargetFigures(totals.accidents, totals.deaths, totals.direct_loss, totals.larger)


def _sum(totals: Iterable[Totals]) -> Totals:
    return sum(totals, NOTHING)
