"""The search box of the header: each app registers how it finds its own things."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from foundation.common.people import Person
from foundation.common.registry import Registry


@dataclass(frozen=True)
class Hit:
    """One thing found: its name as link, one line of facts, and the name of its badge (``foundation.ui.badges``)."""

    title: str
    url: str
    note: str = ""
    badge: str = ""


@dataclass(frozen=True)
class HitGroup:
    """What one app found: its heading, at most the asked number of hits, how many there are, and where all are."""

    label: str
    hits: Sequence[Hit]
    total: int
    all_url: str = ""


Finder = Callable[[Any, str, int], HitGroup | None]

#: ``finder(user, words, limit)`` looks only at rows visible to the user and returns None for nothing.
finders: Registry[Finder] = Registry()


def find(user: Person, words: str, *, limit: int = 10) -> list[HitGroup]:
    """Ask every registered app for ``words`` (already trimmed); groups in order, those without hits left out."""
    if not words:
        return []
    groups = [finder(user, words, limit) for finder in finders]
    return [group for group in groups if group and group.hits]
