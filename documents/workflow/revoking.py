"""An issued document is revoked by another one, whole or in part: bytes and number stay, its state and the register
say so."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Coalesce

from documents.models import Document
from documents.transitions import DOCUMENT_TRANSITIONS
from documents.workflow import todos
from documents.workflow.base import complete_transition, lock
from foundation.audit.selectors import told_of_each
from foundation.common import clock


@transaction.atomic
def revoke_document(*, document: Document, reason: str, by_document: Document) -> Document:
    """Mark an issued document as revoked by ``by_document``, itself issued. Called in that one's transaction.

    What still waited to be acknowledged waits no more. Raises ``DomainError("wrong_state")`` unless the document is
    issued.
    """
    document = lock(document.pk)
    document.status = DOCUMENT_TRANSITIONS.target(act="revoke", current=document.status)
    document.revoked_at, document.revoked_reason = clock.now(), reason.strip()[:500]
    complete_transition(
        user=by_document.issued_by,
        document=document,
        act="document.revoke",
        moved="revoked",
        message=f"由{by_document.document_number}撤销：{document.revoked_reason}",
        data={"by": by_document.document_number},
    )
    todos.close_all(document, None)
    return document


@transaction.atomic
def revoke_partly(*, document: Document, units: Sequence[str], reason: str, by_document: Document) -> Document:
    """Note on an issued document that ``by_document``, itself issued, revoked what it says of ``units`` (their names).

    For the others it stays in force. Called in that one's transaction, once for each such notice.

    Raises ``DomainError("wrong_state")`` unless the document is issued.
    """
    document = lock(document.pk)
    DOCUMENT_TRANSITIONS.target(act="revoke", current=document.status)
    number = by_document.document_number
    document.partly_revoked_by = [*document.partly_revoked_by, number]
    complete_transition(
        user=by_document.issued_by,
        document=document,
        act="document.revoke_partly",
        moved="partly_revoked",
        message=f"由{number}撤销对{'、'.join(units)}的内容：{reason.strip()}"[:1000],
        data={"by": number},
    )
    return document


def revoking_number(document: str = "") -> Coalesce:
    """To annotate documents with the numbers of those that revoked each, whole or in part; empty where none did.

    ``document`` is the lookup of the document on rows of another model, with its ``__``.
    """
    return Coalesce(
        told_of_each(Document, act="document.revoke", key="by", pk=f"{document}pk"),
        Func(F(f"{document}partly_revoked_by"), Value("、"), function="array_to_string", output_field=TextField()),
        Value(""),
        output_field=TextField(),
    )
