"""The actions of a unit that a document is for: its receipt and its reply, each with states of its own."""

from __future__ import annotations

from documents.actions.todos import ACKNOWLEDGE_TODO, REPLY_TODO
from documents.models import Document, DocumentRecipient
from foundation.accounts.models import User
from foundation.common.actions import Action, ActionTable

RECEIPT_ACTIONS = ActionTable(
    [
        Action(
            code="acknowledge",
            label="签收",
            permission="document.acknowledge",
            sources=frozenset({"served"}),
            target="acknowledged",
            closes=(ACKNOWLEDGE_TODO,),
            is_primary=True,
        ),
        Action(
            code="acknowledge_paper",
            label="登记纸质签收",
            permission="document.acknowledge_paper",
            sources=frozenset({"served"}),
            target="acknowledged",
            closes=(ACKNOWLEDGE_TODO,),
        ),
    ],
    namespace="documents",
    states={"unserved": "未送达", "served": "待签收", "acknowledged": "已签收", "revoked": "公文已撤销"},
)


def receipt_state(recipient: DocumentRecipient) -> str:
    """Return the state of a unit's receipt, one of ``RECEIPT_ACTIONS.states``."""
    if recipient.served_at is None:
        return "unserved"
    if recipient.document.status == Document.Status.REVOKED:
        return "revoked"
    return "served" if recipient.acknowledged_at is None else "acknowledged"


def _before_receipt(user: User, recipient: DocumentRecipient) -> list[str]:
    if reply_state(recipient) != "unacknowledged":
        return []
    return ["这个单位还没有签收，请先登记纸质签收，再登记回复。"]


REPLY_ACTIONS = ActionTable(
    [
        Action(
            code="reply",
            label="回复",
            permission="document.reply",
            sources=frozenset({"unacknowledged", "open"}),
            target="replied",
            closes=(REPLY_TODO,),
            is_primary=True,
        ),
        Action(
            code="reply_paper",
            label="登记纸质回复",
            permission="document.reply_paper",
            sources=frozenset({"unacknowledged", "open"}),
            target="replied",
            obstacles=_before_receipt,
            closes=(REPLY_TODO,),
        ),
    ],
    namespace="documents",
    states={
        "unasked": "不须回复",
        "unserved": "未送达",
        "revoked": "公文已撤销",
        "replied": "已回复",
        "unacknowledged": "待签收",
        "open": "待回复",
    },
)


def reply_state(recipient: DocumentRecipient) -> str:
    """Return the state of a unit's reply, one of ``REPLY_ACTIONS.states``."""
    if not recipient.must_reply:
        return "unasked"
    if recipient.served_at is None:
        return "unserved"
    if recipient.document.status == Document.Status.REVOKED:
        return "revoked"
    if recipient.replied_at is not None:
        return "replied"
    return "unacknowledged" if recipient.must_acknowledge and recipient.acknowledged_at is None else "open"
