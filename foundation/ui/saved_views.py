"""Read the views of a list that a person has saved: filters, columns and sort under a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from foundation.common.people import Person
from foundation.ui.models import SavedView

#: What an address says besides the rows to show: which page of them, as which file, and which view was picked.
PASSING = frozenset({"page", "export", "view"})


@dataclass(frozen=True)
class OfferedView:
    """A view as the toolbar offers it."""

    name: str
    url: str
    is_current: bool


def views_of(user: Person, list_name: str) -> list[SavedView]:
    """Return the views that ``user`` has saved of the list, oldest first; none for a page that has no list name."""
    return list(SavedView.objects.visible_to(user).filter(list_name=list_name)) if list_name else []


def canonical(parameters: QueryDict, known: Iterable[str]) -> str:
    """The query of ``parameters`` in one fixed order, with only ``known`` names that say something.

    Two addresses that show the same rows in the same columns and order have the same canonical query.
    """
    names = sorted(set(parameters) & set(known) - PASSING)
    kept = QueryDict(mutable=True)
    for name in names:
        if values := [value for value in parameters.getlist(name) if value.strip()]:
            kept.setlist(name, values)
    return kept.urlencode()


def offered(user: Person, list_name: str, present: str) -> list[OfferedView]:
    """The views for the toolbar of a list whose canonical query is now ``present``."""
    return [OfferedView(view.name, f"?view={view.pk}", view.query == present) for view in views_of(user, list_name)]


def class_of_list(list_name: str) -> type[Any] | None:
    """The view class behind the address name ``list_name`` (accidents:list); None when there is no such page."""
    try:
        found = resolve(reverse(list_name)).func
    except (NoReverseMatch, Resolver404):
        return None
    return getattr(found, "view_class", None)
