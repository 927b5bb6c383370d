"""Which objects files may be attached to: upper layers register a model with the queryset that a user may see."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Q

from foundation.common.registry import Registry
from foundation.common.scope import NOTHING

#: Key: app label and model name in lower case; ``visible(user)`` gives the rows that a user may see.
owners: Registry[Callable[[Any], "models.QuerySet[Any]"]] = Registry()


def visible_q(user: Any) -> Q:
    """Return the filter of all files whose object ``user`` may see."""
    reach = NOTHING
    for owner_type, visible in owners.items():
        reach |= Q(owner_type=owner_type, owner_id__in=visible(user).values("pk"))
    return reach
