"""Reasons why a document may not go on yet, given by packages above that this one does not know.

A guard is called with the document, the act (``submit``, ``pass``, ``return``, ``sign``, ``issue``, ``edit``,
``withdraw``) and the user, and returns Chinese sentences, each a reason against the act; an empty list lets it pass.
Register in ``AppConfig.ready``. The services refuse with these reasons and the document page shows them beforehand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from foundation.documents.models import Document
from foundation.kit.errors import DomainError

Guard = Callable[[Document, str, Any], list[str]]
_guards: list[Guard] = []


def register_guard(guard: Guard) -> None:
    """Ask ``guard`` before every act on a document; registering it again changes nothing."""
    if guard not in _guards:
        _guards.append(guard)


def reasons_against(document: Document, act: str, user: Any) -> list[str]:
    """All reasons of all guards, in the order of registration."""
    return [reason for guard in _guards for reason in guard(document, act, user)]


def require_ready(document: Document, act: str, user: Any) -> None:
    """Raise ``DomainError("not_ready")`` with all reasons if any guard objects."""
    if reasons := reasons_against(document, act, user):
        raise DomainError("not_ready", "；".join(reason.rstrip("。") for reason in reasons) + "。")
