"""Sums over the register, made in SQL, now and as of a moment.

Counted are registered accidents that are not written off, merged or withdrawn, dated by the day of occurrence (or the
counted day). Deaths include missing people presumed dead. Production and non-production accidents are never added up
on a page: ask for ``production="yes"`` or ``"no"``; ``None`` gives every kind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear

from accidents.models import COUNTED, Accident, AccidentRevision, AccidentTally
from accidents.months import split
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

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.accidents + other.accidents,
            self.deaths + other.deaths,
            self.injuries + other.injuries,
            self.direct_loss + other.direct_loss,
            self.larger + other.larger,
        )


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
    return _totals(rows.order_by().aggregate(**_sums()))


def totals(**wanted: Any) -> Totals:
    """The sums of ``counted_rows``, with its arguments."""
    return sum_up(counted_rows(**wanted))


def by_county(**wanted: Any) -> dict[str, Totals]:
    """Sums by county code; counties without accidents are left out."""
    return _grouped(wanted, keys=[F("county_id")], tally_keys=[F("county_id")])


def by_township(**wanted: Any) -> dict[str, Totals]:
    """Sums by township code; townships without accidents are left out."""
    return _grouped(wanted, keys=[F("township_id")])


def by_entry(**wanted: Any) -> dict[tuple[str, bool], Totals]:
    """Sums by nature (``Production``) and whether an accident was entered late (补录)."""
    keys = [F("production"), F("is_backfill")]
    return _grouped(wanted, keys=keys, tally_keys=keys)


def by_month(*, dated_by: str = "occurred", **wanted: Any) -> dict[tuple[int, int], Totals]:
    """Sums by (year, month) in Asia/Shanghai; months without accidents are left out."""
    if dated_by == "occurred":
        year, month = ExtractYear("occurred_at", tzinfo=SHANGHAI), ExtractMonth("occurred_at", tzinfo=SHANGHAI)
    else:
        year, month = ExtractYear("counted_on"), ExtractMonth("counted_on")
    return _grouped(
        wanted | {"dated_by": dated_by},
        keys=[year, month],
        tally_keys=[ExtractYear("month"), ExtractMonth("month")],
    )


def _grouped(wanted: dict[str, Any], *, keys: Sequence[Any], tally_keys: Sequence[Any] = ()) -> dict[Any, Totals]:
    """Sum up by keys of the rows; whole months from the maintained sums when these have the keys too. One statement.

    Several keys are a tuple, one stands for itself.
    """
    rows = counted_rows(**wanted)
    kept = _tallied(**wanted) if tally_keys else None
    if kept is None:
        parts = [_by(rows, keys).annotate(**_sums())]
    else:
        sums, days = kept
        parts = [_by(sums, tally_keys).annotate(**_tally_sums())]
        parts += [_by(rows.filter(part), keys).annotate(**_sums()) for part in days]
    found: dict[Any, Totals] = {}
    for row in parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]:
        groups = tuple(row.pop(name) for name in _names(keys))
        group = groups if len(groups) > 1 else groups[0]
        found[group] = found.get(group, Totals()) + _totals(row)
    return {group: totals for group, totals in found.items() if totals.accidents}


def _by(rows: QuerySet[Any], keys: Sequence[Any]) -> QuerySet[Any, Any]:
    return rows.values(**dict(zip(_names(keys), keys, strict=True)))


def _names(keys: Sequence[Any]) -> list[str]:
    return [f"group_key_{number}" for number in range(len(keys))]


def _tallied(
    *,
    user: Any = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
    as_of: dt.datetime | None = None,
    production: str | None = None,
    county_prefix: str = "",
    levels: Iterable[str] = (),
    dated_by: str = "occurred",
) -> tuple[QuerySet[Any], tuple[Q, ...]] | None:
    """The maintained sums of whole months, and the filters of the other rows of ``counted_rows``; None: not held."""
    if as_of is not None or dated_by != "occurred" or len(county_prefix) > 6:
        return None
    sums = AccidentTally.objects.all() if user is None else AccidentTally.objects.in_scope(user)
    parts = split(start, end)
    if sums is None or parts is None:
        return None
    sums = sums.filter(parts.months, status__in=COUNTED)
    if county_prefix:
        sums = sums.filter(county__code__startswith=county_prefix)
    if production is not None:
        sums = sums.filter(production=production)
    if levels := list(levels):
        sums = sums.filter(level__in=levels)
    return sums.order_by(), parts.days


def _tally_sums() -> dict[str, Any]:
    return {
        "total_accidents": Sum("accidents"),
        "total_deaths": Sum("deaths"),
        "total_injuries": Sum("injuries"),
        "total_direct_loss": Sum("direct_loss"),
        "total_larger": Coalesce(Sum("accidents", filter=Q(level__in=LARGER_AND_GRAVER)), 0),
    }


def _sums() -> dict[str, Any]:
    injuries = F("serious_injuries") + F("acute_poisonings") + F("minor_injuries")
    return {
        "total_accidents": Count("pk"),
        "total_deaths": Coalesce(Sum("counted_deaths"), 0),
        "total_injuries": Coalesce(Sum(injuries), 0),
        "total_direct_loss": Coalesce(Sum("direct_loss"), _NO_LOSS),
        "total_larger": Count("pk", filter=Q(level__in=LARGER_AND_GRAVER)),
    }


def _totals(row: dict[str, Any]) -> Totals:
    return Totals(**{name.removeprefix("total_"): value for name, value in row.items()})
