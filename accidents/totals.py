"""How many accidents a list has and what they sum up to, from the maintained sums where these hold what is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from accidents.models import COUNTED, Accident, AccidentRevision, AccidentTally
from accidents.months import split
from foundation.accounts.models import User
from foundation.common import clock

#: Further back than this, more has changed than there was.
LONG_PAST = dt.timedelta(days=3 * 365)


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


def filtered_totals(
    user: User,
    rows: QuerySet[Any],
    *,
    narrowing: Narrowing | None,
    narrow: Callable[[QuerySet[Any]], QuerySet[Any]],
    as_of: dt.datetime | None = None,
) -> ListTotals:
    """Return the totals of a list's filtered ``rows`` in the cheapest of the ways below.

    ``narrowing`` and ``narrow`` are the list's filters as in ``tallied_totals`` and ``totals_as_of``; without
    ``narrowing`` (None) the rows are summed up themselves. ``as_of`` (aware): the rows are revisions of that moment.
    """
    if narrowing is None:
        return totals_of(rows)
    if as_of is None:
        return tallied_totals(user, narrowing, rows)
    return totals_as_of(user, narrowing, narrow, as_of)


def totals_of(rows: QuerySet[Any]) -> ListTotals:
    """Sum up filtered accidents, or revisions as of a moment, in one statement over them."""
    return _added_up(_sums(rows))


def tallied_totals(user: User, narrowing: Narrowing, rows: QuerySet[Any]) -> ListTotals:
    """Return the totals of ``rows``, the registered accidents that ``user`` sees, narrowed by ``narrowing``.

    Whole months come from the maintained sums, the days before and after them from the rows; all from the rows when
    the scope is not one of whole counties. One statement.
    """
    return _added_up(*_parts(user, narrowing, rows))


def totals_as_of(
    user: User, narrowing: Narrowing, narrow: Callable[[QuerySet[Any]], QuerySet[Any]], moment: dt.datetime
) -> ListTotals:
    """Return the totals as of ``moment``: those of now, less what was added since and with what has ended since.

    ``narrow`` applies the list's filters to accidents or revisions. One statement, whose cost is that of the changes
    since; of a moment long past all revisions of that time are read instead.
    """
    revisions = AccidentRevision.objects.visible_to(user)
    if clock.now() - moment > LONG_PAST:
        return totals_of(narrow(revisions.as_of(moment)))
    return _added_up(
        *_parts(user, narrowing, narrow(Accident.objects.registered_visible_to(user))),
        _sums(narrow(revisions.added_since(moment)), sign=-1),
        _sums(narrow(revisions.ended_since(moment))),
    )


def _parts(user: User, narrowing: Narrowing, rows: QuerySet[Any]) -> list[QuerySet[Any, Any]]:
    tally = AccidentTally.objects.in_scope(user)
    parts = split(narrowing.start, narrowing.end)
    if tally is None or parts is None:
        return [_sums(rows)]
    grouped = tally.filter(narrowing.q, parts.months).values_list("production", "status")
    kept = grouped.annotate(number=Sum("accidents"), people=Sum("deaths"), money=Sum("direct_loss"))
    return [kept, *(_sums(rows.filter(days)) for days in parts.days)]


def _sums(rows: QuerySet[Any], *, sign: int = 1) -> QuerySet[Any, Any]:
    grouped = rows.order_by().values_list("production", "status")
    return grouped.annotate(
        number=Count("*") * sign, people=Sum("counted_deaths") * sign, money=Sum("direct_loss") * Decimal(sign)
    )


def _added_up(first: QuerySet[Any, Any], *others: QuerySet[Any, Any]) -> ListTotals:
    count = 0
    counted: dict[str, Sums] = {}
    for production, status, accidents, deaths, loss in first.union(*others, all=True) if others else first:
        count += accidents
        if status in COUNTED:
            counted[production] = counted.get(production, Sums()) + Sums(accidents, deaths, loss)
    return ListTotals(count, {production: sums for production, sums in counted.items() if sums.accidents})
