"""Replies that a document asks for by a day: given by its units, or recorded from paper; watched and reminded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

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
from documents.workflow import todos
from documents.workflow.base import lock, send_signal
from documents.workflow.delivery import end_of_paper_day, keep_scan, proof_of_paper
from documents.workflow.file_purposes import REPLY_FILE, REPLY_SCAN
from foundation.accounts.models import User
from foundation.accounts.selectors import users_charged_with
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.access import require
from foundation.common.actions import Action
from foundation.common.errors import DomainError, ErrorCode
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
    recipient = _lock(recipient, document)
    _require_open(recipient, REPLY)
    if wrong := _text_faults(text, "请写回复内容。"):
        raise DomainError(ErrorCode.INVALID, wrong["text"], wrong)
    place = recipient.organization.division_id
    for upload in files:
        attach(user=user, owner=recipient, upload=upload, purpose=REPLY_FILE, division_code=place)
    recipient.reply, recipient.replied_at, recipient.replied_by = text.strip(), clock.now(), user
    _store(user, recipient, REPLY, f"{recipient.organization.name}回复。")
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
    recipient = _lock(recipient, recipient.document)
    _require_open(recipient, REPLY_ON_PAPER)
    if fields := _paper_faults(recipient, on, gist, scan, no_scan_reason):
        raise DomainError(ErrorCode.INVALID, "纸质回复没有填对。", fields)
    if scan is not None:
        keep_scan(user, recipient, scan, REPLY_SCAN)
    recipient.reply, recipient.replied_at, recipient.replied_by = gist.strip(), end_of_paper_day(on), user
    recipient.is_paper_reply = True
    kept = proof_of_paper("回复", scan, no_scan_reason)
    more = {"replied_on": on.isoformat(), "no_scan_reason": "" if scan else no_scan_reason.strip()}
    _store(user, recipient, REPLY_ON_PAPER, f"登记{recipient.organization.name}纸质回复，{kept}。", more)
    return recipient


@transaction.atomic
def remind(*, user: User, document: Document) -> list[Organization]:
    """Send a message to the units that have not replied, at most once a day; returns those units."""
    require(user, REMIND.permission, on=document)
    document = lock(document.pk)
    waiting = [row for row in replies_of(document) if row.replied_at is None]
    if not REMIND.allows(document.status) or not waiting:
        raise DomainError(ErrorCode.WRONG_STATE, "没有等待回复的单位，不用催办。")
    today = clock.today()
    by = f"，请于{document.reply_by:%Y年%-m月%-d日}前回复" if document.reply_by else "，请尽快回复"
    if document.reply_by and today > document.reply_by:
        by = f"，已过{document.reply_by:%Y年%-m月%-d日}的期限，请立即回复"
    reminded = sum(
        send_message(
            recipients=people_of(row.organization),
            event=f"document:{document.pk}:remind:{row.pk}:{today:%Y%m%d}",
            title=f"催办：{document.document_number}还没有回复",
            body=f"《{document.title}》要求{row.organization.name}回复{by}。",
            url=document.get_absolute_url(),
            sender=document.series.issuer.name,
        )
        for row in waiting
    )
    if not reminded:
        raise DomainError(ErrorCode.REMINDED, "今天已经催过，或这些单位没有账号，请电话联系。")
    units = [row.organization for row in waiting]
    names = "、".join(unit.name for unit in units)
    record(
        user=user,
        act=REMIND.event_code,
        obj=document,
        message=f"催办回复：{names}。"[:1000],
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


def _lock(recipient: DocumentRecipient, document: Document) -> DocumentRecipient:
    rows = DocumentRecipient.objects.select_for_update(of=("self",))
    return rows.select_related("organization", "document__series__issuer").get(pk=recipient.pk, document=document)


def _store(
    user: User, recipient: DocumentRecipient, action: Action, message: str, data: dict[str, Any] | None = None
) -> None:
    document, unit = recipient.document, recipient.organization
    recipient.full_clean(validate_unique=False, validate_constraints=False)
    recipient.save()
    record(
        user=user,
        act=action.event_code,
        obj=document,
        message=message,
        division_code=unit.division_id,
        data={"organization": unit.code, "reply": recipient.reply} | (data or {}),
    )
    todos.settle_recipient(action, recipient)
    send_message(
        recipients=[document.drafted_by] if document.drafted_by_id != user.pk else [],
        event=f"document:{document.pk}:replied:{recipient.pk}",
        title=f"{unit.name}已回复",
        body=f"{document.document_number}《{document.title}》",
        url=document.get_absolute_url(),
    )
    send_signal(user=user, document=document, action=action)


def _text_faults(text: str, ask: str) -> dict[str, str]:
    if not text.strip():
        return {"text": ask}
    return {"text": f"回复最多{LONGEST}字，长文请作附件。"} if len(text.strip()) > LONGEST else {}


def _paper_faults(
    recipient: DocumentRecipient, on: dt.date, gist: str, scan: UploadedFile | None, no_scan_reason: str
) -> dict[str, str]:
    assert recipient.served_at is not None, "an open reply is of a document that was served"
    fields = _text_faults(gist, "请写回复的主要内容。")
    if not clock.local(recipient.served_at).date() <= on <= clock.today():
        fields["on"] = "回复日期应在送达之日与今天之间。"
    if scan is None and not no_scan_reason.strip():
        fields["scan"] = "请上传回复的扫描件；确实没有的，在下面写明原因。"
    return fields


def _require_open(recipient: DocumentRecipient, action: Action) -> None:
    state = reply_state(recipient)
    if state == "unacknowledged":
        raise DomainError(ErrorCode.WRONG_STATE, "请先签收，再回复。")
    if action.allows(state):
        return
    day = f"{clock.local(recipient.replied_at):%Y年%-m月%-d日}" if recipient.replied_at else ""
    words = {
        "unasked": f"这份公文没有要求{recipient.organization.name}回复。",
        "unserved": "公文还没有送达，送达后才能回复。",
        "revoked": "公文已经撤销，不用回复。",
        "replied": f"{day}已经回复，不必重复办理。",
    }
    raise DomainError(ErrorCode.WRONG_STATE, words[state])
