"""Draft a document and keep every version of its text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction

from documents.actions import DOCUMENT_ACTIONS
from documents.content.builder import content_refused, store_content
from documents.models import (
    Document,
    DocumentRecipient,
    DocumentVersion,
    NumberSeries,
)
from documents.typesetting.content.blocks import ContentError, DocumentContent
from documents.typesetting.content.reading import content_from_dict
from documents.workflow.base import (
    announce,
    begin_transition,
    complete_transition,
)
from foundation.accounts.models import User
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode
from foundation.organizations.models import Organization

DRAFT, EDIT, RECIPIENTS = (DOCUMENT_ACTIONS[code] for code in ("draft", "edit", "recipients"))


@dataclass(frozen=True)
class RecipientInput:
    """A unit the document is for: ``role`` is ``main`` 主送, ``named`` 被通报、被警告单位 or ``copy`` 抄送."""

    organization: Organization
    role: str = DocumentRecipient.Role.MAIN
    must_acknowledge: bool = True
    must_reply: bool = False


@transaction.atomic
def create_document(
    *,
    user: User,
    kind: str,
    kind_label: str,
    series: NumberSeries,
    content: DocumentContent,
    recipients: Iterable[RecipientInput],
    reply_by: dt.date | None = None,
) -> Document:
    """Begin a document as a draft of ``user``.

    ``kind`` is the caller's word for the sort of document (``notice``, ``yellow_card``), ``kind_label`` its name on
    screens (通报), ``reply_by`` the last day for the replies of units that must reply. Raises ``NotPermitted``, or
    ``DomainError("content")`` naming what cannot be printed.
    """
    require(user, DRAFT.permission)
    document = Document(
        kind=kind,
        kind_label=kind_label,
        series=series,
        drafted_by=user,
        drafted_at=clock.now(),
        version=1,
        reply_by=reply_by,
    )
    store_content(document, content)
    document.full_clean()
    document.save()
    _keep_version(document, user)
    _write_recipients(document, recipients)
    announce(user=user, document=document, action=DRAFT, message=f"起草{kind_label}《{document.title}》。")
    return document


@transaction.atomic
def save_content(
    *,
    user: User,
    document: Document,
    content: DocumentContent,
    version: int | None = None,
    copies_to: str | None = None,
) -> Document:
    """Store a new text of a draft or returned document, and keep it as a version.

    ``copies_to`` overrides 抄送 of the content when given. The document stays ``returned`` until it is submitted
    again, so that the reason stays in sight.
    """
    document = begin_transition(user=user, document=document, action=EDIT, version=version)
    if copies_to is not None:
        content = replace(content, copies_to=copies_to)
    store_content(document, content)
    complete_transition(user=user, document=document, action=EDIT, message="修改了文稿。")
    _keep_version(document, user)
    return document


@transaction.atomic
def restore_version(*, user: User, document: Document, number: int, version: int | None = None) -> Document:
    """Make an earlier text (``number`` is its version) the text of a draft again, as a new version; none is lost.

    Raises what ``save_content`` raises: a text kept long ago is checked by the rules of today.
    """
    kept = DocumentVersion.objects.filter(document=document, version=number).first()
    if kept is None:
        raise DomainError(ErrorCode.NO_VERSION, "没有这一稿，请从历史版本里重选。")
    try:
        content = content_from_dict(kept.content)
    except ContentError as error:
        raise content_refused(error) from None
    return save_content(user=user, document=document, content=content, version=version)


@transaction.atomic
def set_recipients(
    *,
    user: User,
    document: Document,
    recipients: Iterable[RecipientInput],
    version: int | None = None,
    reply_by: dt.date | None = None,
    main_recipients: str | None = None,
    copies_to: str | None = None,
) -> Document:
    """Replace the units a draft is for.

    ``reply_by`` is the last day for replies; without it the day stays, unless no unit must reply any more.
    ``main_recipients`` and ``copies_to`` rewrite 主送 and 抄送 of the text, which is then kept as a version.
    """
    document = begin_transition(user=user, document=document, action=RECIPIENTS, version=version)
    chosen = list(recipients)
    document.recipients.all().delete()
    _write_recipients(document, chosen)
    document.reply_by = (reply_by or document.reply_by) if any(each.must_reply for each in chosen) else None
    is_rewritten = main_recipients is not None or copies_to is not None
    if is_rewritten:
        content = content_from_dict(document.content)
        store_content(
            document,
            replace(
                content,
                main_recipients=content.main_recipients if main_recipients is None else main_recipients,
                copies_to=content.copies_to if copies_to is None else copies_to,
            ),
        )
    complete_transition(user=user, document=document, action=RECIPIENTS, message="修改了收文单位。")
    if is_rewritten:
        _keep_version(document, user)
    return document


def _keep_version(document: Document, user: User) -> None:
    DocumentVersion.objects.create(
        document=document,
        version=document.version,
        title=document.title,
        content=document.content,
        saved_at=clock.now(),
        saved_by=user,
    )


def _write_recipients(document: Document, recipients: Iterable[RecipientInput]) -> None:
    rows = [
        DocumentRecipient(
            document=document,
            organization=recipient.organization,
            role=recipient.role,
            must_acknowledge=recipient.must_acknowledge,
            must_reply=recipient.must_reply,
        )
        for recipient in recipients
    ]
    if len({(row.organization_id, row.role) for row in rows}) < len(rows):
        raise DomainError(ErrorCode.RECIPIENTS, "同一单位在收文单位里出现了两次，请删去一处。")
    for row in rows:
        row.full_clean(exclude=["document"], validate_unique=False, validate_constraints=False)
    DocumentRecipient.objects.bulk_create(rows)
