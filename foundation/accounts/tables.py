"""Columns of the list of users."""

from __future__ import annotations

from django.urls import reverse

from foundation.accounts.models import User
from foundation.common.permissions import ROLE_LABELS
from foundation.ui.columns import Column


def role_words(account: User) -> str:
    """Return the user's roles as text."""
    return "、".join(ROLE_LABELS.get(role, role) for role in account.roles) or "尚无角色"


def _state(account: User) -> str:
    return "在用" if account.is_active else "已停用"


USER_COLUMNS = (
    Column(
        "name",
        "姓名或岗位",
        lambda u: u.name,
        sort=("name",),
        link=lambda u: reverse("accounts:user", args=[u.pk]),
        is_fixed=True,
        phone="lead",
    ),
    Column("username", "用户名", lambda u: u.username, sort=("username",)),
    Column("unit", "所属机构", lambda u: u.organization.name, sort=("organization__name_key",), phone="full"),
    Column("roles", "角色", role_words, template="accounts/user_roles_cell.html"),
    Column("phone", "电话", lambda u: u.phone, is_shown=False),
    Column("state", "状态", _state, template="accounts/user_state_cell.html", sort=("-is_active",)),
)
