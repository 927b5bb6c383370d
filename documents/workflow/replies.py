"""Replies that a document asks for by a day: given by its units, or recorded from paper; watched and reminded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from documents.actions import (
    DOCUMENT_ACTIONS,
    REPLY_ACTIONS,
    REPLY_TODO,
    reply_state,
)
from documents.models import Document, DocumentRecipient
from documents.workflow.base import lock
from documents.workflow.file_purposes import REPLY_FILE, REPLY_SCAN
from documents.workflow.recipients import Paper, complete_recipient_action, lock_recipient
from foundation.accounts.models import User
from foundation.accounts.selectors import users_charged_with
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.access import require
from foundation.common.actions import Action
from foundation.common.errors import DomainError, ErrorCode
from foundation.common.text.date_format import full_day
from foundation.common.text.normalization import clean_text
from foundation.files.services import attach
from foundation.organizations.models import Organization
from foundation.worklist.services import send_message

LONGEST = 5000
REPLY, REPLY_ON_PAPER = REPLY_ACTIONS["reply"], REPLY_ACTIONS["reply_paper"]
REMIND = DOCUMENT_ACTIONS["remind"]


@transaction.atomic
def reply(
    *,
    user: User,
    document: Document,
    recipient: DocumentRecipient,
    text: str,
    files: Iterable[UploadedFile] = (),
) -> DocumentRecipient:
    """Reply for the unit ``recipient`` by a person of that unit or of the one that receives for it, once.

    Late replies are taken; the day shows. Raises ``NotPermitted``, ``DomainError`` with the field ``text`` or
    ``attachments``.
    """
    require(user, REPLY.permission, on=recipient, message="回复要由收文单位（或其代收单位）的人员办理。")
    recipient, text = _lock_open(recipient, document, REPLY), clean_text(text)
    if wrong := _text_faults(text, "请写回复内容。"):
        raise DomainError(ErrorCode.INVALID, wrong["text"], wrong)
    place = recipient.organization.division_id
    for upload in files:
        attach(user=user, owner=recipient, upload=upload, purpose=REPLY_FILE, division_code=place)
    recipient.reply, recipient.replied_at, recipient.replied_by = text, clock.now(), user
    _complete(user, recipient, REPLY, f"{recipient.organization.name}回复。")
    return recipient


@transaction.atomic
def reply_on_paper(
    *,
    user: User,
    recipient: DocumentRecipient,
    on: dt.date,
    gist: str,
    scan: UploadedFile | None = None,
    no_scan_reason: str = "",
) -> DocumentRecipient:
    """Record a reply that came on paper, of a unit without an account: ``on`` is its day, ``gist`` what it says.

    ``scan`` is the picture of the paper; without one the reason is asked for. Raises ``NotPermitted``, ``DomainError``:
    ``wrong_state``, or ``invalid`` with the fields ``on``, ``text``, ``scan``.
    """
    require(user, REPLY_ON_PAPER.permission, on=recipient.document)
    recipient, gist = _lock_open(recipient, recipient.document, REPLY_ON_PAPER), clean_text(gist)
    paper = Paper("回复", "回复", on, scan, no_scan_reason)
    if fields := _text_faults(gist, "请写回复的主要内容。") | paper.faults(recipient):
        raise DomainError(ErrorCode.INVALID, "纸质回复没有填对。", fields)
    paper.keep_scan(user, recipient, REPLY_SCAN)
    recipient.reply, recipient.replied_at, recipient.replied_by = gist, paper.moment, user
    recipient.is_paper_reply = True
    message = f"登记{recipient.organization.name}纸质回复，{paper.proof}。"
    _complete(user, recipient, REPLY_ON_PAPER, message, paper.data | {"replied_on": on.isoformat()})
    return recipient


@transaction.atomic
def remind(*, user: User, document: Document) -> list[Organization]:
    """Send a message to the units that have not replied, at most once a day; returns the units that got one."""
    require(user, REMIND.permission, on=document)
    document = lock(document.pk)
    waiting = [row for row in replies_of(document) if row.replied_at is None]
    if not REMIND.allows(document.status) or not waiting:
        raise DomainError(ErrorCode.WRONG_STATE, "没有等待回复的单位，不用催办。")
    today = clock.today()
    by = f"，请于{full_day(document.reply_by)}前回复" if document.reply_by else "，请尽快回复"
    if document.reply_by and today > document.reply_by:
        by = f"，已过{full_day(document.reply_by)}的期限，请立即回复"
    units = [
        row.organization
        for row in waiting
        if send_message(
            recipients=people_of(row.organization),
            event=f"document:{document.pk}:remind:{row.pk}:{today:%Y%m%d}",
            title=f"催办：{document.document_number}还没有回复",
            body=f"《{document.title}》要求{row.organization.name}回复{by}。",
            url=document.get_absolute_url(),
            sender=document.series.issuer.name,
        )
    ]
    if not units:
        raise DomainError(ErrorCode.REMINDED, "今天已经催过，或这些单位没有账号，请电话联系。")
    names = "、".join(unit.name for unit in units)
    record(
        user=user,
        act=REMIND.event_code,
        obj=document,
        message=f"催办回复：{names}。",
        division_code=document.series.issuer.division_id,
        data={"organizations": [unit.code for unit in units]},
    )
    return units


def replies_of(document: Document) -> list[DocumentRecipient]:
    """The document's units that must reply, with what they replied."""
    rows = document.recipients.filter(must_reply=True).select_related("organization", "replied_by")
    return list(rows.order_by("pk"))


def may_reply_now(user: User, document: Document) -> list[DocumentRecipient]:
    """Rows for which ``user`` may reply now."""
    if document.status != Document.Status.ISSUED or not user.may(REPLY.permission):
        return []
    rows = document.recipients.awaiting_reply().of_units(user, REPLY.permission)
    return list(rows.select_related("organization"))


def due_now(user: User, document: Document) -> list[DocumentRecipient]:
    """Rows for which ``user`` is to reply as the next step: acknowledged, where that was asked."""
    return [row for row in may_reply_now(user, document) if row.acknowledged_at or not row.must_acknowledge]


def people_of(organization: Organization) -> QuerySet[User]:
    """Those of the unit, and of the one that receives for it, before whom its to-dos stand."""
    units = [organization.pk] + ([organization.received_by_id] if organization.received_by_id else [])
    return users_charged_with(REPLY_TODO.permission).filter(organization_id__in=units)


def _complete(
    user: User, recipient: DocumentRecipient, action: Action, message: str, data: dict[str, str] | None = None
) -> None:
    complete_recipient_action(user, recipient, action, message, {"reply": recipient.reply} | (data or {}))
    document = recipient.document
    send_message(
        recipients=[document.drafted_by] if document.drafted_by_id != user.pk else [],
        event=f"document:{document.pk}:replied:{recipient.pk}",
        title=f"{recipient.organization.name}已回复",
        body=f"{document.document_number}《{document.title}》",
        url=document.get_absolute_url(),
    )


def _text_faults(text: str, ask: str) -> dict[str, str]:
    if not text:
        return {"text": ask}
    return {"text": f"回复最多{LONGEST}字，长文请作附件。"} if len(text) > LONGEST else {}


def _lock_open(recipient: DocumentRecipient, document: Document, action: Action) -> DocumentRecipient:
    locked = lock_recipient(recipient, document)
    state = reply_state(locked)
    if state == "unacknowledged":
        raise DomainError(ErrorCode.WRONG_STATE, "请先签收，再回复。")
    if action.allows(state):
        return locked
    day = full_day(locked.replied_at) if locked.replied_at else ""
    words = {
        "unasked": f"这份公文没有要求{locked.organization.name}回复。",
        "unserved": "公文还没有送达，送达后才能回复。",
        "revoked": "公文已经撤销，不用回复。",
        "replied": f"{day}已经回复，不必重复办理。",
    }
    raise DomainError(ErrorCode.WRONG_STATE, words[state])
