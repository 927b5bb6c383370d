"""An issued document is revoked by another one, whole or in part: bytes and number stay, its state and the register
say so."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Coalesce

from documents.actions import DOCUMENT_ACTIONS
from documents.models import Document
from documents.workflow.base import begin_system_transition, complete_transition, shortened
from foundation.audit.selectors import newest_value
from foundation.common import clock
from foundation.worklist.action_todos import settle_todos

REVOKE, REVOKE_PARTLY = DOCUMENT_ACTIONS["revoke"], DOCUMENT_ACTIONS["revoke_partly"]


@transaction.atomic
def revoke_document(*, document: Document, reason: str, by_document: Document) -> Document:
    """Mark an issued document as revoked by ``by_document``, itself issued. Called in that one's transaction.

    What still waited to be acknowledged waits no more. Raises ``DomainError("wrong_state")`` unless the document is
    issued.
    """
    document = begin_system_transition(document, REVOKE)
    document.revoked_at, document.revoked_reason = clock.now(), shortened(reason.strip())
    complete_transition(
        user=by_document.issued_by,
        document=document,
        action=REVOKE,
        message=f"由{by_document.document_number}撤销：{document.revoked_reason}",
        data={"by": by_document.document_number},
    )
    settle_todos(REVOKE, document)
    return document


@transaction.atomic
def revoke_partly(*, document: Document, units: Sequence[str], reason: str, by_document: Document) -> Document:
    """Note on an issued document that ``by_document``, itself issued, revoked what it says of ``units`` (their names).

    For the others it stays in force. Called in that one's transaction, once for each such notice.

    Raises ``DomainError("wrong_state")`` unless the document is issued.
    """
    document = begin_system_transition(document, REVOKE_PARTLY)
    number = by_document.document_number
    document.partly_revoked_by = [*document.partly_revoked_by, number]
    complete_transition(
        user=by_document.issued_by,
        document=document,
        action=REVOKE_PARTLY,
        message=f"由{number}撤销对{'、'.join(units)}的内容：{reason.strip()}",
        data={"by": number},
    )
    return document


def revoking_number(document: str = "") -> Coalesce:
    """To annotate documents with the numbers of those that revoked each, whole or in part; empty where none did.

    ``document`` is the lookup of the document on rows of another model, with its ``__``.
    """
    return Coalesce(
        newest_value(Document, act=REVOKE.event_code, key="by", pk=f"{document}pk"),
        Func(F(f"{document}partly_revoked_by"), Value("、"), function="array_to_string", output_field=TextField()),
        Value(""),
        output_field=TextField(),
    )
