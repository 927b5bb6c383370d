"""The parts of 系统管理 that a person may open."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

#: (address name, words, acts of which one is enough)
_PARTS = [
    ("organizations:users", "用户", ("user.manage", "user.roles", "journal.view")),
    ("organizations:sessions", "在线用户", ("session.manage",)),
    ("organizations:roles", "角色权限", ("user.manage", "user.roles", "journal.view")),
    ("organizations:units", "机构", ("organization.manage",)),
    ("organizations:holidays", "节假日", ("reference.manage",)),
    ("documents:series", "文号与文种", ("reference.manage",)),
    ("organizations:dictionaries", "字典与待确认", ("reference.manage",)),
]


@dataclass(frozen=True)
class Tab:
    """One tab of the row."""

    label: str
    url: str
    is_current: bool


def system_tabs(request: HttpRequest) -> list[Tab]:
    """The tabs for the person of the request, the one that is open marked."""
    user = request.user
    found = [
        (label, reverse(name))
        for name, label, acts in _PARTS
        if any(user.may(act) for act in acts)  # type: ignore[union-attr]
    ]
    return [Tab(label, url, request.path.startswith(url)) for label, url in found]
