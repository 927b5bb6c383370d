"""What every act on a document begins and ends with: permission, lock, version, state, guards, journal, signal."""

from __future__ import annotations

from typing import Any

from foundation.documents import signals
from foundation.documents.guards import require_ready
from foundation.documents.models import Document
from foundation.documents.transitions import LIFE
from foundation.journal.selectors import history_of
from foundation.journal.services import record
from foundation.kit.errors import Stale
from foundation.organizations.access import require
from foundation.workdays import clock


def begin(
    *, user: Any, document: Document, act: str, permission: str, version: int | None, message: str = ""
) -> Document:
    """Lock the document for an act of a person and check that it may be done; returns the locked row.

    Raises ``NotPermitted``, ``Stale``, ``DomainError("wrong_state")`` or ``DomainError("not_ready")``. Call inside a
    transaction. The row's new state is set, not saved.
    """
    require(user, permission, on=document, message=message)
    locked = lock(document.pk)
    check_version(locked, version)
    target = LIFE.target(act=act, current=locked.status)
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


def finish(
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
    signals.document_moved.send(
        sender=Document, document_id=document.pk, act=moved, user_id=user.pk if user is not None else None
    )
