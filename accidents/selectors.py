"""Reading the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from accidents.actions import ACCIDENT_ACTIONS
from accidents.models import Accident, AccidentRevision, Status
from accidents.rules.diff import Difference, differences
from foundation.accounts.models import User
from foundation.common import clock
from foundation.common.access import may

FACT_RELATIONS = ("county", "township", "village", "sector", "accident_type", "supervising_department")
#: What the columns of a list read: facts, what an accident has besides, and of related rows only their names.
_LISTED_FACTS = (
    "name",
    "status",
    "occurred_at",
    "production",
    "level",
    "counted_deaths",
    "missing",
    "serious_injuries",
    "acute_poisonings",
    "minor_injuries",
    "direct_loss",
    "is_loss_unknown",
    "is_backfill",
)
_LISTED_OWN = ("code", "registered_at", "is_demo", "draft_code", "deleted_at", "is_quick")
_LISTED_NAMES = {"county": "short_name", "township": "name", "sector": "name", "supervising_department": "short_name"}


def facts_as_of(
    *,
    moment: dt.datetime | None = None,
    county_prefix: str = "",
    start: dt.date | None = None,
    end: dt.date | None = None,
    dated_by: str = "occurred",
    user: User | None = None,
) -> QuerySet[Any]:
    """Rows that hold the facts of registered accidents, now or as of a moment, ordered by time of occurrence.

    Without ``moment`` these are ``Accident`` rows. With one, they are ``AccidentRevision`` rows (``row.accident``
    loaded, ``row.code``): of each accident the revision valid then; an accident without one is not there. Both carry
    the same facts. ``start`` and ``end`` are days, both included, of the occurrence or (``dated_by="counted"``) of the
    day an accident is counted on. ``county_prefix`` is a division code's prefix. Every status but draft is there: who
    counts leaves out what is not counted. ``user`` narrows to the person's scope;
    without it the rows are for rules and statistics, never for a page.
    """
    if moment is None:
        rows: QuerySet[Any] = Accident.objects.exclude(status=Status.DRAFT)
        if user is not None:
            rows = Accident.objects.registered_visible_to(user)
        relations: tuple[str, ...] = FACT_RELATIONS
    else:
        rows = AccidentRevision.objects.as_of(moment)
        if user is not None:
            rows = rows & AccidentRevision.objects.visible_to(user)
        relations = (*FACT_RELATIONS, "accident")
    rows = rows.filter(dated_within(start, end, dated_by))
    if county_prefix:
        rows = rows.filter(place_within(county_prefix))
    return rows.select_related(*relations).order_by("occurred_at", "accident__code" if moment else "code")


def dated_within(start: dt.date | None, end: dt.date | None, dated_by: str = "occurred") -> Q:
    """The filter for days ``start`` to ``end``, both included, in Asia/Shanghai."""
    if dated_by not in ("occurred", "counted"):
        raise ValueError(f"accidents are dated by occurred or counted, not {dated_by!r}")
    reach = Q()
    if dated_by == "counted":
        if start:
            reach &= Q(counted_on__gte=start)
        if end:
            reach &= Q(counted_on__lte=end)
        return reach
    if start:
        reach &= Q(occurred_at__gte=clock.start_of_day(start))
    if end:
        reach &= Q(occurred_at__lt=clock.start_of_day(end + dt.timedelta(days=1)))
    return reach


def place_within(prefix: str) -> Q:
    """The filter for a county's or township's subtree, on an accident or a revision."""
    return Q(township__code__startswith=prefix) if len(prefix) > 6 else Q(county__code__startswith=prefix)


def with_facts(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Accidents with the places, the sector and the department that their facts name, in one query.

    Who wrote them is read when it is asked for: with more than eight tables the planner takes longer than all else.
    """
    return rows.select_related(*FACT_RELATIONS).defer("search_terms")


def as_listed(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Accidents, or revisions as of a moment, with only what a list shows of them.

    Whole rows with all their relations take three times as long to plan and to read. Reading another field of such a
    row is one more query for each row.
    """
    own = "" if rows.model is Accident else "accident__"
    related = [*_LISTED_NAMES, "accident"] if own else [*_LISTED_NAMES]
    names = [*_LISTED_FACTS, *(f"{own}{name}" for name in _LISTED_OWN)]
    names += [f"{relation}__{name}" for relation, name in _LISTED_NAMES.items()]
    return rows.select_related(None).select_related(*related).only(*names)


def in_full(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows of ``as_listed`` with all their facts again, for an export."""
    return rows.defer(None).select_related(*FACT_RELATIONS)


def revisions_of(accident: Accident) -> QuerySet[AccidentRevision]:
    """All revisions of an accident, oldest first; the caller has checked that the accident may be seen."""
    return accident.revisions.select_related(*FACT_RELATIONS).order_by("number")


@dataclass(frozen=True)
class TimelineEntry:
    """One report on an accident and what it changed."""

    revision: AccidentRevision
    changes: tuple[Difference, ...]


def timeline(accident: Accident) -> Sequence[TimelineEntry]:
    """The reports on an accident, newest first, each with what it changed from the one before."""
    entries: list[TimelineEntry] = []
    before: AccidentRevision | None = None
    for revision in revisions_of(accident):
        entries.append(TimelineEntry(revision, differences(before, revision) if before else ()))
        before = revision
    return entries[::-1]


def accident_or_404(user: User, code: str) -> Accident:
    """The accident that ``user`` may see under its number, or under the number it had as a draft."""
    found = with_facts(Accident.objects.visible_to(user)).filter(Q(code=code) | Q(draft_code=code)).first()
    if found is None:
        raise Http404
    return found


def may_report(user: User, accident: Accident) -> bool:
    """Whether ``user`` may add reports and files to the registered accident."""
    action = ACCIDENT_ACTIONS["follow_up"]
    return action.allows(accident.status) and may(user, action.permission, on=accident)
