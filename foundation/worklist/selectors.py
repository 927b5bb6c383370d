"""Reading to-dos and messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from foundation.accounts.models import User
from foundation.common import clock
from foundation.organizations.models import Organization
from foundation.ui import navigation
from foundation.worklist.due_groups import (
    Due,
    Group,
    group_of,
    grouped,
)
from foundation.worklist.models import Message, Todo
from foundation.worklist.workbench import returned_kinds

#: More than this are not drawn; the page says how many there are.
MOST_SHOWN = 200


@dataclass(frozen=True)
class Waiting:
    """What waits for a person: the groups to draw, and the counts of all."""

    groups: list[Group[Todo]]
    total: int
    late: int
    today: int
    week: int
    kinds: list[tuple[str, str]]

    @property
    def is_cut(self) -> bool:
        return sum(len(group.items) for group in self.groups) < self.total


def todos_of(user: User, *, below: bool = False) -> QuerySet[Todo]:
    """Open to-dos of ``user``; with ``below`` also what waits for units under the person's own place, to be watched."""
    own = Todo.objects.visible_to(user).open()
    if not below:
        return own
    return Todo.objects.open().filter(Q(pk__in=own.values("pk")) | Q(pk__in=_below(user).values("pk")))


def may_look_below(user: User) -> bool:
    """Whether the switch 含下级 has a meaning: only for those whose roles read a subtree or the whole city, and not in
    a township, which has no units below."""
    scope = user.scope_for("accident.view")
    is_lowest = user.organization.kind == Organization.Kind.TOWNSHIP_GOVERNMENT
    return bool(scope.everything or scope.division_prefixes) and not is_lowest


def _below(user: User) -> QuerySet[Todo]:
    if not may_look_below(user):
        return Todo.objects.none()
    return Todo.objects.open().including_below(user).filter(user=None)


def waiting_for(user: User, *, below: bool = False, kind: str = "") -> Waiting:
    """The open to-dos of ``user`` in groups by due time, soonest first. ``kind`` narrows to one kind."""
    now = clock.now()
    everything = todos_of(user, below=below)
    kinds = sorted(set(everything.values_list("kind", "kind_label").order_by("kind_label")), key=lambda pair: pair[1])
    rows = everything.filter(kind=kind) if kind else everything
    places = [
        _place(due_at, snoozed_until, now) for due_at, snoozed_until in rows.values_list("due_at", "snoozed_until")
    ]
    shown = list(rows.select_related("organization")[:MOST_SHOWN])
    return Waiting(
        groups=grouped(shown, lambda todo: _place(todo.due_at, todo.snoozed_until, now)),
        total=len(places),
        late=places.count(Due.LATE),
        today=places.count(Due.TODAY),
        week=places.count(Due.WEEK),
        kinds=kinds,
    )


def _place(due_at: dt.datetime | None, snoozed_until: dt.datetime | None, now: dt.datetime) -> Due:
    return group_of(
        due_at=clock.local(due_at) if due_at else None,
        snoozed_until=clock.local(snoozed_until) if snoozed_until else None,
        now=clock.local(now),
    )


def returned_to(user: User) -> list[Todo]:
    """What came back to ``user`` to be mended, newest first."""
    returned = Todo.objects.visible_to(user).open().filter(kind__in=list(returned_kinds))
    return list(returned.order_by("-opened_at", "-id"))


def count_waiting(user: User, kinds: Sequence[str] = ()) -> navigation.Count:
    """The number beside an entry of the navigation: open to-dos that are not put off, of ``kinds`` or of all."""
    now = clock.now()
    rows = Todo.objects.visible_to(user).open().exclude(snoozed_until__gt=now, due_at__gte=now)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    counts = rows.aggregate(number=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now)))
    return navigation.Count(counts["number"], has_overdue=bool(counts["late"]))


def messages_of(user: User, *, unread_only: bool = False) -> QuerySet[Message]:
    """The messages of ``user``, newest first."""
    found = Message.objects.visible_to(user)
    return found.filter(read_at=None) if unread_only else found
