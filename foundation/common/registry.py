"""One registry for everything that an upper layer adds to a lower one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Items that upper layers add to a lower one, each under a unique key, read in a fixed order.

    A lower layer declares an instance beside the type of its items; apps fill it from ``AppConfig.ready``::

        document_panels: Registry[PanelBuilder] = Registry()
        document_panels.register(build_panel, order=20)
    """

    def __init__(self) -> None:
        self._items: dict[str, tuple[int, T]] = {}

    def register(self, item: T, *, key: str = "", order: int = 0) -> T:
        """Add ``item`` and return it; lower orders come first, equal ones in order of registration.

        ``key`` defaults to the item's module and qualified name. The same key again replaces the item and keeps its
        place, so that a reload does no harm.
        """
        self._items[key or _key_of(item)] = (order, item)
        return item

    def get(self, key: str) -> T | None:
        """Return the item registered under ``key``, None when there is none."""
        found = self._items.get(key)
        return found[1] if found else None

    def items(self) -> list[tuple[str, T]]:
        """Return all pairs of key and item, in order."""
        ordered = sorted(self._items.items(), key=lambda pair: pair[1][0])
        return [(key, item) for key, (_, item) in ordered]

    def __iter__(self) -> Iterator[T]:
        return iter([item for _, item in self.items()])

    def __len__(self) -> int:
        return len(self._items)


def _key_of(item: Any) -> str:
    return f"{item.__module__}.{item.__qualname__}"
