"""An issued document is revoked by another one: bytes and number stay, its state and the register say so."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Subquery

from foundation.documents import todos
from foundation.documents.acting import finish, lock
from foundation.documents.models import Document
from foundation.documents.transitions import LIFE
from foundation.journal.selectors import told_of_each
from foundation.workdays import clock


@transaction.atomic
def revoke_document(*, document: Document, reason: str, by_document: Document) -> Document:
    """Mark an issued document as revoked by ``by_document``, itself issued. Called in that one's transaction.

    What still waited to be acknowledged waits no more. Raises ``DomainError("wrong_state")`` unless the document is
    issued.
    """
    document = lock(document.pk)
    document.status = LIFE.target(act="revoke", current=document.status)
    document.revoked_at, document.revoked_reason = clock.now(), reason.strip()[:500]
    finish(
        user=by_document.issued_by,
        document=document,
        act="document.revoke",
        moved="revoked",
        message=f"由{by_document.document_number}撤销：{document.revoked_reason}",
        data={"by": by_document.document_number},
    )
    todos.close_all(document, None)
    return document


def revoking_number() -> Subquery:
    """To annotate documents with the number of the one that revoked each; null where none did."""
    return told_of_each(Document, act="document.revoke", key="by")
