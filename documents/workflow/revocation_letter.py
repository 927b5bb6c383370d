"""撤销通知 of a document that carries no decision: drafted here; the document it names is revoked when it is issued.

What carries decisions is revoked through these (``accountability``).
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from documents.actions import DOCUMENT_ACTIONS
from documents.actions.offers import may_be_revoked
from documents.content.builder import compose, content_of
from documents.models import Document
from documents.numbering.numbers import kind_of
from documents.typesetting.content.blocks import Lead, Paragraph
from documents.typesetting.content.wording import official_date
from documents.workflow import drafting, revoking
from documents.workflow.base import lock
from documents.workflow.drafting import RecipientInput
from foundation.accounts.models import User
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode

KIND = "revocation"
DRAFT_REVOCATION = DOCUMENT_ACTIONS["draft_revocation"]


@transaction.atomic
def draft_revocation(*, user: User, document: Document, reason: str) -> Document:
    """Draft the 撤销通知 of a whole document: same series, same units, with the reason in its text.

    Raises ``NotPermitted`` or ``DomainError``: ``reason_missing``, ``reason_too_long``, ``wrong_state``.
    """
    require(user, DRAFT_REVOCATION.permission, on=document)
    reason = DRAFT_REVOCATION.clean_text(reason)
    original = lock(document.pk)
    if not (DRAFT_REVOCATION.allows(original.status) and may_be_revoked(user, original)):
        raise DomainError(ErrorCode.WRONG_STATE, "这份公文不能这样撤销：没有印发，已有撤销通知，或写有处理决定。")
    kind = kind_of(KIND)
    notice = drafting.create_document(
        user=user,
        kind=kind.code,
        kind_label=kind.label,
        series=original.series,
        content=_content(original, reason.rstrip("。")),
        recipients=[
            RecipientInput(row.organization, row.role, row.must_acknowledge)
            for row in original.recipients.select_related("organization")
        ],
    )
    notice.revokes, notice.revokes_because = original, reason
    notice.save(update_fields=["revokes", "revokes_because"])
    return notice


def carry_out(notice: Document) -> None:
    """Revoke what an issued notice names; in the transaction that freezes the notice."""
    if notice.revokes is not None and notice.revokes.status == Document.Status.ISSUED:
        revoking.revoke_document(document=notice.revokes, reason=notice.revokes_because, by_document=notice)


def _content(original: Document, reason: str) -> Any:
    assert original.dated_on is not None, "an issued document is dated"
    was, issuer = content_of(original), original.series.issuer.name
    return compose(
        original.series,
        title=f"{issuer}关于撤销{original.document_number}文件的通知",
        main_recipients=was.main_recipients,
        copies_to=was.copies_to,
        note=was.note,
        blocks=[
            Lead(
                f"{official_date(original.dated_on)}，{issuer}印发了《{original.title}》（{original.document_number}）。"
                f"{reason}。经研究，决定撤销该文件，自本通知印发之日起停止执行。"
            ),
            Paragraph("特此通知。"),
        ],
    )
