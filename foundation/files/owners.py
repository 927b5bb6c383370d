"""Which objects files may hang on: upper floors register a type with the queryset a user may see."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Q

from foundation.kit.scope import NOTHING

_owners: dict[str, Callable[[Any], "models.QuerySet[Any]"]] = {}


def register_owner(owner_type: str, visible: Callable[[Any], "models.QuerySet[Any]"]) -> None:
    """Let files hang on ``owner_type`` (an app label and model name); ``visible(user)`` gives the rows a user may see.

    Call it in the owning app's ``AppConfig.ready``.
    """
    _owners[owner_type] = visible


def visible_q(user: Any) -> Q:
    """Return the filter of all files whose object ``user`` may see."""
    reach = NOTHING
    for owner_type, visible in _owners.items():
        reach |= Q(owner_type=owner_type, owner_id__in=visible(user).values("pk"))
    return reach
