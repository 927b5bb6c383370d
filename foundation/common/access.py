"""Permission checks: may a user perform an action, and on this object?"""

from __future__ import annotations

from django.db import models

from foundation.common import permissions
from foundation.common.errors import NotPermitted
from foundation.common.people import Visitor


def may(user: Visitor, act: str, *, on: models.Model | None = None) -> bool:
    """Return whether ``user`` has the permission ``act`` at all or, with ``on``, for that stored object.

    The object's model declares in ``scope_lookups`` where its division code, unit id and author id are found; without
    it only permissions of city scope reach it. False for ``None`` and for a disabled user.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    scope = user.scope_for(act)
    if not scope:
        return False
    if on is None or scope.everything:
        return True
    lookups = getattr(type(on), "scope_lookups", {})
    return type(on)._base_manager.filter(pk=on.pk).filter(scope.q(**lookups)).exists()


def require(user: Visitor, act: str, *, on: models.Model | None = None, message: str = "") -> None:
    """Raise ``NotPermitted`` unless ``may`` is true. Call it first in every service that a person can call.

    ``message`` is a Chinese sentence that names who may do it instead; the default names the permission.
    """
    if may(user, act, on=on):
        return
    label = permissions.table()[act].label
    if not message and on is not None and may(user, act):
        message = f"这条记录不在您的管辖范围内，不能办理“{label}”。"
    raise NotPermitted(message or f"您的角色不能办理“{label}”。{_who_may(act)}")


def covers_place(user: Visitor, act: str, division_code: str) -> bool:
    """Return whether ``act`` reaches a place. For objects that are not stored yet (a new draft, a row of an import)."""
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    scope = user.scope_for(act)
    return scope.everything or any(division_code.startswith(prefix) for prefix in scope.division_prefixes)


def _who_may(act: str) -> str:
    roles = [permissions.ROLE_LABELS[role] for role in permissions.table()[act].scopes]
    return f"请由{'、'.join(roles)}办理。" if roles else ""
