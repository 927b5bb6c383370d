"""The to-dos that a declared action closes and opens; services of apps call ``settle_todos`` once an action.

What is declared is what happens: an action closes only the kinds that it names in ``closes`` and opens only those in
``opens``. To-dos that follow a state instead of an action, or that stand for several objects at once, have a key of
their own and are opened with ``open_todo_for``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import models, transaction

from foundation.accounts.models import User
from foundation.common.actions import Action, TodoKind
from foundation.organizations.models import Organization
from foundation.worklist.models import Todo
from foundation.worklist.services import close_todos, open_todo_for


@dataclass(frozen=True)
class TodoText:
    """What a to-do says, to whom, and until when; the fields are those of ``open_todo``."""

    title: str
    organization: Organization
    url: str
    detail: str = ""
    badge: str = ""
    due_at: dt.datetime | None = None
    opened_at: dt.datetime | None = None
    user: User | None = None


def todo_key(kind: TodoKind, obj: models.Model, part: int | None = None) -> str:
    """Return the key of a to-do on a stored object, such as ``accident:12:verify``.

    ``part`` tells to-dos of one kind on one object apart, such as the receipts of the units that a document is for.
    """
    name = obj._meta.model_name
    key = f"{name}:{obj.pk}:{kind.code.removeprefix(f'{name}_')}"
    return key if part is None else f"{key}:{part}"


@transaction.atomic
def settle_todos(action: Action, obj: models.Model, asking: TodoText | None = None, *, part: int | None = None) -> None:
    """Close what ``action`` closes on ``obj`` and, with ``asking``, open what it opens. Call it after the action.

    Without ``part`` those of all parts are closed. ``asking`` is left out where nothing is asked for this time.
    """
    close_todos(*(todo_key(kind, obj, part) for kind in action.closes), with_parts=part is None)
    if asking is not None:
        for kind in action.opens:
            ask(action, kind, obj, asking, part=part)


def ask(action: Action, kind: TodoKind, obj: models.Model, asking: TodoText, *, part: int | None = None) -> Todo:
    """Open one of the to-dos of ``action``, for actions that ask several people for different things.

    Raises ``ValueError`` for a kind that the action does not declare.
    """
    if kind not in action.opens:
        raise ValueError(f"{action.code} does not declare that it opens {kind.code}")
    return open_todo_for(kind, key=todo_key(kind, obj, part), **vars(asking))
