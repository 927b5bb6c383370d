"""Writing the journal: one entry for each act, in the transaction of the act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django.db import models, transaction

from foundation.journal.context import name_actor, request_id
from foundation.journal.models import Event
from foundation.workdays import clock

SYSTEM_NAME = "系统"


class Actor(Protocol):
    """A person as the journal keeps one: by id and by the names of the moment."""

    pk: Any
    name: Any

    @property
    def organization(self) -> Any: ...


@transaction.atomic
def record(
    *,
    act: str,
    actor: Actor | None,
    target: models.Model,
    label: str | None = None,
    division: str = "",
    message: str = "",
    data: Mapping[str, Any] | None = None,
) -> Event:
    """Write that ``actor`` (``None``: the system itself) did ``act`` to ``target``; call it in every service.

    ``act`` is a row of the role table or a word in the same form (``accident.verify``). ``division`` is the code of
    the place the act concerns; who may read the journal of a subtree finds it there. ``message`` is one Chinese
    sentence for people, ``data`` plain values for programs (before and after, numbers, reasons). No passwords, no
    tokens, no file contents.
    """
    name_actor(actor.pk if actor else None)
    return Event.objects.create(
        at=clock.now(),
        act=act,
        actor_id=actor.pk if actor else None,
        actor_name=actor.name if actor else SYSTEM_NAME,
        actor_organization=actor.organization.name if actor else "",
        object_type=target._meta.label_lower,
        object_id=str(target.pk),
        object_label=(label if label is not None else str(target))[:200],
        division_code=division,
        message=message,
        data=dict(data or {}),
        request_id=request_id(),
    )
