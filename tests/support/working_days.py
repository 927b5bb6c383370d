"""Working days counted one by one, to compare the arithmetic of the calendar with."""

from __future__ import annotations

import datetime as dt

from foundation.calendar.working_days import WorkCalendar

DAY = dt.timedelta(days=1)


def working_days(calendar: WorkCalendar, first: dt.date, last: dt.date) -> int:
    """Return how many working days there are from ``first`` to ``last``, both included."""
    days = (first + DAY * number for number in range((last - first).days + 1))
    return sum(calendar.is_workday(day) for day in days)
