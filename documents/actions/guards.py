"""Reasons of upper layers why an action on a document may not be done yet.

A guard is called with the document, the code of the action (``submit``, ``sign``, ``edit``) and the user, and returns
Chinese sentences, each a reason against the action; an empty list lets it pass. The services refuse with these reasons
and the pages show them beforehand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from documents.models import Document
from foundation.accounts.models import User
from foundation.common.registry import Registry

Guard = Callable[[Document, str, Any], list[str]]

#: Asked before every action on a document; filled from ``AppConfig.ready``.
document_guards: Registry[Guard] = Registry()


def reasons_against(document: Document, code: str, user: User) -> list[str]:
    """Return all reasons of all guards, in the order of registration."""
    return [reason for guard in document_guards for reason in guard(document, code, user)]


def guarded(code: str) -> Callable[[Any, Document], list[str]]:
    """Return the ``obstacles`` of the action ``code``: what the guards say against it."""
    return lambda user, document: reasons_against(document, code, user)
