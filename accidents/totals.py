"""How many accidents a list has and what they sum up to, from the maintained sums where these hold what is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from accidents.models import COUNTED, AccidentTally
from foundation.common import clock


@dataclass(frozen=True)
class Sums:
    """Accidents, deaths in persons, direct loss in 万元."""

    accidents: int = 0
    deaths: int = 0
    direct_loss: Decimal = Decimal("0.00")

    def __add__(self, other: Sums) -> Sums:
        return Sums(self.accidents + other.accidents, self.deaths + other.deaths, self.direct_loss + other.direct_loss)


@dataclass(frozen=True)
class ListTotals:
    """``count`` is of all rows; ``counted`` sums by nature those that statistics count, without natures of none."""

    count: int = 0
    counted: dict[str, Sums] = field(default_factory=dict)


@dataclass(frozen=True)
class Narrowing:
    """What a list is narrowed to, for as far as the sums hold it: ``q`` on accidents and on sums alike, and days."""

    q: Q
    start: dt.date | None = None
    end: dt.date | None = None

    def within(self, start: dt.date | None, end: dt.date | None) -> Narrowing:
        """Return it narrowed to the days ``start`` to ``end`` as well, both included; None is open."""
        starts = [day for day in (self.start, start) if day]
        ends = [day for day in (self.end, end) if day]
        return replace(self, start=max(starts, default=None), end=min(ends, default=None))


def totals_of(rows: QuerySet[Any]) -> ListTotals:
    """Sum up filtered accidents, or revisions as of a moment, in one statement over them."""
    grouped = rows.order_by().values_list("production", "status")
    return _added_up(grouped.annotate(Count("pk"), Sum("counted_deaths"), Sum("direct_loss")))


def tallied_totals(user: Any, narrowing: Narrowing, rows: QuerySet[Any]) -> ListTotals:
    """Return the totals of ``rows``, the registered accidents that ``user`` sees, narrowed by ``narrowing``.

    Whole months come from the maintained sums, the days before and after them from the rows; all from the rows when
    the scope is not one of whole counties.
    """
    tally = AccidentTally.objects.in_scope(user)
    first, following = _first_whole_month(narrowing.start), _month_after(narrowing.end)
    if tally is None or (first and following and first >= following):
        return totals_of(rows)
    months, outside = Q(), Q(pk__in=())
    if first:
        months &= Q(month__gte=first)
        outside |= Q(occurred_at__lt=clock.start_of_day(first)) if first != narrowing.start else Q()
    if following:
        months &= Q(month__lt=following)
        is_cut = narrowing.end != following - dt.timedelta(days=1)
        outside |= Q(occurred_at__gte=clock.start_of_day(following)) if is_cut else Q()
    grouped = tally.filter(narrowing.q, months).values_list("production", "status")
    found = [*grouped.annotate(Sum("accidents"), Sum("deaths"), Sum("direct_loss"))]
    if outside != Q(pk__in=()):
        edges = rows.filter(outside).order_by().values_list("production", "status")
        found += edges.annotate(Count("pk"), Sum("counted_deaths"), Sum("direct_loss"))
    return _added_up(found)


def _added_up(found: Iterable[tuple[str, str, int, int, Decimal]]) -> ListTotals:
    count = 0
    counted: dict[str, Sums] = {}
    for production, status, accidents, deaths, loss in found:
        count += accidents
        if status in COUNTED and accidents:
            counted[production] = counted.get(production, Sums()) + Sums(accidents, deaths, loss)
    return ListTotals(count, counted)


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
