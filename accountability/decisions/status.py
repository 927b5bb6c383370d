"""A decision and its document shown as one status (escalation.md, "Life of a decision and of its document")."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from accountability.models import Decision
from documents.models import Document, DocumentRecipient

STATUS_TEXT = {
    "proposed": "拟处理",
    "expected": "待省级文件",
    "drafting": "起草",
    "in_review": "审核",
    "to_sign": "待签发",
    "signed": "已签发",
    "issuing": "印制中",
    "issued": "已印发",
    "served": "已送达",
    "acknowledged": "已签收",
    "responded": "已反馈",
    "closed": "办结",
    "declined": "不予处理",
    "lapsed": "已失效",
    "revoked": "已撤销",
    "lifted": "已解除",
    "expired": "到期终止",
}
#: The status in which each step of the stepper is the one that waits, in their order.
STEPS = ("proposed", "drafting", "in_review", "to_sign", "signed", "issued")
_OF_DOCUMENT = {
    Document.Status.DRAFT: "drafting",
    Document.Status.RETURNED: "drafting",
    Document.Status.IN_REVIEW: "in_review",
    Document.Status.SIGNED: "signed",
    Document.Status.ISSUING: "issuing",
}
#: How badges show a decision's measure.
BADGE_STATE = {
    "proposed": "proposed",
    "expected": "proposed",
    "drafting": "proposed",
    "declined": "declined",
    "lapsed": "lapsed",
    "revoked": "revoked",
    "lifted": "lifted",
    "expired": "expired",
}


@dataclass(frozen=True)
class CombinedStatus:
    """The one status: its code and Chinese word."""

    code: str

    @property
    def text(self) -> str:
        return STATUS_TEXT[self.code]


def with_receipts(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Annotate when the recipient was served and when it acknowledged, so that a list asks once."""
    receipts = (
        DocumentRecipient.objects.filter(
            document=OuterRef("letter__document"), organization=OuterRef("recipient_organization")
        )
        .exclude(role=DocumentRecipient.Role.COPY)
        .order_by("role")
    )
    return decisions.annotate(
        receipt_served=Subquery(receipts.values("served_at")[:1]),
        receipt_acknowledged=Subquery(receipts.values("acknowledged_at")[:1]),
    )


def combined_status(decision: Decision) -> CombinedStatus:
    """The status of one decision together with its document's."""
    if decision.status == Decision.Status.DRAFTING and decision.letter is not None:
        document = decision.letter.document
        if document.status == Document.Status.IN_REVIEW and document.reviewed_at is not None:
            return CombinedStatus("to_sign")
        return CombinedStatus(_OF_DOCUMENT.get(Document.Status(document.status), "drafting"))
    if decision.status == Decision.Status.ISSUED:
        served, acknowledged = _receipt(decision)
        if acknowledged:
            return CombinedStatus("acknowledged")
        if served:
            return CombinedStatus("served")
    return CombinedStatus(decision.status)


def _receipt(decision: Decision) -> tuple[dt.datetime | None, dt.datetime | None]:
    known = vars(decision)
    if "receipt_served" in known:
        return known["receipt_served"], known["receipt_acknowledged"]
    receipt = receipt_of(decision)
    return (receipt.served_at, receipt.acknowledged_at) if receipt else (None, None)


def receipt_of(decision: Decision) -> DocumentRecipient | None:
    """How the decision's recipient stands to its document: served, acknowledged."""
    if decision.letter is None or decision.recipient_organization_id is None:
        return None
    recipients = decision.letter.document.recipients.filter(organization_id=decision.recipient_organization_id)
    return recipients.exclude(role=DocumentRecipient.Role.COPY).first()
