"""What every act on a document begins and ends with: permission, lock, version, state, guards, journal, signal."""

from __future__ import annotations

from typing import Any

from documents import signals
from documents.models import Document
from documents.transitions import DOCUMENT_TRANSITIONS
from documents.workflow.guards import require_ready
from foundation.audit.selectors import history_of
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import Stale


def begin_transition(
    *, user: Any, document: Document, act: str, permission: str, version: int | None, message: str = ""
) -> Document:
    """Lock the document for an act of a person and check that it may be done; returns the locked row.

    Raises ``NotPermitted``, ``Stale``, ``DomainError("wrong_state")`` or ``DomainError("not_ready")``. Call inside a
    transaction. The row's new state is set, not saved.
    """
    require(user, permission, on=document, message=message)
    locked = lock(document.pk)
    check_version(locked, version)
    target = DOCUMENT_TRANSITIONS.target(act=act, current=locked.status)
    require_ready(locked, act, user)
    locked.status = target
    return locked


def lock(document_id: int) -> Document:
    """The newest stored row, held until the transaction ends."""
    return Document.objects.select_for_update(of=("self",)).select_related("series__issuer").get(pk=document_id)


def check_version(document: Document, version: int | None) -> None:
    """Raise ``Stale``, naming who did what and when, if the page was loaded with another version."""
    if version is None or version == document.version:
        return
    raise Stale(f"这份公文在您打开之后有了变动。{done_last(document)}您填的还在，请对照后再办。")


def done_last(document: Document) -> str:
    """Who did what last, and when, as one sentence; empty when nobody has done anything."""
    last = history_of(document).first()
    return f"{last.actor_name} {clock.local(last.at):%H:%M} {last.message.rstrip('。')}。" if last else ""


def complete_transition(
    *, user: Any, document: Document, act: str, moved: str, message: str, data: dict[str, Any] | None = None
) -> None:
    """Store the act: next version, row, journal entry, signal."""
    document.version += 1
    document.full_clean(validate_unique=False, validate_constraints=False)
    document.save()
    record(
        user=user,
        act=act,
        obj=document,
        message=message,
        division_code=document.series.issuer.division_id,
        data=data,
    )
    signals.document_status_changed.send(
        sender=Document, document_id=document.pk, act=moved, user_id=user.pk if user is not None else None
    )
