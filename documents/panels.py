"""Panels that upper layers add to the page of a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from documents.models import Document
from foundation.accounts.models import User
from foundation.common.registry import Registry

PanelBuilder = Callable[[Document, Any], "tuple[str, dict[str, Any]] | None"]

#: ``builder(document, user)`` gives a template and its context for every document page; None shows nothing.
document_panels: Registry[PanelBuilder] = Registry()


@dataclass(frozen=True)
class DocumentPanel:
    """A template and what it is given."""

    template: str
    context: dict[str, Any]


def panels_for(document: Document, user: User) -> list[DocumentPanel]:
    """Return the panels of a document's page, in the order of registration."""
    built = (builder(document, user) for builder in document_panels)
    return [DocumentPanel(template, context) for template, context in filter(None, built)]
