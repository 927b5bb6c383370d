"""The navigation: entries and tabs declared as data in the module that the setting ``NAVIGATION`` names.

The module has ``MENU``, a sequence of ``Entry``, and ``SYSTEM_TABS``, a sequence of ``SystemTab``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from foundation.common.people import Person
from foundation.common.requests import PersonRequest


@dataclass(frozen=True)
class Count:
    """What waits for a person behind an entry; red only when something of it is past its time."""

    number: int
    has_overdue: bool = False


@dataclass(frozen=True)
class Entry:
    """One entry of the menu.

    A person sees it who has one of the ``permissions`` (none: everybody signed in). ``prefix`` is the beginning of the
    addresses under it (default: its own address), ``is_parted`` draws a line above it, ``count`` is the dotted path of
    ``count(user) -> Count | None``.
    """

    label: str
    url_name: str
    permissions: tuple[str, ...] = ()
    prefix: str = ""
    is_parted: bool = False
    count: str = ""

    def is_for(self, user: Person) -> bool:
        """Whether ``user`` sees the entry."""
        return not self.permissions or any(user.may(permission) for permission in self.permissions)


@dataclass(frozen=True)
class SystemTab:
    """One page of 系统管理, for those who have one of the ``permissions``."""

    label: str
    url_name: str
    permissions: tuple[str, ...]


@dataclass(frozen=True)
class ShownEntry:
    """An entry as the page draws it."""

    label: str
    url: str
    is_current: bool
    is_parted: bool
    count: Count | None


def entries_for(user: Person, path: str) -> list[ShownEntry]:
    """Return the entries for a signed-in ``user``, the one that ``path`` lies under marked.

    An entry whose address does not exist is left out.
    """
    if not getattr(user, "is_authenticated", False):
        return []
    found: list[tuple[Entry, str]] = []
    for entry in _menu():
        if entry.is_for(user):
            try:
                found.append((entry, reverse(entry.url_name)))
            except NoReverseMatch:
                continue
    current = _current([(entry.prefix or url) for entry, url in found], path)
    return [
        ShownEntry(entry.label, url, index == current, entry.is_parted, _count(entry, user))
        for index, (entry, url) in enumerate(found)
    ]


def _current(prefixes: list[str], path: str) -> int | None:
    """The index of the longest prefix that ``path`` begins with; the front page is current only on itself."""
    matching = [
        (len(prefix), index)
        for index, prefix in enumerate(prefixes)
        if path == prefix or (prefix != "/" and path.startswith(prefix))
    ]
    return max(matching)[1] if matching else None


def _count(entry: Entry, user: Person) -> Count | None:
    count = _counter(entry.count)(user) if entry.count else None
    return count if count and count.number else None


def _menu() -> Sequence[Entry]:
    return import_module(settings.NAVIGATION).MENU


@cache
def _counter(path: str) -> Any:
    return import_string(path)


@dataclass(frozen=True)
class ShownTab:
    """A tab as the page draws it."""

    label: str
    url: str
    is_current: bool


def system_tabs(request: PersonRequest) -> list[ShownTab]:
    """Return the tabs of 系统管理 for the person of the request, the one that is open marked."""
    user = request.user
    found = [
        (tab.label, reverse(tab.url_name))
        for tab in import_module(settings.NAVIGATION).SYSTEM_TABS
        if any(user.may(permission) for permission in tab.permissions)
    ]
    return [ShownTab(label, url, request.path.startswith(url)) for label, url in found]
