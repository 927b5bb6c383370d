"""Every write to to-dos and messages.

Opening and closing follow from actions that have journal entries of their own, and to-dos keep their row history; only
what a person decides here, to put a to-do off, is written into the journal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.calendar.services import office_due
from foundation.common import clock
from foundation.common.actions import TextInput, TodoKind
from foundation.common.errors import DomainError, ErrorCode, NotPermitted
from foundation.common.permissions import ROLES, roles_with
from foundation.organizations.models import Organization
from foundation.worklist.models import Message, Todo

SNOOZE_REASON = TextInput("暂缓理由", missing="请填暂缓理由。", max_length=200)


@transaction.atomic
def open_todo(
    *,
    key: str,
    kind: str,
    kind_label: str,
    title: str,
    organization: Organization,
    roles: Sequence[str],
    action: str,
    url: str,
    detail: str = "",
    badge: str = "",
    due_at: dt.datetime | None = None,
    user: User | None = None,
    opened_at: dt.datetime | None = None,
) -> Todo:
    """Put a matter before the holders of ``roles`` in ``organization``, or before ``user`` alone. Returns the to-do.

    Opening the same ``key`` for the same unit and person again updates the open to-do; a new due time ends its being
    put off. ``opened_at`` is when the time began to run (default: now), ``action`` the words of the button (去补录).
    Without ``due_at`` the bureau's own deadline for the ``kind`` counts, from the first opening on.
    """
    values: dict[str, Any] = {
        "kind": kind,
        "kind_label": kind_label,
        "title": title[:200],
        "detail": detail[:300],
        "badge": badge,
        "action": action,
        "url": url,
        "roles": list(roles),
        "due_at": due_at,
    }
    todo = _open_one(key=key, organization=organization, user=user)
    if due_at is None:
        due_at = values["due_at"] = _office_due(kind, todo, opened_at or clock.now())
    if todo is None:
        todo = Todo(key=key, organization=organization, user=user, opened_at=opened_at or clock.now(), **values)
        todo.full_clean(validate_constraints=False)
        try:
            with transaction.atomic():
                todo.save()
            return todo
        except IntegrityError:  # another worker opened it between the look and the write
            todo = _open_one(key=key, organization=organization, user=user)
            if todo is None:
                raise
    if todo.due_at != due_at:
        todo.snoozed_until, todo.snooze_reason = None, ""
    if opened_at is not None:
        todo.opened_at = opened_at
    for name, value in values.items():
        setattr(todo, name, value)
    todo.full_clean(validate_constraints=False)
    todo.save()
    return todo


def open_todo_for(
    kind: TodoKind,
    *,
    key: str,
    title: str,
    organization: Organization,
    url: str,
    detail: str = "",
    badge: str = "",
    due_at: dt.datetime | None = None,
    user: User | None = None,
    opened_at: dt.datetime | None = None,
) -> Todo:
    """Put a matter before those in ``organization`` whose roles have the permission of ``kind``; see ``open_todo``."""
    return open_todo(
        key=key,
        kind=kind.code,
        kind_label=kind.label,
        title=title,
        organization=organization,
        roles=_receivers(kind, organization),
        action=kind.button,
        url=url,
        detail=detail,
        badge=badge,
        due_at=due_at,
        user=user,
        opened_at=opened_at,
    )


def receiving_roles(permission: str, organization: Organization) -> list[str]:
    """Return the roles that act for ``organization`` with ``permission``: the city's in a city office, else those of a
    subtree; and in every unit those that act on what is charged or addressed to it."""
    reach = "city" if organization.kind in Organization.CITY_OFFICES else "subtree"
    return roles_with(permission, (reach, "charged"))


def _receivers(kind: TodoKind, organization: Organization) -> list[str]:
    roles = {
        role for permission in (kind.permission, *kind.others) for role in receiving_roles(permission, organization)
    }
    return [role for role, _ in ROLES if role in roles]


def _office_due(kind: str, todo: Todo | None, since: dt.datetime) -> dt.datetime | None:
    """The office's deadline, counted once: whoever adds to an open matter does not put it off."""
    due_at = office_due(kind, todo.opened_at if todo else since)
    return todo.due_at if todo and todo.due_at and due_at else due_at


@transaction.atomic
def close_todos(*keys: str, with_parts: bool = False) -> int:
    """Close these matters wherever they are open, with all of their parts (``document:12:reply:7``) when asked.

    Returns how many to-dos that were. Who settled them is in the journal, with the action itself.
    """
    reach = Q(key__in=keys)
    for key in keys if with_parts else ():
        reach |= Q(key__startswith=f"{key}:")
    return Todo.objects.open().filter(reach).update(done_at=clock.now()) if keys else 0


@transaction.atomic
def send_message(
    *,
    recipients: Iterable[User],
    event: str,
    title: str,
    body: str = "",
    url: str = "",
    sender: str = "系统",
) -> int:
    """Notify each active recipient once about ``event``; returns how many had no message of it before."""
    now = clock.now()
    people = {user.pk: user for user in recipients if user.is_active}
    notified = set(Message.objects.filter(event=event, recipient__in=people).values_list("recipient_id", flat=True))
    new = [
        Message(recipient=user, event=event, title=title[:200], body=body, url=url, sender=sender[:100], sent_at=now)
        for pk, user in people.items()
        if pk not in notified
    ]
    for message in new:
        message.full_clean(validate_unique=False, validate_constraints=False)
    Message.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


@transaction.atomic
def mark_read(*, user: User, messages: Iterable[Message] | None = None) -> int:
    """Mark ``messages`` of ``user`` read, or all of them; returns how many were unread."""
    unread = Message.objects.visible_to(user).filter(read_at=None)
    if messages is not None:
        unread = unread.filter(pk__in=[message.pk for message in messages])
    return unread.update(read_at=clock.now())


@transaction.atomic
def snooze(*, todo: Todo, user: User, until: dt.datetime, reason: str) -> Todo:
    """Put ``todo`` off until a moment, with a reason. The due time stays: putting off does not extend a legal limit.

    Raises ``NotPermitted`` for another's to-do, ``DomainError`` for one that is done, overdue, or put off past its due
    time, into the past or for more than 30 days.
    """
    locked = Todo.objects.visible_to(user).select_for_update(of=("self",)).filter(pk=todo.pk).first()
    if locked is None:
        raise NotPermitted("这项待办不归您办理，不能暂缓。")
    now = clock.now()
    if locked.done_at is not None:
        raise DomainError(ErrorCode.TODO_DONE, "这项已经办结，不用暂缓。")
    reason = SNOOZE_REASON.clean(reason)
    _check_until(locked, now=now, until=until)
    locked.snoozed_until, locked.snooze_reason = until, reason
    locked.full_clean(validate_constraints=False)
    locked.save()
    record(
        user=user,
        act="todo.snooze",
        obj=locked,
        message=f"暂缓至{clock.local(until):%Y-%m-%d %H:%M}：{locked.snooze_reason}",
        division_code=locked.organization.division_id,
        data={"key": locked.key, "until": until.isoformat(), "reason": locked.snooze_reason},
    )
    return locked


def _check_until(todo: Todo, *, now: dt.datetime, until: dt.datetime) -> None:
    if until <= now:
        raise DomainError(ErrorCode.UNTIL_PAST, "暂缓时间要晚于现在。", {"until": "暂缓时间要晚于现在。"})
    if until > now + dt.timedelta(days=30):
        raise DomainError(ErrorCode.UNTIL_FAR, "暂缓最长 30 日。", {"until": "暂缓最长 30 日。"})
    if todo.due_at is not None and todo.due_at <= now:
        raise DomainError(ErrorCode.TODO_OVERDUE, "这项已经超时，不能再暂缓，请先办理。")
    if todo.due_at is not None and until >= todo.due_at:
        message = f"暂缓不能超过应办时间 {clock.local(todo.due_at):%Y-%m-%d %H:%M}。"
        raise DomainError(ErrorCode.UNTIL_AFTER_DUE, message, {"until": message})


def _open_one(*, key: str, organization: Organization, user: User | None) -> Todo | None:
    return Todo.objects.open().select_for_update().filter(key=key, organization=organization, user=user).first()
