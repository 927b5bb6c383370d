"""Figures of the register, added up in SQL, as it is now or as it was known at a past moment.

Counted are registered accidents that were not written off, merged or withdrawn (reading 2), by the day of occurrence
in Asia/Shanghai. Deaths include missing people presumed dead (reading 4). Money is in 万元.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear

from accidents.models import COUNTED, Accident, AccidentRevision, Level
from foundation.workdays import clock

LARGER_AND_ABOVE = (Level.LARGER, Level.MAJOR, Level.EXTRAORDINARY)
NO_LOSS = Value(Decimal("0.00"), DecimalField(max_digits=20, decimal_places=2))


@dataclass(frozen=True)
class Totals:
    """Cases, persons, 万元; ``larger`` counts 较大 and graver among ``accidents``."""

    accidents: int = 0
    deaths: int = 0
    injuries: int = 0
    direct_loss: Decimal = Decimal("0.00")
    larger: int = 0


def counted_rows(
    *,
    start: dt.date,
    end: dt.date,
    user: Any = None,
    as_of: dt.datetime | None = None,
    production: str | None = None,
    county_prefix: str = "",
    levels: Iterable[str] = (),
) -> QuerySet[Any]:
    """The counted accidents of the days ``start`` to ``end``, both included.

    Rows are accidents, or with ``as_of`` the revisions that were the newest at that moment; the fields of ``Facts``
    are the same. ``user`` narrows to what that person may see; None is the system and sees all.
    """
    rows: QuerySet[Any]
    if as_of is None:
        rows = Accident.objects.all() if user is None else Accident.objects.visible_to(user)
    else:
        rows = _newest_at(as_of)
        if user is not None:
            rows = rows.filter(accident__in=Accident.objects.visible_to(user))
    first, after = clock.span_of_days(start, end)
    rows = rows.filter(status__in=COUNTED, occurred_at__gte=first, occurred_at__lt=after)
    if production is not None:
        rows = rows.filter(production=production)
    if county_prefix:
        rows = rows.filter(county_id__startswith=county_prefix)
    if levels := list(levels):
        rows = rows.filter(level__in=levels)
    return rows.order_by()


def totals(**selection: Any) -> Totals:
    """Add up what ``counted_rows`` selects (same arguments)."""
    return Totals(**counted_rows(**selection).aggregate(**_sums()))


def by_county(**selection: Any) -> dict[str, Totals]:
    """Totals by county code; counties without an accident are absent. Arguments as ``counted_rows``."""
    return _grouped(counted_rows(**selection), key=F("county_id"))


def by_month(**selection: Any) -> dict[tuple[int, int], Totals]:
    """Totals by (year, month) of occurrence; months without an accident are absent. Arguments as ``counted_rows``."""
    rows = counted_rows(**selection).annotate(
        year_of=ExtractYear("occurred_at", tzinfo=clock.SHANGHAI),
        month_of=ExtractMonth("occurred_at", tzinfo=clock.SHANGHAI),
    )
    found = rows.values("year_of", "month_of").annotate(**_sums())
    return {(row.pop("year_of"), row.pop("month_of")): Totals(**row) for row in found}


def by_sector(**selection: Any) -> dict[str, Totals]:
    """Totals by sector code; sectors without an accident are absent. Arguments as ``counted_rows``."""
    return _grouped(counted_rows(**selection), key=F("sector_id"))


def _grouped(rows: QuerySet[Any], *, key: F) -> dict[str, Totals]:
    return {row.pop("group"): Totals(**row) for row in rows.values(group=key).annotate(**_sums())}


def _sums() -> dict[str, Any]:
    return {
        "accidents": Count("pk"),
        "deaths": Coalesce(Sum("counted_deaths"), 0),
        "injuries": Coalesce(Sum(F("serious_injuries") + F("acute_poisonings") + F("minor_injuries")), 0),
        "direct_loss": Coalesce(Sum("direct_loss"), NO_LOSS),
        "larger": Count("pk", filter=Q(level__in=LARGER_AND_ABOVE)),
    }


def _newest_at(moment: dt.datetime) -> QuerySet[AccidentRevision]:
    """Revisions recorded by ``moment`` after which no other of the same accident was recorded by then."""
    later = AccidentRevision.objects.filter(accident=OuterRef("accident"), recorded_at__lte=moment).filter(
        Q(recorded_at__gt=OuterRef("recorded_at")) | Q(recorded_at=OuterRef("recorded_at"), number__gt=OuterRef("number"))
    )
    return AccidentRevision.objects.filter(~Exists(later), recorded_at__lte=moment)
