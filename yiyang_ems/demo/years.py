"""The numbers of accidents, deaths and 万元 of each demonstration year, by county and month. Pure.

2019 and 2020 add up to the figures of 益应急发〔2021〕5号, 2022 and 2023 to the city's published counts and deaths;
everything else is invented. The split over counties and months is invented for all years.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

ZIYANG, HESHAN, NANXIAN, TAOJIANG = "430902", "430903", "430921", "430922"
ANHUA, DATONGHU, GAOXIN, YUANJIANG = "430923", "430971", "430972", "430981"
COUNTIES = (HESHAN, ANHUA, TAOJIANG, YUANJIANG, ZIYANG, NANXIAN, GAOXIN, DATONGHU)
FIRST_YEAR = 2019


@dataclass(frozen=True)
class YearPlan:
    """Production accidents of a year: cases, deaths and loss by county, cases by month.

    Losses are in cents of a 万元. Also the number of ordinary accidents outside production.
    """

    year: int
    accidents: Mapping[str, int]
    deaths: Mapping[str, int]
    loss: Mapping[str, int]
    months: Sequence[int]
    outside_production: int


@dataclass(frozen=True)
class LargerAccident:
    """A 较大 accident by place and day."""

    county: str
    day: dt.date
    is_production: bool = False


#: The seven of the speech; their details are not known.
SEVEN_OF_2020 = tuple(
    LargerAccident(county, dt.date(2020, month, day))
    for county, month, day in (
        (TAOJIANG, 1, 14),
        (ANHUA, 2, 24),
        (ZIYANG, 3, 11),
        (YUANJIANG, 5, 28),
        (ZIYANG, 8, 15),
        (TAOJIANG, 8, 16),
        (YUANJIANG, 12, 10),
    )
)

_EXACT = {
    2019: YearPlan(
        2019,
        dict(zip(COUNTIES, (28, 26, 22, 22, 15, 13, 11, 6), strict=True)),
        dict(zip(COUNTIES, (30, 28, 24, 24, 16, 14, 12, 6), strict=True)),
        dict(zip(COUNTIES, (148000, 132000, 119000, 110000, 78000, 62000, 59000, 24700), strict=True)),
        (13, 8, 11, 12, 12, 11, 13, 12, 13, 12, 12, 14),
        22,
    ),
    2020: YearPlan(
        2020,
        dict(zip(COUNTIES, (24, 22, 20, 18, 13, 12, 10, 5), strict=True)),
        dict(zip(COUNTIES, (25, 23, 22, 19, 14, 13, 10, 5), strict=True)),
        dict(zip(COUNTIES, (118600, 104800, 96500, 84200, 61200, 49800, 49500, 20100), strict=True)),
        (8, 6, 9, 10, 11, 10, 12, 11, 12, 11, 11, 13),
        19,
    ),
}
#: year: cases, deaths, 万元, outside production.
_TOTALS = {
    2021: (99, 103, 4631, 18),
    2022: (69, 69, 3318, 16),
    2023: (62, 66, 3047, 15),
    2024: (58, 59, 2816, 14),
    2025: (54, 55, 2590, 13),
}
_LATER = {
    2021: (LargerAccident(HESHAN, dt.date(2021, 9, 23), is_production=True),),
    2022: (LargerAccident(ANHUA, dt.date(2022, 2, 12)),),
    2024: (LargerAccident(NANXIAN, dt.date(2024, 1, 27)),),
}
#: Months and days of 较大 accidents outside production in the running year: two in 沅江, one in 安化.
_RUNNING = ((YUANJIANG, 2, 6), (ANHUA, 4, 19), (YUANJIANG, 7, 3))


def plan_for(year: int, *, running: int) -> YearPlan:
    """Return the plan of a year from 2019 to the ``running`` one."""
    if year in _EXACT:
        return _EXACT[year]
    if year in _TOTALS:
        cases, deaths, loss, outside = _TOTALS[year]
    else:
        cases = max(30, 46 - 3 * (year - 2026))
        deaths, loss, outside = cases, cases * 46, 12
    weights = _EXACT[2020].accidents
    by_county = dict(zip(COUNTIES, apportion(cases, [weights[county] for county in COUNTIES]), strict=True))
    shares = [by_county[county] for county in COUNTIES]
    return YearPlan(
        year,
        by_county,
        dict(zip(COUNTIES, apportion(deaths, shares), strict=True)),
        dict(zip(COUNTIES, apportion(loss * 100, shares), strict=True)),
        apportion(cases, _EXACT[2019].months),
        outside,
    )


def larger_accidents(year: int, *, running: int) -> tuple[LargerAccident, ...]:
    """Return the 较大 accidents of a year; production ones are part of the plan's cases, the others are additional."""
    if year == 2020:
        return SEVEN_OF_2020
    if year == running and year not in _LATER:
        return tuple(LargerAccident(county, dt.date(year, month, day)) for county, month, day in _RUNNING)
    return _LATER.get(year, ())


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Split ``total`` by weights into whole parts that add up to it exactly (largest remainder, earlier first)."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda index: (-(total * weights[index] % whole), index))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts


def money(cents: int) -> Decimal:
    """Convert hundredths of a 万元 to 万元."""
    return Decimal(cents).scaleb(-2)
