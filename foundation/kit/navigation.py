"""The navigation by work: each app registers its entry, the page shows those that exist and that the person may use.

Register from ``AppConfig.ready``::

    navigation.register(Entry(order=30, label="事故", url_name="accidents:list", act="accident.view", count=waiting))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

#: The places of the entries known today; leave room between them.
WORKBENCH, LEADER, ACCIDENTS, DECISIONS, DOCUMENTS = 10, 20, 30, 40, 50
CHECKLISTS, GRASSROOTS, ASSESSMENT = 60, 70, 80
SYSTEM, JOURNAL = 900, 910


@dataclass(frozen=True)
class Count:
    """What waits for a person behind an entry; red only when something of it is past its time."""

    number: int
    has_overdue: bool = False


@dataclass(frozen=True)
class Entry:
    """One entry. ``act`` is the row of the role table a person needs (none: everybody signed in); ``any_of`` further
    acts of which one is enough; ``prefix`` the beginning of the addresses under it (default: its own address);
    ``is_parted`` draws a line above it; ``count`` says what waits for the person."""

    order: int
    label: str
    url_name: str
    act: str | None = None
    any_of: tuple[str, ...] = ()
    prefix: str = ""
    is_parted: bool = False
    count: Callable[[Any], Count | None] | None = None

    def is_for(self, user: Any) -> bool:
        acts = (*([self.act] if self.act else []), *self.any_of)
        return not acts or any(user.may(act) for act in acts)


@dataclass(frozen=True)
class ShownEntry:
    """An entry as the page draws it."""

    label: str
    url: str
    is_current: bool
    is_parted: bool
    count: Count | None


_entries: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    """Add an entry; registering the same address name again replaces it, so that a reload does no harm."""
    _entries[entry.url_name] = entry


def entries_for(user: Any, path: str) -> list[ShownEntry]:
    """Return the entries for a signed-in ``user`` in order, the one that ``path`` lies under marked.

    An entry whose address does not exist is left out.
    """
    if not getattr(user, "is_authenticated", False):
        return []
    found: list[tuple[Entry, str]] = []
    for entry in sorted(_entries.values(), key=lambda entry: (entry.order, entry.url_name)):
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


def _count(entry: Entry, user: Any) -> Count | None:
    count = entry.count(user) if entry.count else None
    return count if count and count.number else None
