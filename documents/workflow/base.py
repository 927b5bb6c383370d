"""What every action on a document begins and ends with: permission, lock, version, state, guards, journal, signal."""

from __future__ import annotations

from typing import Any

from documents import signals
from documents.actions import DOCUMENT_ACTIONS
from documents.models import Document
from foundation.accounts.models import User
from foundation.audit.locking import lock_row, require_version
from foundation.audit.services import record
from foundation.common.access import require
from foundation.common.actions import Action

_ROW_HOLDS = 500


def begin_transition(
    *, user: User, document: Document, action: Action, version: int | None, message: str = ""
) -> Document:
    """Lock the document for a person's ``action`` and check that it may be done; returns the locked row.

    Raises ``NotPermitted``, ``Stale``, ``DomainError("wrong_state")`` or ``DomainError("not_ready")``. Call inside a
    transaction. The row's new state is set, not saved.
    """
    require(user, action.permission, on=document, message=message)
    locked = lock(document.pk)
    check_version(locked, version)
    target = DOCUMENT_ACTIONS.require_state(action.code, locked.status)
    action.require_ready(user, locked)
    locked.status = target
    return locked


def read_text(*, user: User, document: Document, action: Action, text: str, message: str = "") -> str:
    """Return the reason or remark of an ``action`` cleaned; who may not do it hears that first, as everywhere.

    Raises ``NotPermitted``, ``DomainError("reason_missing")`` or ``DomainError("reason_too_long")``.
    """
    require(user, action.permission, on=document, message=message)
    return action.clean_text(text)


def begin_system_transition(document: Document, action: Action) -> Document:
    """Lock the document for an ``action`` of the system; returns the locked row with its new state, not saved.

    Raises ``DomainError("wrong_state")``. Call inside a transaction.
    """
    locked = lock(document.pk)
    locked.status = DOCUMENT_ACTIONS.require_state(action.code, locked.status)
    return locked


def shortened(reason: str) -> str:
    """Return a sentence of the system so that the row holds it (500 characters); the journal keeps the whole."""
    return reason if len(reason) <= _ROW_HOLDS else f"{reason[: _ROW_HOLDS - 1]}…"


def lock(document_id: int) -> Document:
    """The newest stored row, held until the transaction ends."""
    return lock_row(Document.objects.select_related("series__issuer"), document_id)


def check_version(document: Document, version: int | None) -> None:
    """Raise ``Stale``, naming who did what and when, if the page was loaded with another version."""
    require_version(document, version, "这份公文")


def complete_transition(
    *, user: User | None, document: Document, action: Action, message: str, data: dict[str, Any] | None = None
) -> None:
    """Store the ``action``: next version, row, journal entry, signal."""
    document.version += 1
    document.full_clean(validate_unique=False, validate_constraints=False)
    document.save()
    announce(user=user, document=document, action=action, message=message, data=data)


def announce(
    *, user: User | None, document: Document, action: Action, message: str, data: dict[str, Any] | None = None
) -> None:
    """Write the ``action`` into the journal and send the signal of documents."""
    record(
        user=user,
        act=action.event_code,
        obj=document,
        message=message,
        division_code=document.series.issuer.division_id,
        data=data,
    )
    send_signal(user=user, document=document, action=action)


def send_signal(*, user: User | None, document: Document, action: Action) -> None:
    """Tell the layers above of an ``action``, inside its transaction."""
    signals.document_status_changed.send(
        sender=Document, document_id=document.pk, act=action.code, user_id=user.pk if user is not None else None
    )
