"""Reasons of upper layers why a document may not go on yet.

A guard is called with the document, the act (``submit``, ``pass``, ``return``, ``sign``, ``issue``, ``edit``,
``withdraw``) and the user, and returns Chinese sentences, each a reason against the act; an empty list lets it pass.
The services refuse with these reasons and the document page shows them beforehand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from documents.models import Document
from foundation.common.errors import DomainError, ErrorCode
from foundation.common.registry import Registry

Guard = Callable[[Document, str, Any], list[str]]

#: Asked before every act on a document; filled from ``AppConfig.ready``.
document_guards: Registry[Guard] = Registry()


def reasons_against(document: Document, act: str, user: Any) -> list[str]:
    """Return all reasons of all guards, in the order of registration."""
    return [reason for guard in document_guards for reason in guard(document, act, user)]


def require_ready(document: Document, act: str, user: Any) -> None:
    """Raise ``DomainError("not_ready")`` with all reasons if any guard objects."""
    if reasons := reasons_against(document, act, user):
        raise DomainError(ErrorCode.NOT_READY, "；".join(reason.rstrip("。") for reason in reasons) + "。")
