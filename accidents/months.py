"""Split days into whole months, which the maintained sums hold, and the days around them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from foundation.common import clock


@dataclass(frozen=True)
class MonthSplit:
    """``months`` filters sums by month, ``days`` filter accidents of the same days: those before and those after."""

    months: Q
    days: tuple[Q, ...]


def split(start: dt.date | None, end: dt.date | None) -> MonthSplit | None:
    """Split the days ``start`` to ``end``, both included (None: open); None when no whole month lies in between."""
    first, following = _first_whole_month(start), _month_after(end)
    if first and following and first >= following:
        return None
    months, days = Q(), []
    if first:
        months &= Q(month__gte=first)
        if first != start:
            days.append(Q(occurred_at__lt=clock.start_of_day(first)))
    if following:
        months &= Q(month__lt=following)
        if end != following - dt.timedelta(days=1):
            days.append(Q(occurred_at__gte=clock.start_of_day(following)))
    return MonthSplit(months, tuple(days))


def _first_whole_month(start: dt.date | None) -> dt.date | None:
    """The first day of the first month that lies whole after ``start``."""
    if start is None or start.day == 1:
        return start
    return (start.replace(day=1) + dt.timedelta(days=31)).replace(day=1)


def _month_after(end: dt.date | None) -> dt.date | None:
    """The first day of the month that follows the last one that lies whole before ``end``, this day included."""
    if end is None:
        return None
    return (end + dt.timedelta(days=1)).replace(day=1)
