"""Print an issued document once and keep the bytes for ever."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import os
from contextlib import suppress

from django.core.files.base import ContentFile
from django.db import transaction

from foundation.documents import todos
from foundation.documents.acting import finish, lock
from foundation.documents.composing import content_of
from foundation.documents.layout.rendering import RenderedPdf, render
from foundation.documents.models import Document
from foundation.documents.transitions import LIFE
from foundation.kit.errors import DomainError
from foundation.workdays import clock

logger = logging.getLogger(__name__)

# A document still waiting after this time has lost its message or its worker.
STUCK_AFTER = dt.timedelta(seconds=30)


def render_and_freeze(*, document_id: int) -> Document:
    """Render, store the bytes with their hash, mark as issued and deliver. A system act of the worker.

    Safe to call any number of times and from several workers: the row is locked, and a document that is not
    ``issuing`` is returned as it is. When rendering or storing fails the failure is written on the row, the number
    stays, and the next sweep tries again.
    """
    try:
        return _render_and_freeze(document_id)
    except Exception as error:
        logger.exception("document %s could not be rendered", document_id)
        return _note_failure(document_id, error)


def render_waiting() -> int:
    """Render what waits longer than ``STUCK_AFTER``: after a lost message, a dead worker, a failure. Beat calls it."""
    waiting = Document.objects.filter(status=Document.Status.ISSUING, issued_at__lt=clock.now() - STUCK_AFTER)
    ids = list(waiting.order_by("issued_at").values_list("pk", flat=True)[:200])
    for document_id in ids:
        render_and_freeze(document_id=document_id)
    return len(ids)


@transaction.atomic
def _render_and_freeze(document_id: int) -> Document:
    document = lock(document_id)
    if document.status != Document.Status.ISSUING:
        return document
    made = render(content_of(document))
    _store(document, made)
    now = clock.now()
    document.status = LIFE.target(act="freeze", current=document.status)
    document.pdf_sha256, document.pdf_pages = made.sha256, made.pages
    document.rendered_at, document.render_error = now, ""
    document.render_attempts += 1
    document.recipients.update(served_at=now)
    finish(
        user=None,
        document=document,
        act="document.freeze",
        moved="issued",
        message=f"{document.document_number}已制成正本，{made.pages}页，已送达。",
        data={"sha256": made.sha256, "pages": made.pages},
    )
    todos.deliver(document)
    return document


def _store(document: Document, made: RenderedPdf) -> None:
    """Write the bytes under a name of their own and see them on disk before the row says so.

    If the transaction fails afterwards a file without a row is left: harmless, and nothing refers to it.
    """
    name = f"{document.series_id}-{document.number:05d}-{made.sha256[:16]}.pdf"
    document.pdf.save(name, ContentFile(made.data), save=False)
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
        document.render_attempts += 1
        document.render_error = f"{type(error).__name__}: {error}"[:2000]
        document.save(update_fields=["render_attempts", "render_error"])
    return document


def frozen_bytes(document: Document) -> bytes:
    """The issued PDF, checked against its hash.

    Raises ``DomainError("damaged")`` when the stored file is missing or not the one that was issued.
    """
    try:
        with document.pdf.open("rb") as source:
            data: bytes = source.read()
    except OSError:
        raise DomainError("damaged", f"{document.document_number}的正本文件找不到了，请从备份恢复。") from None
    if hashlib.sha256(data).hexdigest() != document.pdf_sha256:
        raise DomainError("damaged", f"{document.document_number}的正本与印发时不一致，请从备份恢复。")
    return data
