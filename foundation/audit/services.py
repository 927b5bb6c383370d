"""Write the journal: one entry for each action, in the transaction of the action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from foundation.audit.context import name_actor, request_id
from foundation.audit.models import Event
from foundation.common import clock
from foundation.common.people import Person

SYSTEM_NAME = "系统"


@transaction.atomic
def record(
    *,
    user: Person | None,
    act: str,
    obj: models.Model,
    label: str = "",
    message: str = "",
    division_code: str = "",
    data: Mapping[str, Any] | None = None,
) -> Event:
    """Record that ``user`` (``None``: the system itself) performed ``act`` on ``obj``. Every service calls it.

    ``act`` is a code of the permission table, or of the same form (``session.login``). ``label`` defaults to
    ``str(obj)``. ``division_code`` is the place concerned; users who may read the journal of a subtree find the entry
    by it. ``message`` is one Chinese sentence for people, ``data`` plain values for programs (before and after,
    numbers, reasons). No passwords, no tokens, no file contents.
    """
    name_actor(user.pk if user else None)
    return Event.objects.create(
        at=clock.now(),
        act=act,
        actor_id=user.pk if user else None,
        actor_name=user.name if user else SYSTEM_NAME,
        actor_organization=user.organization.name if user else "",
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        object_label=(label or str(obj))[:200],
        division_code=division_code,
        message=message,
        data=dict(data or {}),
        request_id=request_id(),
    )
