"""What each step of a document asks of whom, as to-dos and messages of the 工作台."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from documents.models import Countersignature, Document, DocumentRecipient
from foundation.calendar.services import add_working_days
from foundation.common import clock
from foundation.organizations.selectors import city_bureau
from foundation.worklist.services import (
    close_todos,
    close_todos_like,
    open_todo,
    send_message,
)

RECEIVING_ROLES = ["clerk", "county_leader", "township", "department"]
# A document counts as received at the latest on the third working day after service (reading 34).
ACKNOWLEDGE_WITHIN_WORKING_DAYS = 3
STEPS = ("document_review", "document_sign", "document_issue", "document_return")
COUNTERSIGNING_ROLES = ["department", "officer", "reviewer", "leader"]


def page_of(document: Document) -> str:
    """Address of the document's page."""
    return reverse("documents:detail", args=[document.pk])


def close_all(document: Document, user: Any) -> None:
    """Nothing waits for anyone on this document any more."""
    close_todos_like(prefix=f"document:{document.pk}:")


def ask_for_review(document: Document) -> None:
    _next(document, "document_review", "核稿", ["reviewer"], "核稿")


def ask_for_signature(document: Document) -> None:
    _next(document, "document_sign", "签发", ["leader"], "签发")


def ask_for_issue(document: Document) -> None:
    _next(document, "document_issue", "印发", ["officer"], "印发")


def ask_for_correction(document: Document) -> None:
    """Back to the drafter, with the reason."""
    _next(
        document,
        "document_return",
        "退回修改",
        ["officer"],
        "修改",
        detail=document.return_reason[:300],
        user=document.drafted_by,
    )


def tell_reopened(document: Document, people: Iterable[Any], reason: str) -> None:
    """Back to drafting by the system: a to-do for the drafter, a message for whoever had approved."""
    ask_for_correction(document)
    send_message(
        recipients=list(people),
        event=f"document:{document.pk}:reopened:{document.version}",
        title=f"《{document.title}》回到起草，原审核、签发作废",
        body=reason,
        url=page_of(document),
    )


def deliver(document: Document) -> None:
    """Ask every unit that must acknowledge, and tell the drafter that the document is out."""
    served = clock.today()
    due = add_working_days(served, ACKNOWLEDGE_WITHIN_WORKING_DAYS)
    for recipient in document.recipients.filter(must_reply=True).select_related("organization"):
        ask_for_reply(document, recipient)
    for recipient in document.recipients.filter(must_acknowledge=True).select_related("organization"):
        open_todo(
            key=_acknowledgement_key(recipient),
            kind="document_acknowledge",
            kind_label="签收",
            title=f"{document.document_number}《{document.title}》",
            organization=recipient.organization,
            roles=RECEIVING_ROLES,
            action="签收",
            url=page_of(document),
            detail=f"{document.series.issuer.name}印发，{recipient.role_label}：{recipient.organization.name}",
            due_at=clock.start_of_day(due + dt.timedelta(days=1)),
        )
    send_message(
        recipients=[document.drafted_by],
        event=f"document:{document.pk}:issued",
        title=f"{document.document_number}已印发并送达",
        body=f"《{document.title}》",
        url=page_of(document),
    )


def tell_not_printed(document: Document, reason: str) -> None:
    """The number is taken, but the paper cannot be made: before the office until it can, or the number is voided."""
    open_todo(
        key=_not_printed_key(document),
        kind="document_not_printed",
        kind_label="制版",
        title=f"{document.document_number}《{document.title}》没有制成正本",
        organization=city_bureau(),
        roles=["officer"],
        action="查看",
        url=page_of(document),
        detail=f"已试{document.render_attempts}次未成，文号保留。{reason.rstrip('。')}。",
    )


def close_not_printed(document: Document) -> None:
    close_todos(key=_not_printed_key(document))


def _not_printed_key(document: Document) -> str:
    return f"document:{document.pk}:not_printed"


def close_acknowledgement(recipient: DocumentRecipient, user: Any) -> None:
    close_todos(key=_acknowledgement_key(recipient), user=user)


def ask_for_reply(document: Document, recipient: DocumentRecipient) -> None:
    """The unit owes a reply, until the end of the day the document names."""
    by = document.reply_by
    open_todo(
        key=_reply_key(recipient),
        kind="document_reply",
        kind_label="回复",
        title=f"{document.document_number}《{document.title}》",
        organization=recipient.organization,
        roles=RECEIVING_ROLES,
        action="去回复",
        url=page_of(document),
        detail=f"{document.series.issuer.name}要求回复：{recipient.organization.name}",
        due_at=clock.start_of_day(by + dt.timedelta(days=1)) if by else None,
    )


def close_reply(recipient: DocumentRecipient) -> None:
    close_todos(key=_reply_key(recipient))


def _reply_key(recipient: DocumentRecipient) -> str:
    return f"document:{recipient.document_id}:reply:{recipient.pk}"


def ask_to_countersign(document: Document, asked: Countersignature, detail: str = "") -> None:
    """The asked unit owes an opinion on the text as it stands."""
    open_todo(
        key=_countersigning_key(asked),
        kind="document_countersign",
        kind_label="会签",
        title=f"{document.kind_label}《{document.title}》",
        organization=asked.organization,
        roles=COUNTERSIGNING_ROLES,
        action="去会签",
        url=page_of(document),
        detail=detail or f"{asked.asked_by.name}送{asked.organization.name}会签",
    )


def close_countersigning(asked: Countersignature) -> None:
    close_todos(key=_countersigning_key(asked))


def tell_countersigned(document: Document, asked: Countersignature) -> None:
    """Whoever asked learns the answer."""
    remark = asked.remark or "没有写意见。"
    send_message(
        recipients=[asked.asked_by],
        event=f"document:{document.pk}:countersigned:{asked.pk}:{document.version}:{asked.text_version}",
        title=f"{asked.organization.name}会签{asked.get_opinion_display()}",
        body=f"《{document.title}》：{remark}",
        url=page_of(document),
    )


def _countersigning_key(asked: Countersignature) -> str:
    return f"document:{asked.document_id}:countersign:{asked.organization_id}"


def _acknowledgement_key(recipient: DocumentRecipient) -> str:
    return f"document:{recipient.document_id}:acknowledge:{recipient.pk}"


def _next(
    document: Document, kind: str, label: str, roles: list[str], action: str, *, detail: str = "", user: Any = None
) -> None:
    """One step waits at a time: what the step before asked for is done. Countersigning goes on beside the steps."""
    for step in STEPS:
        close_todos(key=f"document:{document.pk}:{step}")
    open_todo(
        key=f"document:{document.pk}:{kind}",
        kind=kind,
        kind_label=label,
        title=f"{document.kind_label}《{document.title}》"[:200],
        organization=city_bureau(),
        roles=roles,
        action=action,
        url=page_of(document),
        detail=detail,
        user=user,
    )
