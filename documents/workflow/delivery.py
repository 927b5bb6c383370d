"""Acknowledge receipt, on screen or on paper."""

from __future__ import annotations

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from documents.actions import RECEIPT_ACTIONS, receipt_state
from documents.models import Document, DocumentRecipient
from documents.workflow.file_purposes import RECEIPT_SCAN
from documents.workflow.recipients import Paper, complete_recipient_action, lock_recipient
from foundation.accounts.models import User
from foundation.common import clock
from foundation.common.access import require
from foundation.common.actions import Action
from foundation.common.errors import DomainError, ErrorCode
from foundation.common.text.date_format import full_day
from foundation.common.text.normalization import clean_line

ACKNOWLEDGE, ACKNOWLEDGE_ON_PAPER = RECEIPT_ACTIONS["acknowledge"], RECEIPT_ACTIONS["acknowledge_paper"]


@transaction.atomic
def acknowledge(*, user: User, document: Document, recipient: DocumentRecipient) -> DocumentRecipient:
    """Acknowledge for the unit ``recipient`` by a person of that unit or of the one that receives for it."""
    require(user, ACKNOWLEDGE.permission, on=recipient, message="签收要由收文单位（或其代收单位）的人员办理。")
    recipient = _lock_open(recipient, document, ACKNOWLEDGE)
    recipient.acknowledged_at, recipient.acknowledged_by = clock.now(), user
    complete_recipient_action(user, recipient, ACKNOWLEDGE, f"{recipient.organization.name}签收。")
    return recipient


@transaction.atomic
def acknowledge_on_paper(
    *,
    user: User,
    recipient: DocumentRecipient,
    signer: str,
    on: dt.date,
    scan: UploadedFile | None = None,
    no_scan_reason: str = "",
) -> DocumentRecipient:
    """Record a receipt signed on paper: ``signer`` is the person who signed there, ``on`` the day.

    ``scan`` is the picture of the signed paper, kept with the recipient's row. Without one the reason is asked for.
    """
    require(user, ACKNOWLEDGE_ON_PAPER.permission, on=recipient.document)
    recipient = _lock_open(recipient, recipient.document, ACKNOWLEDGE_ON_PAPER)
    paper, signer = Paper("签收", "签字回执", on, scan, no_scan_reason), clean_line(signer)
    fields = paper.faults(recipient) | ({} if signer else {"signer": "请填签收人姓名。"})
    if fields:
        raise DomainError(ErrorCode.INVALID, "纸质签收没有填对。", fields)
    paper.keep_scan(user, recipient, RECEIPT_SCAN)
    recipient.acknowledged_at, recipient.acknowledged_by = paper.moment, user
    recipient.on_paper, recipient.paper_signer = True, signer
    message = f"登记{recipient.organization.name}纸质签收，签收人{signer}，{paper.proof}。"
    complete_recipient_action(
        user, recipient, ACKNOWLEDGE_ON_PAPER, message, paper.data | {"signed_on": on.isoformat()}
    )
    return recipient


def _lock_open(recipient: DocumentRecipient, document: Document, action: Action) -> DocumentRecipient:
    locked = lock_recipient(recipient, document)
    state = receipt_state(locked)
    if action.allows(state):
        return locked
    day = full_day(locked.acknowledged_at) if locked.acknowledged_at else ""
    words = {
        "unserved": "公文还没有送达，送达后才能签收。",
        "revoked": "公文已经撤销，不用签收。",
        "acknowledged": f"{day}已经签收，不必重复办理。",
    }
    raise DomainError(ErrorCode.WRONG_STATE, words[state])
