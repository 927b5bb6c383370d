"""The search box of the header: each app registers how it finds its own things."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Hit:
    """One thing found: its name as link, one line of facts, and the accident level if it has one."""

    title: str
    url: str
    note: str = ""
    level: str = ""


@dataclass(frozen=True)
class HitGroup:
    """What one app found: its heading, at most the asked number of hits, how many there are, and where all are."""

    label: str
    hits: Sequence[Hit]
    total: int
    all_url: str = ""


Finder = Callable[[Any, str, int], HitGroup | None]
_finders: dict[str, tuple[int, Finder]] = {}


def register_search(order: int, name: str, finder: Finder) -> None:
    """Add ``finder(user, words, limit)``. It looks only at rows visible to the user and returns None for nothing."""
    _finders[name] = (order, finder)


def find(user: Any, words: str, *, limit: int = 10) -> list[HitGroup]:
    """Ask every registered app for ``words`` (already trimmed); groups in order, those without hits left out."""
    if not words:
        return []
    groups = [finder(user, words, limit) for _, finder in sorted(_finders.values(), key=lambda item: item[0])]
    return [group for group in groups if group and group.hits]
