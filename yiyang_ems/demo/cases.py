"""Expand a year's plan into single accidents: when, where, what kind, casualties, loss. Pure and repeatable."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from foundation.common.clock import SHANGHAI
from yiyang_ems.demo.kinds import GRAVE_OUTSIDE, INSIDE, OUTSIDE, UNKNOWN, Kind
from yiyang_ems.demo.years import LargerAccident, YearPlan, Years, money

#: Losses of a 一般 accident stay below 1,000 万元.
LARGEST_LOSS_CENTS = 99_000
BACKFILL_REASON = "与公安交警部门年底对账后补录。"


@dataclass(frozen=True)
class Case:
    """One invented accident, not yet with a township and a text."""

    county: str
    occurred_at: dt.datetime
    kind: Kind
    is_production: bool
    deaths: int
    serious_injuries: int
    minor_injuries: int
    loss: Decimal
    is_larger: bool = False
    registered_at: dt.datetime | None = None
    backfill_reason: str = ""


def cases_of(years: Years, year: int, *, running: int) -> list[Case]:
    """Return all accidents of a year, by time. The same year always gives the same accidents."""
    plan = years.plan_for(year)
    draw = random.Random(f"{years.name} {year}")  # repeatable, not secret
    larger = years.larger_accidents(year, running=running)
    cases = [
        *_production_cases(plan, [accident for accident in larger if accident.is_production], draw),
        *(_larger_case(accident, draw) for accident in larger if not accident.is_production),
        *(_outside_case(years, year, draw) for _ in range(plan.outside_production)),
    ]
    cases.sort(key=lambda case: (case.occurred_at, case.county))
    return _enter_late(cases, plan, draw) if plan.entered_late else cases


def _production_cases(plan: YearPlan, larger: Sequence[LargerAccident], draw: random.Random) -> list[Case]:
    months = [month for month, count in enumerate(plan.months, start=1) for _ in range(count)]
    draw.shuffle(months)
    cases: list[Case] = []
    for county, count in plan.accidents.items():
        own, months = months[:count], months[count:]
        graver = [accident for accident in larger if accident.county == county]
        deaths = _spread_deaths(plan.deaths[county], count, len(graver), draw)
        losses = _spread_money(plan.loss[county], count, draw)
        for position, month in enumerate(own):
            is_larger = position < len(graver)
            day = graver[position].day if is_larger else dt.date(plan.year, month, _day_of(plan.year, month, draw))
            kind = INSIDE["construction"] if is_larger else _choose(INSIDE, draw)
            cases.append(
                Case(
                    county=county,
                    occurred_at=_moment(day, draw, at_night=kind.at_night),
                    kind=kind,
                    is_production=True,
                    deaths=deaths[position],
                    serious_injuries=draw.choice((1, 2)) if not deaths[position] else draw.choice((0, 0, 0, 1)),
                    minor_injuries=draw.choice((0, 0, 0, 1, 2)),
                    loss=money(losses[position]),
                    is_larger=is_larger,
                )
            )
    return cases


def _spread_deaths(total: int, count: int, graver: int, draw: random.Random) -> list[int]:
    """Distribute deaths: three in each 较大 case first, at most two in the others, none in a few of them."""
    left, ordinary = total - 3 * graver, count - graver
    twos = max(left - ordinary, 0)
    nones = ordinary - (left - twos)
    for _ in range(ordinary // 8):
        if twos + nones + 2 <= ordinary:
            twos, nones = twos + 1, nones + 1
    spread = [2] * twos + [0] * nones + [1] * (ordinary - twos - nones)
    draw.shuffle(spread)
    return [3] * graver + spread


def _spread_money(total: int, count: int, draw: random.Random) -> list[int]:
    """Split ``total`` into uneven losses in cents, none above the limit of a 一般 accident."""
    weights = [draw.lognormvariate(0, 0.55) for _ in range(count)]
    parts = [min(int(total * weight / sum(weights)), LARGEST_LOSS_CENTS) for weight in weights]
    # Round to whole hundreds as estimates are; the smallest takes the remainder.
    parts = [part // 100 * 100 for part in parts]
    parts[parts.index(min(parts))] += total - sum(parts)
    return parts


def _larger_case(accident: LargerAccident, draw: random.Random) -> Case:
    return Case(
        county=accident.county,
        occurred_at=_moment(accident.day, draw),
        # Households burn coal indoors in the cold months.
        kind=GRAVE_OUTSIDE[accident.day.month in (11, 12, 1, 2)] if accident.is_known else UNKNOWN,
        is_production=False,
        deaths=3,
        serious_injuries=0,
        minor_injuries=0,
        loss=money(18_000),
        is_larger=True,
    )


def _outside_case(years: Years, year: int, draw: random.Random) -> Case:
    month = draw.randint(1, 12)
    kind = _choose(OUTSIDE, draw)
    return Case(
        county=draw.choices(years.counties, years.outside_weights)[0],
        occurred_at=_moment(dt.date(year, month, _day_of(year, month, draw)), draw, at_night=kind.at_night),
        kind=kind,
        is_production=False,
        deaths=draw.choice((1, 1, 1, 2)),
        serious_injuries=0,
        minor_injuries=draw.choice((0, 0, 1)),
        loss=money(draw.randrange(1_000, 9_000, 100)),
    )


def _enter_late(cases: list[Case], plan: YearPlan, draw: random.Random) -> list[Case]:
    """Let the plan's number of road accidents of autumn and December be entered only after 20 December."""
    early, late = (dt.datetime(plan.year, month, day, tzinfo=SHANGHAI) for month, day in ((10, 1), (12, 19)))
    first = dt.datetime(plan.year, 12, 22, 9, tzinfo=SHANGHAI)
    road = [
        position
        for position, case in enumerate(cases)
        if case.is_production and case.kind.sector == "road_transport" and early <= case.occurred_at < late
    ]
    for order, position in enumerate(road[-plan.entered_late :]):
        registered_at = first + dt.timedelta(days=order, minutes=draw.randrange(0, 420))
        cases[position] = replace(cases[position], registered_at=registered_at, backfill_reason=BACKFILL_REASON)
    return cases


def _choose(kinds: dict[str, Kind], draw: random.Random) -> Kind:
    return draw.choices(list(kinds.values()), [kind.weight for kind in kinds.values()])[0]


def _day_of(year: int, month: int, draw: random.Random) -> int:
    return draw.randint(1, calendar.monthrange(year, month)[1])


def _moment(day: dt.date, draw: random.Random, *, at_night: bool = True) -> dt.datetime:
    """Return a time on that day: in working hours or, with ``at_night``, at any hour, fewer at night."""
    hour = draw.choices(range(24), [1] * 5 + [2] + [4] * 14 + [3, 2, 1, 1])[0] if at_night else draw.randrange(7, 19)
    return dt.datetime(day.year, day.month, day.day, hour, draw.randrange(0, 60, 5), tzinfo=SHANGHAI)
