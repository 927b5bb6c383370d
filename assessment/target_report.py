"""The 三降一不 of a year for the city and each county, computed from the registered accidents."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from accidents import statistics
from accidents.models import Production
from accidents.statistics import Totals
from assessment.periods import Period, whole_year, year_until
from assessment.targets import Comparison, TargetFigures, ThreeDecreasesOneZero, three_decreases_one_zero
from foundation.accounts.models import User
from foundation.common import clock
from foundation.organizations.models import Division


@dataclass(frozen=True)
class CountyTarget:
    """One county's three decreases and zero."""

    code: str
    name: str
    target: ThreeDecreasesOneZero


@dataclass(frozen=True)
class TargetReport:
    """The targets of ``period`` against the same days of last year, as recorded by ``as_of`` (None: as now)."""

    period: Period
    as_of: dt.datetime | None
    target: ThreeDecreasesOneZero
    counties: tuple[CountyTarget, ...]


def target_report(*, year: int, as_of: dt.datetime | None = None, user: User | None = None) -> TargetReport:
    """Compute the report. A past year is compared as a whole, the running year up to today.

    ``as_of`` applies to value and base: both are sums of what was recorded by then. ``user`` narrows everything to that
    user's scope (a county sees itself); None is the system.
    """
    return targets_of(period=year_until(year, clock.today()), as_of=as_of, user=user)


def targets_of(*, period: Period, as_of: dt.datetime | None = None, user: User | None = None) -> TargetReport:
    """Compute the report as ``target_report`` does, for a period cut by the caller (the leader page's same period)."""
    current = _production_by_county(period, as_of, user)
    base = _production_by_county(period.base, as_of, user)
    counties = counties_in_reach(user)
    return TargetReport(
        period=period,
        as_of=as_of,
        target=three_decreases_one_zero(_sum(current), _sum(base)),
        counties=tuple(
            CountyTarget(
                county.code,
                county.name,
                three_decreases_one_zero(_figures(current.get(county.code)), _figures(base.get(county.code))),
            )
            for county in counties
        ),
    )


def counties_in_reach(user: User | None) -> list[Division]:
    """Return the counties that ``user`` may assess, by code; all for the system, none without the permission."""
    counties = Division.objects.filter(level=Division.Level.COUNTY).order_by("code")
    if user is None:
        return list(counties)
    return list(counties.filter(user.scope_for("assessment.view").q(division="code")))


def as_json(report: TargetReport) -> dict[str, Any]:
    """Return the report as interfaces.md defines it: percentages as numbers, 万元 as text with two decimals."""
    return {
        "year": report.period.year,
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "period": {"from": report.period.start.isoformat(), "to": report.period.end.isoformat()},
        "indicators": _indicators(report.target),
        "achieved": report.target.achieved,
        "counties": [
            {
                "code": county.code,
                "name": county.name,
                "indicators": _indicators(county.target),
                "achieved": county.target.achieved,
            }
            for county in report.counties
        ],
    }


def first_year() -> int:
    """Return the year of the earliest registered accident, or the running year."""
    rows = statistics.counted_rows(start=dt.date(1990, 1, 1), end=whole_year(clock.today().year).end)
    earliest = rows.order_by("occurred_at").values_list("occurred_at", flat=True).first()
    return clock.local(earliest).year if earliest else clock.today().year


def _production_by_county(period: Period, as_of: dt.datetime | None, user: User | None) -> dict[str, Totals]:
    return statistics.by_county(
        start=period.start, end=period.end, as_of=as_of, user=user, production=Production.YES.value
    )


def _figures(totals: Totals | None) -> TargetFigures:
    if totals is None:
        return TargetFigures()
    return TargetFigures(totals.accidents, totals.deaths, totals.direct_loss, totals.larger)


def _sum(counties: dict[str, Totals]) -> TargetFigures:
    rows = list(counties.values())
    return TargetFigures(
        accidents=sum(row.accidents for row in rows),
        deaths=sum(row.deaths for row in rows),
        direct_loss=sum((row.direct_loss for row in rows), TargetFigures().direct_loss),
        larger=sum(row.larger for row in rows),
    )


def _indicators(target: ThreeDecreasesOneZero) -> dict[str, Any]:
    return {
        "accidents": _comparison(target.accidents),
        "deaths": _comparison(target.deaths),
        "direct_loss": _comparison(target.direct_loss),
        "larger_production_accidents": {"value": target.larger, "met": target.larger_met},
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    is_money = not isinstance(comparison.value, int)
    return {
        "value": f"{comparison.value:.2f}" if is_money else comparison.value,
        "base": f"{comparison.base:.2f}" if is_money else comparison.base,
        "change_pct": None if comparison.change_pct is None else float(comparison.change_pct),
        "decreased": comparison.decreased,
    }
