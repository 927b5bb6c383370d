"""Sums over the register, made in SQL, now and as of a moment.

Counted are registered accidents that are not written off, merged or withdrawn, dated by the day of occurrence (or the
counted day). Deaths include missing people presumed dead. Production and non-production accidents are never added up
on a page: ask for ``production="yes"`` or ``"no"``; ``None`` gives every kind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, F, IntegerField, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear

from accidents.models import COUNTED, Accident, AccidentRevision
from accidents.rules.vocabulary import LARGER_AND_GRAVER
from accidents.selectors import dated_within, place_within
from foundation.accounts.models import User
from foundation.common.clock import SHANGHAI

_NO_LOSS = Value(Decimal("0.00"), DecimalField(max_digits=20, decimal_places=2))


@dataclass(frozen=True)
class Totals:
    """Accidents, people, 万元; ``injuries`` are serious, light and poisoned together, ``larger`` counts 较大 and up."""

    accidents: int = 0
    deaths: int = 0
    injuries: int = 0
    direct_loss: Decimal = Decimal("0.00")
    larger: int = 0


def counted_rows(
    *,
    user: User | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
    as_of: dt.datetime | None = None,
    production: str | None = None,
    county_prefix: str = "",
    levels: Iterable[str] = (),
    dated_by: str = "occurred",
) -> QuerySet[Any]:
    """The rows behind a figure: accidents, or with ``as_of`` (aware) their revisions of that moment.

    ``start`` and ``end`` are days, both included. ``user`` narrows to the person's scope; leave it out only where the
    figure itself is for the whole city.
    """
    if as_of is None:
        rows: QuerySet[Any] = Accident.objects.all() if user is None else Accident.objects.registered_visible_to(user)
    else:
        rows = AccidentRevision.objects.as_of(as_of)
        if user is not None:
            rows = rows & AccidentRevision.objects.visible_to(user)
    rows = rows.filter(dated_within(start, end, dated_by), status__in=COUNTED)
    if production is not None:
        rows = rows.filter(production=production)
    if county_prefix:
        rows = rows.filter(place_within(county_prefix))
    if levels := list(levels):
        rows = rows.filter(level__in=levels)
    return rows.order_by()


def sum_up(rows: QuerySet[Any]) -> Totals:
    """Sum a filtered list of accidents or revisions."""
    return Totals(**rows.order_by().aggregate(**_sums()))


def totals(**wanted: Any) -> Totals:
    """The sums of ``counted_rows``, with its arguments."""
    return sum_up(counted_rows(**wanted))


def by_county(**wanted: Any) -> dict[str, Totals]:
    """Sums by county code; counties without accidents are left out."""
    return _grouped(counted_rows(**wanted), key=F("county_id"))


def by_township(**wanted: Any) -> dict[str, Totals]:
    """Sums by township code; townships without accidents are left out."""
    return _grouped(counted_rows(**wanted), key=F("township_id"))


def by_month(*, dated_by: str = "occurred", **wanted: Any) -> dict[tuple[int, int], Totals]:
    """Sums by (year, month) in Asia/Shanghai; months without accidents are left out."""
    rows = counted_rows(dated_by=dated_by, **wanted)
    if dated_by == "occurred":
        year, month = ExtractYear("occurred_at", tzinfo=SHANGHAI), ExtractMonth("occurred_at", tzinfo=SHANGHAI)
    else:
        year, month = ExtractYear("counted_on"), ExtractMonth("counted_on")
    numbers = _grouped(rows, key=year * Value(100, IntegerField()) + month)
    return {divmod(number, 100): sums for number, sums in numbers.items()}


def _grouped(rows: QuerySet[Any], *, key: Any) -> dict[Any, Totals]:
    grouped = rows.order_by().values(group_key=key).annotate(**_sums())
    return {row.pop("group_key"): Totals(**row) for row in grouped}


def _sums() -> dict[str, Any]:
    injuries = F("serious_injuries") + F("acute_poisonings") + F("minor_injuries")
    return {
        "accidents": Count("pk"),
        "deaths": Coalesce(Sum("counted_deaths"), 0),
        "injuries": Coalesce(Sum(injuries), 0),
        "direct_loss": Coalesce(Sum("direct_loss"), _NO_LOSS),
        "larger": Count("pk", filter=Q(level__in=LARGER_AND_GRAVER)),
    }
