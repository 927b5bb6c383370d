"""What packages above add to a document's page, without this one knowing them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from foundation.documents.models import Document

PanelBuilder = Callable[[Document, Any], "tuple[str, dict[str, Any]] | None"]
_builders: list[PanelBuilder] = []


@dataclass(frozen=True)
class Panel:
    """A template and what it is given."""

    template: str
    context: dict[str, Any]


def register_panel(builder: PanelBuilder) -> None:
    """Ask ``builder(document, user)`` for a template and its context on every document page; None shows nothing."""
    if builder not in _builders:
        _builders.append(builder)


def panels_for(document: Document, user: Any) -> list[Panel]:
    """The panels of a document's page, in the order of registration."""
    built = (builder(document, user) for builder in _builders)
    return [Panel(template, context) for template, context in filter(None, built)]
