"""Acknowledge receipt, on screen or on paper."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from documents.actions import RECEIPT_ACTIONS, receipt_state
from documents.models import Document, DocumentRecipient
from documents.workflow import todos
from documents.workflow.base import send_signal
from documents.workflow.file_purposes import RECEIPT_SCAN
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.access import require
from foundation.common.actions import Action
from foundation.common.errors import DomainError, ErrorCode
from foundation.files.checks import clean_name
from foundation.files.owners import Purpose
from foundation.files.services import attach

ACKNOWLEDGE, ACKNOWLEDGE_ON_PAPER = RECEIPT_ACTIONS["acknowledge"], RECEIPT_ACTIONS["acknowledge_paper"]


@transaction.atomic
def acknowledge(*, user: User, document: Document, recipient: DocumentRecipient) -> DocumentRecipient:
    """Acknowledge for the unit ``recipient`` by a person of that unit or of the one that receives for it."""
    require(user, ACKNOWLEDGE.permission, on=recipient, message="签收要由收文单位（或其代收单位）的人员办理。")
    recipient = _lock(recipient, document, ACKNOWLEDGE)
    recipient.acknowledged_at, recipient.acknowledged_by = clock.now(), user
    _store(user, recipient, ACKNOWLEDGE, f"{recipient.organization.name}签收。")
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
    recipient = _lock(recipient, recipient.document, ACKNOWLEDGE_ON_PAPER)
    fields = _paper_faults(recipient, signer, on, scan, no_scan_reason)
    if fields:
        raise DomainError(ErrorCode.INVALID, "纸质签收没有填对。", fields)
    if scan is not None:
        keep_scan(user, recipient, scan, RECEIPT_SCAN)
    recipient.acknowledged_at = end_of_paper_day(on)
    recipient.on_paper, recipient.paper_signer = True, signer.strip()
    recipient.acknowledged_by = user
    kept = proof_of_paper("回执", scan, no_scan_reason)
    _store(
        user,
        recipient,
        ACKNOWLEDGE_ON_PAPER,
        f"登记{recipient.organization.name}纸质签收，签收人{recipient.paper_signer}，{kept}。",
        {"signed_on": on.isoformat(), "no_scan_reason": "" if scan else no_scan_reason.strip()},
    )
    return recipient


def _paper_faults(
    recipient: DocumentRecipient, signer: str, on: dt.date, scan: UploadedFile | None, no_scan_reason: str
) -> dict[str, str]:
    assert recipient.served_at is not None
    fields: dict[str, str] = {}
    if not signer.strip():
        fields["signer"] = "请填签收人姓名。"
    if not clock.local(recipient.served_at).date() <= on <= clock.today():
        fields["on"] = "签收日期应在送达之日与今天之间。"
    if scan is None and not no_scan_reason.strip():
        fields["scan"] = "请上传签字回执的扫描件；确实没有的，在下面写明原因。"
    return fields


def end_of_paper_day(on: dt.date) -> dt.datetime:
    """When what a paper says happened: now if it is of today, else, as only the day is known, the end of that day."""
    if on == clock.today():
        return clock.now()
    return clock.start_of_day(on + dt.timedelta(days=1)) - dt.timedelta(seconds=1)


def keep_scan(user: User, recipient: DocumentRecipient, scan: UploadedFile, purpose: Purpose) -> None:
    """Keep the picture of a paper with a unit's row; what is wrong with it stands at the field ``scan``."""
    place = recipient.organization.division_id
    try:
        attach(user=user, owner=recipient, upload=scan, purpose=purpose, division_code=place)
    except DomainError as error:
        raise DomainError(error.code, error.message, {"scan": error.message}) from None


def proof_of_paper(paper: str, scan: UploadedFile | None, no_scan_reason: str) -> str:
    """How the journal tells whether the paper was scanned."""
    if scan is not None:
        return f"{paper}扫描件“{clean_name(scan.name or '')}”"
    return f"没有扫描件：{no_scan_reason.strip().rstrip('。')}"


def _lock(recipient: DocumentRecipient, document: Document, action: Action) -> DocumentRecipient:
    locked = (
        DocumentRecipient.objects.select_for_update(of=("self",))
        .select_related("organization", "document__series__issuer")
        .get(pk=recipient.pk, document=document)
    )
    state = receipt_state(locked)
    if action.allows(state):
        return locked
    day = f"{clock.local(locked.acknowledged_at):%Y年%-m月%-d日}" if locked.acknowledged_at else ""
    words = {
        "unserved": "公文还没有送达，送达后才能签收。",
        "revoked": "公文已经撤销，不用签收。",
        "acknowledged": f"{day}已经签收，不必重复办理。",
    }
    raise DomainError(ErrorCode.WRONG_STATE, words[state])


def _store(
    user: User, recipient: DocumentRecipient, action: Action, message: str, data: dict[str, Any] | None = None
) -> None:
    recipient.full_clean(validate_unique=False, validate_constraints=False)
    recipient.save()
    record(
        user=user,
        act=action.event_code,
        obj=recipient.document,
        message=message,
        division_code=recipient.organization.division_id,
        data={"organization": recipient.organization.code} | (data or {}),
    )
    todos.settle_recipient(action, recipient)
    send_signal(user=user, document=recipient.document, action=action)
