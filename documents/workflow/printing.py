"""Print an issued document once and keep the bytes for ever."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import os
from contextlib import suppress

from cryptography.hazmat.primitives import hashes
from django.core.files.base import ContentFile
from django.db import transaction

from documents.actions import DOCUMENT_ACTIONS
from documents.content.builder import content_of
from documents.models import Document
from documents.typesetting.content.blocks import ContentError
from documents.typesetting.process.subprocess_renderer import render
from documents.verification_codes import new_code
from documents.workflow import pdf_signing, revocation_letter, todos
from documents.workflow.base import complete_transition, lock
from documents.workflow.pdf_signing import SigningError
from foundation.common import clock
from foundation.common.errors import DomainError, ErrorCode

logger = logging.getLogger(__name__)

# A document still waiting after this time has lost its message or its worker. Each attempt that fails doubles the time
# from the issue to the next one, until one is made every hour: what cannot be printed must not keep others waiting.
STUCK_AFTER = dt.timedelta(seconds=30)
_DOUBLED, _THEN_EVERY = 7, dt.timedelta(hours=1)
# After so many attempts somebody of the office is notified; at once when the text itself is refused.
_NOTIFY_AFTER = 3
_INTERRUPTED = "制版进程中断，没有留下原因"


def render_and_freeze(*, document_id: int) -> Document:
    """Render, store the bytes with their hash, mark as issued and deliver. A system act of the worker.

    Safe to call any number of times and from several workers: the row is locked, and a document that is not
    ``issuing`` is returned as it is. The attempt is counted before it is made, so that one which ends the worker counts
    too. When rendering or storing fails the failure is written on the row, the number stays, and a later sweep tries
    again.
    """
    document = _begin_attempt(document_id)
    if document.status != Document.Status.ISSUING:
        return document
    try:
        return _render_and_freeze(document_id)
    except Exception as error:
        logger.exception("document %s could not be rendered", document_id)
        return _note_failure(document_id, error)


def render_when_due(*, document_id: int) -> None:
    """``render_and_freeze`` unless an earlier attempt failed a moment ago: a message that comes back because its worker
    died is left to the sweep. For messages."""
    row = Document.objects.filter(pk=document_id).values_list("issued_at", "render_attempts").first()
    if row and (not row[1] or next_attempt_at(*row) <= clock.now()):
        render_and_freeze(document_id=document_id)


def render_pending() -> int:
    """Render what waits and is due (``next_attempt_at``): after a lost message, a dead worker, a failure. Returns how
    many were tried, those with the fewest failures first. Beat calls it."""
    now = clock.now()
    waiting = Document.objects.filter(status=Document.Status.ISSUING, issued_at__lt=now - STUCK_AFTER)
    rows = waiting.order_by("render_attempts", "issued_at").values_list("pk", "issued_at", "render_attempts")[:200]
    due = [pk for pk, issued_at, attempts in rows if next_attempt_at(issued_at, attempts) <= now]
    for document_id in due:
        render_and_freeze(document_id=document_id)
    return len(due)


def next_attempt_at(issued_at: dt.datetime, attempts: int) -> dt.datetime:
    """When a document that was tried so often is tried again: 30 seconds after its issue, then 1, 2, 4 … 64 minutes
    after it, then every hour."""
    doubled = min(attempts, _DOUBLED)
    return issued_at + STUCK_AFTER * 2**doubled + _THEN_EVERY * (attempts - doubled)


def is_stalled(document: Document) -> bool:
    """Whether its printing has failed, or has waited longer than one waits for a worker: then its number may be voided.

    ``document`` is the locked row: an attempt that is being made holds the lock.
    """
    return bool(document.render_error) or (
        document.issued_at is not None and document.issued_at + STUCK_AFTER < clock.now()
    )


@transaction.atomic
def _begin_attempt(document_id: int) -> Document:
    """Count the attempt, and note whether the one before it ended without result or error."""
    document = lock(document_id)
    if document.status == Document.Status.ISSUING:
        if document.render_attempts and not document.render_error:
            document.render_error = _INTERRUPTED
            _notify_not_printed(document, _INTERRUPTED, is_final=False)
        document.render_attempts += 1
        document.save(update_fields=["render_attempts", "render_error"])
    return document


@transaction.atomic
def _render_and_freeze(document_id: int) -> Document:
    document = lock(document_id)
    if document.status != Document.Status.ISSUING:
        return document
    made = render(content_of(document))
    # Signed once, before the hashes are taken: what is kept, hashed and downloaded are the signed bytes.
    final = pdf_signing.sign(made.data)
    sha256, sm3 = hashlib.sha256(final.data).hexdigest(), sm3_of(final.data)
    _store(document, final.data, sha256)
    now = clock.now()
    document.status = DOCUMENT_ACTIONS.require_state("freeze", document.status)
    document.pdf_sha256, document.pdf_sm3, document.pdf_pages = sha256, sm3, made.pages
    document.pdf_signed_by = final.signed_by
    document.verification_code = new_code()
    document.rendered_at, document.render_error = now, ""
    document.recipients.update(served_at=now)
    complete_transition(
        user=None,
        document=document,
        action=DOCUMENT_ACTIONS["freeze"],
        message=f"{document.document_number}已制成正本，{made.pages}页，已送达。",
        data={"sha256": sha256, "sm3": sm3, "pages": made.pages, "signed_by": final.signed_by},
    )
    todos.deliver(document)
    revocation_letter.carry_out(document)
    return document


def sm3_of(data: bytes) -> str:
    """SM3 (GB/T 32905) of the bytes, hex."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()


def _store(document: Document, data: bytes, sha256: str) -> None:
    """Write the bytes under a name of their own and see them on disk before the row says so.

    If the transaction fails afterwards a file without a row is left: harmless, and nothing refers to it.
    """
    name = f"{document.series_id}-{document.number:05d}-{sha256[:16]}.pdf"
    document.pdf.save(name, ContentFile(data), save=False)
    with suppress(NotImplementedError):  # a storage elsewhere has no path and answers for itself
        descriptor = os.open(document.pdf.path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@transaction.atomic
def _note_failure(document_id: int, error: Exception) -> Document:
    document = lock(document_id)
    if document.status == Document.Status.ISSUING:
        document.render_error = f"{type(error).__name__}: {error}"[:2000]
        document.save(update_fields=["render_error"])
        reason = (
            str(error) if isinstance(error, ContentError | SigningError) else "原因已记入系统日志，请告知系统管理员"
        )
        _notify_not_printed(document, reason, is_final=isinstance(error, ContentError))
    return document


def _notify_not_printed(document: Document, reason: str, *, is_final: bool) -> None:
    if is_final or document.render_attempts >= _NOTIFY_AFTER:
        todos.notify_not_printed(document, reason)


def frozen_bytes(document: Document) -> bytes:
    """The issued PDF, checked against both of its hashes.

    Raises ``DomainError("damaged")`` when the stored file is missing or not the one that was issued.
    """
    try:
        with document.pdf.open("rb") as source:
            data: bytes = source.read()
    except OSError:
        raise DomainError(ErrorCode.DAMAGED, f"{document.document_number}的正本文件找不到了，请从备份恢复。") from None
    if hashlib.sha256(data).hexdigest() != document.pdf_sha256 or sm3_of(data) != document.pdf_sm3:
        raise DomainError(ErrorCode.DAMAGED, f"{document.document_number}的正本与印发时不一致，请从备份恢复。")
    return data
