"""A decision and its document shown as one status (escalation.md, "Life of a decision and of its document")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accountability.letter_progress import receipt_of
from accountability.models import Decision
from foundation.documents.models import Document, DocumentRecipient

STATUS_TEXT = {
    "proposed": "拟处理",
    "expected": "待省级文件",
    "drafting": "起草",
    "in_review": "审核",
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
#: The steps in order, as the stepper shows them.
STEPS = ("proposed", "drafting", "in_review", "signed", "issued", "acknowledged")
_OF_DOCUMENT = {
    Document.Status.DRAFT: "drafting",
    Document.Status.RETURNED: "drafting",
    Document.Status.IN_REVIEW: "in_review",
    Document.Status.SIGNED: "signed",
    Document.Status.ISSUING: "issuing",
}
#: States in which a measure is in force.
IN_FORCE = ("issued",)
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


def combined_status(decision: Decision) -> CombinedStatus:
    """The status of one decision together with its document's."""
    receipt = receipt_of(decision) if decision.status == Decision.Status.ISSUED else None
    return _combine(decision, receipt)


def combined_statuses(decisions: Sequence[Decision]) -> dict[int, CombinedStatus]:
    """The same for a page of decisions with one query; they must have ``letter__document`` selected."""
    issued = [decision for decision in decisions if decision.status == Decision.Status.ISSUED and decision.letter]
    documents = [decision.letter.document_id for decision in issued if decision.letter]
    rows = DocumentRecipient.objects.filter(document__in=documents).exclude(role=DocumentRecipient.Role.COPY)
    receipts = {(row.document_id, row.organization_id): row for row in rows}
    found: dict[int, CombinedStatus] = {}
    for decision in decisions:
        document = decision.letter.document_id if decision.letter else None
        found[decision.pk] = _combine(decision, receipts.get((document, decision.recipient_organization_id)))  # type: ignore[arg-type]
    return found


def _combine(decision: Decision, receipt: DocumentRecipient | None) -> CombinedStatus:
    if decision.status == Decision.Status.DRAFTING and decision.letter is not None:
        return CombinedStatus(_OF_DOCUMENT.get(Document.Status(decision.letter.document.status), "drafting"))
    if decision.status == Decision.Status.ISSUED and receipt is not None:
        if receipt.acknowledged_at:
            return CombinedStatus("acknowledged")
        if receipt.served_at:
            return CombinedStatus("served")
    return CombinedStatus(decision.status)
