"""Periods of a duty: months, quarters, half-years and years of the calendar, and the spans between fixed dates."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foundation.common.vocabulary import LabelledEnum

_DAY = dt.timedelta(days=1)
_NUMBERS = ("一", "二", "三", "四")
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class Frequency(LabelledEnum):
    """How often a duty returns. ``DATES``: on fixed days of each year."""

    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    HALF_YEAR = "half_year", "每半年"
    YEAR = "year", "每年"
    DATES = "dates", "每年固定日期"


_MONTHS = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.HALF_YEAR: 6, Frequency.YEAR: 12}


@dataclass(frozen=True, order=True)
class Period:
    """The days ``start`` to ``end``, both included, with its Chinese label (2026年第三季度)."""

    start: dt.date
    end: dt.date
    label: str


def period_of(frequency: Frequency, day: dt.date, dates: Sequence[str] = ()) -> Period:
    """Return the period that contains ``day``.

    ``dates`` (MM-DD, for ``DATES``) are the last days of the periods: each reaches from the day after the date before
    it. 02-29 is the last day of February in every year. Raises ``ValueError`` without dates or for one that is none.
    """
    if frequency == Frequency.DATES:
        return _between_dates(day, dates)
    months = _MONTHS[frequency]
    first_month = (day.month - 1) // months * months + 1
    start = dt.date(day.year, first_month, 1)
    end = month_end(day.year, first_month + months - 1)
    return Period(start, end, _label(frequency, start))


def periods_from(frequency: Frequency, day: dt.date, dates: Sequence[str] = ()) -> Iterator[Period]:
    """Yield the period that contains ``day`` and all that follow, without end, each beginning where one ended."""
    while True:
        period = period_of(frequency, day, dates)
        yield period
        day = period.end + _DAY


def month_end(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def clipped(year: int, month: int, day: int) -> dt.date:
    """Return the ``day`` of a month, or the month's last day when it is shorter."""
    return min(month_end(year, month), dt.date(year, month, 1) + _DAY * (day - 1))


def require_dates(dates: Sequence[str]) -> None:
    """Raise ``ValueError`` unless ``dates`` are days of a year written MM-DD, at least one and none twice."""
    if not dates or len(set(dates)) != len(dates):
        raise ValueError("at least one date, none twice")
    for date in dates:
        found = _MONTH_DAY.fullmatch(date)
        if not found or int(found[2]) > calendar.monthrange(2000, int(found[1]))[1]:
            raise ValueError(f"{date} is no day of a year (MM-DD)")


def _between_dates(day: dt.date, dates: Sequence[str]) -> Period:
    require_dates(dates)
    ends = sorted(
        {clipped(year, *map(int, date.split("-"))) for year in (day.year - 1, day.year, day.year + 1) for date in dates}
    )
    end = next(found for found in ends if found >= day)
    before = max(found for found in ends if found < day)
    return Period(before + _DAY, end, f"{end.year}年{end.month}月{end.day}日")


def _label(frequency: Frequency, start: dt.date) -> str:
    if frequency == Frequency.MONTH:
        return f"{start.year}年{start.month}月"
    if frequency == Frequency.QUARTER:
        return f"{start.year}年第{_NUMBERS[start.month // 3]}季度"
    if frequency == Frequency.HALF_YEAR:
        return f"{start.year}年{'上' if start.month == 1 else '下'}半年"
    return f"{start.year}年"
