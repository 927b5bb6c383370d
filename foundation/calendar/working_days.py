"""Working-day arithmetic of the Chinese calendar: holidays off, 调休 Saturdays and Sundays on.

Pure. A year without an entered notice counts Monday to Friday, and every result that touches it is marked as uncertain.
Holidays do not move natural hours and days (Order 493), which are not computed here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class DueDay:
    """A computed day; ``certain`` is False when the count crossed a year without an entered notice."""

    day: dt.date
    certain: bool


@dataclass(frozen=True)
class WorkCalendar:
    """``exceptions`` maps each day named in a notice to whether it is worked; ``known_years`` have a notice."""

    exceptions: Mapping[dt.date, bool] = field(default_factory=dict)
    known_years: frozenset[int] = frozenset()

    def is_workday(self, day: dt.date) -> bool:
        """Return whether offices work on ``day``."""
        exception = self.exceptions.get(day)
        return day.weekday() < 5 if exception is None else exception

    def is_known(self, day: dt.date) -> bool:
        """Return whether the notice for the year of ``day`` has been entered."""
        return day.year in self.known_years

    def add_workdays(self, start: dt.date, count: int) -> DueDay:
        """Return the ``count``-th working day after ``start``, which itself does not count (readings.md 34).

        A ``count`` of 0 gives ``start`` if it is worked, else the next working day. Negative counts go back.
        """
        if count == 0:
            return start_or_next(self, start)
        step = _DAY if count > 0 else -_DAY
        day, certain, left = start, True, abs(count)
        while left:
            day += step
            certain = certain and self.is_known(day)
            left -= self.is_workday(day)
        return DueDay(day, certain)


def start_or_next(calendar: WorkCalendar, day: dt.date) -> DueDay:
    """Return ``day`` itself when it is worked, else the first working day after it."""
    certain = calendar.is_known(day)
    while not calendar.is_workday(day):
        day += _DAY
        certain = certain and calendar.is_known(day)
    return DueDay(day, certain)
