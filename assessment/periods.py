"""Periods under comparison, and the same days of the year before. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Period:
    """Days of a year under review, both ends included: a calendar year, or an appraisal year (1 Dec to 30 Nov)."""

    year: int
    start: dt.date
    end: dt.date
    is_appraisal: bool = False

    @property
    def base(self) -> Period:
        """Return the same days a year before; 29 February becomes the 28th."""
        return Period(self.year - 1, a_year_before(self.start), a_year_before(self.end), self.is_appraisal)

    def months(self) -> list[tuple[int, int]]:
        """Return all twelve (year, month) of the year under review, including those after ``end``."""
        first = self.start.year * 12 + self.start.month - 1
        return [(number // 12, number % 12 + 1) for number in range(first, first + 12)]

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end


def whole_year(year: int, *, is_appraisal: bool = False) -> Period:
    """Return the whole calendar or appraisal year ``year``."""
    if is_appraisal:
        return Period(year, dt.date(year - 1, 12, 1), dt.date(year, 11, 30), True)
    return Period(year, dt.date(year, 1, 1), dt.date(year, 12, 31))


def year_until(year: int, last: dt.date, *, is_appraisal: bool = False) -> Period:
    """Return the part of the year up to ``last``: all of it when it is over, its first day when it has not begun."""
    whole = whole_year(year, is_appraisal=is_appraisal)
    end = min(max(last, whole.start), whole.end)
    return Period(year, whole.start, end, is_appraisal)


def year_of(day: dt.date, *, is_appraisal: bool = False) -> int:
    """Return the year under review of ``day``: December belongs to the next appraisal year."""
    return day.year + (1 if is_appraisal and day.month == 12 else 0)


def a_year_before(day: dt.date) -> dt.date:
    """Return the same day of the year before; the last day of February stays the last day of February."""
    year = day.year - 1
    last = calendar.monthrange(year, day.month)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return dt.date(year, day.month, last if is_last else day.day)
