"""Replies that a document asks for by a day: given by its units, watched and reminded by the office."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q, QuerySet

from foundation.documents import signals, todos
from foundation.documents.models import Document, DocumentRecipient
from foundation.files.services import attach
from foundation.inbox.services import send_message
from foundation.journal.services import record
from foundation.kit.errors import DomainError
from foundation.organizations.access import require
from foundation.organizations.models import Organization, User
from foundation.workdays import clock

LONGEST = 5000


@transaction.atomic
def reply(
    *,
    user: Any,
    document: Document,
    recipient: DocumentRecipient,
    text: str,
    files: Iterable[UploadedFile] = (),
) -> DocumentRecipient:
    """Reply for the unit ``recipient`` by a person of that unit or of the one that receives for it, once.

    Late replies are taken; the day shows. Raises ``NotPermitted``, ``DomainError`` with the field ``text`` or
    ``attachments``.
    """
    require(user, "document.reply", on=recipient, message="回复要由收文单位（或其代收单位）的人员办理。")
    recipient = (
        DocumentRecipient.objects.select_for_update(of=("self",))
        .select_related("organization", "document__series__issuer")
        .get(pk=recipient.pk, document=document)
    )
    _require_open(recipient)
    text = text.strip()
    if not text:
        raise DomainError("invalid", "请写回复内容。", {"text": "请写回复内容。"})
    if len(text) > LONGEST:
        raise DomainError(
            "invalid", f"回复最多{LONGEST}字，长文请作附件。", {"text": f"回复最多{LONGEST}字，长文请作附件。"}
        )
    place = recipient.organization.division_id
    for upload in files:
        attach(user=user, owner=recipient, upload=upload, act="document.reply", division_code=place)
    recipient.reply, recipient.replied_at, recipient.replied_by = text, clock.now(), user
    recipient.full_clean(validate_unique=False, validate_constraints=False)
    recipient.save()
    record(
        user=user,
        act="document.reply",
        obj=recipient.document,
        message=f"{recipient.organization.name}回复。",
        division_code=place,
        data={"organization": recipient.organization.code, "reply": text},
    )
    todos.close_reply(recipient)
    send_message(
        recipients=[recipient.document.drafted_by],
        event=f"document:{recipient.document_id}:replied:{recipient.pk}",
        title=f"{recipient.organization.name}已回复",
        body=f"{recipient.document.document_number}《{recipient.document.title}》",
        url=todos.page_of(recipient.document),
    )
    signals.document_moved.send(sender=Document, document_id=recipient.document_id, act="replied", user_id=user.pk)
    return recipient


@transaction.atomic
def remind(*, user: Any, document: Document) -> list[Organization]:
    """Send a message to the units that have not replied, at most once a day; returns those units."""
    require(user, "document.draft", on=document)
    document = Document.objects.select_for_update(of=("self",)).select_related("series__issuer").get(pk=document.pk)
    waiting = [row for row in replies_of(document) if row.replied_at is None]
    if document.status != Document.Status.ISSUED or not waiting:
        raise DomainError("wrong_state", "没有等待回复的单位，不用催办。")
    today = clock.today()
    by = f"，请于{document.reply_by:%Y年%-m月%-d日}前回复" if document.reply_by else "，请尽快回复"
    if document.reply_by and today > document.reply_by:
        by = f"，已过{document.reply_by:%Y年%-m月%-d日}的期限，请立即回复"
    told = sum(
        send_message(
            recipients=people_of(row.organization),
            event=f"document:{document.pk}:remind:{row.pk}:{today:%Y%m%d}",
            title=f"催办：{document.document_number}还没有回复",
            body=f"《{document.title}》要求{row.organization.name}回复{by}。",
            url=todos.page_of(document),
            sender=document.series.issuer.name,
        )
        for row in waiting
    )
    if not told:
        raise DomainError("reminded", "今天已经催过，或这些单位没有账号，请电话联系。")
    units = [row.organization for row in waiting]
    names = "、".join(unit.name for unit in units)
    record(
        user=user,
        act="document.remind",
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


def may_reply_now(user: Any, document: Document) -> list[DocumentRecipient]:
    """Rows for which ``user`` may reply now."""
    if document.status != Document.Status.ISSUED or not user.may("document.reply"):
        return []
    scope = user.scope_for("document.reply")
    rows = document.recipients.filter(must_reply=True, replied_at=None, served_at__isnull=False)
    return list(rows.filter(scope.q(organization="organization_id")).select_related("organization"))


def due_now(user: Any, document: Document) -> list[DocumentRecipient]:
    """Rows for which ``user`` is to reply as the next step: acknowledged, where that was asked."""
    return [row for row in may_reply_now(user, document) if row.acknowledged_at or not row.must_acknowledge]


def people_of(organization: Organization) -> QuerySet[User]:
    """Those of the unit, and of the one that receives for it, before whom its to-dos stand."""
    roles = Q()
    for role in todos.RECEIVING_ROLES:
        roles |= Q(roles__contains=[role])
    units = [organization.pk] + ([organization.received_by_id] if organization.received_by_id else [])
    return User.objects.filter(roles, is_active=True, organization_id__in=units)


def _require_open(recipient: DocumentRecipient) -> None:
    document = recipient.document
    if not recipient.must_reply:
        raise DomainError("wrong_state", f"这份公文没有要求{recipient.organization.name}回复。")
    if recipient.served_at is None:
        raise DomainError("wrong_state", "公文还没有送达，送达后才能回复。")
    if document.status == Document.Status.REVOKED:
        raise DomainError("wrong_state", "公文已经撤销，不用回复。")
    if recipient.replied_at is not None:
        raise DomainError("wrong_state", f"{clock.local(recipient.replied_at):%Y年%-m月%-d日}已经回复，不必重复办理。")
    if recipient.must_acknowledge and recipient.acknowledged_at is None:
        raise DomainError("wrong_state", "请先签收，再回复。")
