"""Asking the role table: may this person do this act, here?"""

from __future__ import annotations

from typing import Any

from django.db import models

from foundation.common import permissions
from foundation.common.errors import NotPermitted


def may(user: Any, act: str, *, on: models.Model | None = None) -> bool:
    """Whether ``user`` may do ``act`` at all, and with ``on``, whether that stored object lies in reach.

    The object's model says in ``scope_lookups`` where its division code, unit id and author id are found; without it
    only acts of city scope reach it. Nobody (``None``), and whoever is disabled, may nothing.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    scope = user.scope_for(act)
    if not scope:
        return False
    if on is None:
        return True
    lookups = getattr(type(on), "scope_lookups", {})
    return type(on)._base_manager.filter(pk=on.pk).filter(scope.q(**lookups)).exists()


def require(user: Any, act: str, *, on: models.Model | None = None, message: str = "") -> None:
    """Raise ``NotPermitted`` unless ``may``. Every service that a person calls begins with it.

    ``message`` is a Chinese sentence that says who does this act instead; the default names the act.
    """
    if may(user, act, on=on):
        return
    label = permissions.table()[act].label
    if not message and on is not None and may(user, act):
        message = f"这条记录不在您的管辖范围内，不能办理“{label}”。"
    raise NotPermitted(message or f"您的角色不能办理“{label}”。{_who_may(act)}")


def covers_place(user: Any, act: str, division_code: str) -> bool:
    """Whether ``act`` reaches a place, for objects that are not stored yet (a new draft, a row of an import)."""
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    scope = user.scope_for(act)
    return scope.everything or any(division_code.startswith(prefix) for prefix in scope.division_prefixes)


def _who_may(act: str) -> str:
    roles = [permissions.ROLE_LABELS[role] for role in permissions.table()[act].scopes]
    return f"请由{'、'.join(roles)}办理。" if roles else ""
