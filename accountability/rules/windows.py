"""Windows: the period in which a rule counts accidents (统计周期).

Dates are days in Asia/Shanghai.  ``start`` and ``end`` are inclusive days; in time the window is half-open,
from the first midnight to the midnight after ``end`` (readings.md 17).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from foundation.common.clock import SHANGHAI
from foundation.common.text import date_format
from foundation.common.vocabulary import LabelledEnum

#: How far outside a window an accident is still named among the nearly counted, in days.
NEAR_DAYS = 31


class WindowKind(LabelledEnum):
    """The two yearly windows a rule set can ask for."""

    CALENDAR_YEAR = "calendar_year", "自然年（1月1日至12月31日）"
    APPRAISAL_YEAR = "appraisal_year", "考核年度（上年12月1日至11月30日）"


@dataclass(frozen=True, order=True)
class Window:
    """One period, both days inclusive.  Raises ``ValueError`` when it ends before it starts."""

    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("统计周期的截止日期早于起始日期。")

    @property
    def key(self) -> str:
        """Stable text for the keys of proposals: ``2021-01-01..2021-12-31``."""
        return f"{self.start.isoformat()}..{self.end.isoformat()}"

    def contains_day(self, day: dt.date) -> bool:
        """Whether a day (Asia/Shanghai) lies inside."""
        return self.start <= day <= self.end

    def contains_moment(self, moment: dt.datetime) -> bool:
        """Whether an aware moment lies inside: 24:00 of the last day does not."""
        return self.contains_day(local_day(moment))

    def days_outside(self, day: dt.date) -> int:
        """Negative: days before the start; positive: days after the end; 0 inside."""
        if day < self.start:
            return -(self.start - day).days
        if day > self.end:
            return (day - self.end).days
        return 0

    @property
    def text(self) -> str:
        """The window in words, e.g. ``2020年`` or ``2019年12月1日至2020年11月30日``."""
        if self == calendar_year(self.start.year):
            return f"{self.start.year}年"
        if self.end == self.start:
            return date_format.full_day(self.start)
        if self.start.year == self.end.year:
            return f"{date_format.full_day(self.start)}至{self.end.month}月{self.end.day}日"
        return f"{date_format.full_day(self.start)}至{date_format.full_day(self.end)}"


def local_day(moment: dt.datetime) -> dt.date:
    """The day of an aware moment in Asia/Shanghai; ``ValueError`` for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("moment must be timezone-aware")
    return moment.astimezone(SHANGHAI).date()


def calendar_year(year: int) -> Window:
    """1 January – 31 December."""
    return Window(dt.date(year, 1, 1), dt.date(year, 12, 31))


def appraisal_year(year: int) -> Window:
    """The appraisal year (考核年度): 1 December of the year before – 30 November (湘政办发〔2017〕61号)."""
    return Window(dt.date(year - 1, 12, 1), dt.date(year, 11, 30))


def window_of(kind: WindowKind, day: dt.date) -> Window:
    """The yearly window of ``kind`` that contains ``day``."""
    if kind is WindowKind.CALENDAR_YEAR:
        return calendar_year(day.year)
    return appraisal_year(day.year + 1 if day.month == 12 else day.year)
