"""What upper floors add to the workbench: each registers a function that makes one panel for a person, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from foundation.organizations.models import User


@dataclass(frozen=True)
class Panel:
    """A sheet of the side column: ``template`` renders its body with ``context``; ``link_label`` and ``link_url`` stand
    right in its head. ``name`` is unique on the page and its anchor."""

    name: str
    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    link_label: str = ""
    link_url: str = ""


@dataclass(frozen=True)
class Shortcut:
    """A button in the head of the workbench; at most one of a person's shortcuts is primary."""

    label: str
    url: str
    is_primary: bool = False


@dataclass(frozen=True)
class Draft:
    """Something begun and not handed in: shown under 草稿 and counted in the strip. ``note`` says how far it is."""

    title: str
    url: str
    saved_at: Any
    note: str = ""


PanelMaker = Callable[[User], Panel | None]
ShortcutMaker = Callable[[User], "list[Shortcut]"]
DraftMaker = Callable[[User], "list[Draft]"]

_unit_pages: set[str] = set()
_panels: dict[str, tuple[int, PanelMaker]] = {}
_shortcuts: dict[str, tuple[int, ShortcutMaker]] = {}
_drafts: dict[str, DraftMaker] = {}
_draft_links: dict[str, ShortcutMaker] = {}


def _name(maker: Callable[..., Any]) -> str:
    return f"{maker.__module__}.{maker.__qualname__}"


def register_panel(order: int, maker: PanelMaker) -> None:
    """Add a panel to the side column; lower orders stand higher. The maker reads only what the user may see."""
    _panels[_name(maker)] = (order, maker)


def register_shortcuts(order: int, maker: ShortcutMaker) -> None:
    """Add buttons to the head of the workbench, for those who may do what they lead to."""
    _shortcuts[_name(maker)] = (order, maker)


def register_drafts(maker: DraftMaker) -> None:
    """Add a source of drafts, newest first."""
    _drafts[_name(maker)] = maker


def register_draft_links(maker: ShortcutMaker) -> None:
    """Add links under the drafts: to all of them, to those that were deleted."""
    _draft_links[_name(maker)] = maker


def register_unit_pages(*kinds: str) -> None:
    """Kinds of to-dos whose page opens only for the unit itself (a form to go on with): watched with 含下级 they have
    no link."""
    _unit_pages.update(kinds)


def unit_pages() -> frozenset[str]:
    """The kinds registered by ``register_unit_pages``."""
    return frozenset(_unit_pages)


def panels_for(user: User) -> list[Panel]:
    """The panels that have something to say to ``user``, in order."""
    made = [maker(user) for _, maker in sorted(_panels.values(), key=lambda item: item[0])]
    return [panel for panel in made if panel is not None]


def shortcuts_for(user: User) -> list[Shortcut]:
    """The buttons for ``user``; a second primary one is drawn as an ordinary button."""
    found: list[Shortcut] = []
    for _, maker in sorted(_shortcuts.values(), key=lambda item: item[0]):
        for shortcut in maker(user):
            second = shortcut.is_primary and any(other.is_primary for other in found)
            found.append(Shortcut(shortcut.label, shortcut.url) if second else shortcut)
    return sorted(found, key=lambda shortcut: shortcut.is_primary)


def drafts_for(user: User) -> list[Draft]:
    """All drafts of ``user``, newest first."""
    found = [draft for maker in _drafts.values() for draft in maker(user)]
    return sorted(found, key=lambda draft: draft.saved_at, reverse=True)


def draft_links_for(user: User) -> list[Shortcut]:
    """The links under the drafts of ``user``."""
    return [link for maker in _draft_links.values() for link in maker(user)]
