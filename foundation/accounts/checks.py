"""System check of the permission table; an invalid one prevents the start."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from foundation.common.permissions import ROLES, table


@register()
def role_table_is_sound(**_: Any) -> list[CheckMessage]:
    """Check that the table can be read, names no unknown role or scope, and has every role."""
    try:
        rows = table()
    except (OSError, KeyError, ValueError) as error:
        return [Error(f"角色权限表读不出来：{error}", id="accounts.E001")]
    return [
        Error(f"角色权限表里没有一项授予“{label}”。", id="accounts.E002")
        for role, label in ROLES
        if not any(role in row.scopes for row in rows.values())
    ]
