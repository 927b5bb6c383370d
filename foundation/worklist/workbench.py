"""What upper layers add to the workbench: panels, shortcuts and drafts of a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from foundation.accounts.models import User
from foundation.common.registry import Registry


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

#: Sheets of the side column. A maker reads only what the user may see.
panel_makers: Registry[PanelMaker] = Registry()
#: Buttons in the head of the workbench, for those who may do what they lead to.
shortcut_makers: Registry[ShortcutMaker] = Registry()
#: Sources of drafts, newest first.
draft_sources: Registry[DraftMaker] = Registry()
#: Links under the drafts: to all of them, to those that were deleted.
draft_links: Registry[ShortcutMaker] = Registry()
#: Codes of kinds of to-dos whose page opens only for the unit itself (a form to go on with): watched with 含下级 they
#: have no link.
unit_page_kinds: Registry[str] = Registry()
#: Kinds of to-dos that say that something came back to be mended; they have a place of their own on the workbench.
returned_kinds: Registry[str] = Registry()


def panels_for(user: User) -> list[Panel]:
    """The panels that have something to say to ``user``, in order."""
    made = [maker(user) for maker in panel_makers]
    return [panel for panel in made if panel is not None]


def shortcuts_for(user: User) -> list[Shortcut]:
    """The buttons for ``user``; a second primary one is drawn as an ordinary button."""
    found: list[Shortcut] = []
    for maker in shortcut_makers:
        for shortcut in maker(user):
            second = shortcut.is_primary and any(other.is_primary for other in found)
            found.append(Shortcut(shortcut.label, shortcut.url) if second else shortcut)
    return sorted(found, key=lambda shortcut: shortcut.is_primary)


def drafts_for(user: User) -> list[Draft]:
    """All drafts of ``user``, newest first."""
    found = [draft for maker in draft_sources for draft in maker(user)]
    return sorted(found, key=lambda draft: draft.saved_at, reverse=True)


def draft_links_for(user: User) -> list[Shortcut]:
    """The links under the drafts of ``user``."""
    return [link for maker in draft_links for link in maker(user)]
