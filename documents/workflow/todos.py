"""What each step of a document asks of whom, as to-dos and messages of the 工作台."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from documents.actions import (
    ACKNOWLEDGE_TODO,
    COUNTERSIGN_TODO,
    ISSUE_TODO,
    NOT_PRINTED_TODO,
    REPLY_TODO,
    RETURN_TODO,
    REVIEW_TODO,
    SIGN_TODO,
    STEP_TODOS,
)
from documents.models import Countersignature, Document, DocumentRecipient
from foundation.accounts.models import User
from foundation.calendar.services import add_working_days
from foundation.common import clock
from foundation.common.actions import TodoKind
from foundation.organizations.selectors import city_bureau
from foundation.worklist.services import (
    close_todos,
    close_todos_like,
    open_todo_for,
    send_message,
)

# A document counts as received at the latest on the third working day after service (reading 34).
ACKNOWLEDGE_WITHIN_WORKING_DAYS = 3


def close_all(document: Document) -> None:
    """Nothing waits for anyone on this document any more."""
    close_todos_like(prefix=f"document:{document.pk}:")


def ask_for_review(document: Document) -> None:
    _next(document, REVIEW_TODO)


def ask_for_signature(document: Document) -> None:
    _next(document, SIGN_TODO)


def ask_for_issue(document: Document) -> None:
    _next(document, ISSUE_TODO)


def ask_for_correction(document: Document) -> None:
    """Back to the drafter, with the reason."""
    _next(document, RETURN_TODO, detail=document.return_reason, user=document.drafted_by)


def tell_reopened(document: Document, people: Iterable[Any], reason: str) -> None:
    """Back to drafting by the system: a to-do for the drafter, a message for whoever had approved."""
    ask_for_correction(document)
    send_message(
        recipients=list(people),
        event=f"document:{document.pk}:reopened:{document.version}",
        title=f"《{document.title}》回到起草，原审核、签发作废",
        body=reason,
        url=document.get_absolute_url(),
    )


def deliver(document: Document) -> None:
    """Ask every unit that must acknowledge, and tell the drafter that the document is out."""
    served = clock.today()
    due = add_working_days(served, ACKNOWLEDGE_WITHIN_WORKING_DAYS)
    for recipient in document.recipients.filter(must_reply=True).select_related("organization"):
        ask_for_reply(document, recipient)
    for recipient in document.recipients.filter(must_acknowledge=True).select_related("organization"):
        open_todo_for(
            ACKNOWLEDGE_TODO,
            key=_acknowledgement_key(recipient),
            title=f"{document.document_number}《{document.title}》",
            organization=recipient.organization,
            url=document.get_absolute_url(),
            detail=f"{document.series.issuer.name}印发，{recipient.role_label}：{recipient.organization.name}",
            due_at=clock.start_of_day(due + dt.timedelta(days=1)),
        )
    send_message(
        recipients=[document.drafted_by],
        event=f"document:{document.pk}:issued",
        title=f"{document.document_number}已印发并送达",
        body=f"《{document.title}》",
        url=document.get_absolute_url(),
    )


def tell_not_printed(document: Document, reason: str) -> None:
    """The number is taken, but the paper cannot be made: before the office until it can, or the number is voided."""
    open_todo_for(
        NOT_PRINTED_TODO,
        key=_not_printed_key(document),
        title=f"{document.document_number}《{document.title}》没有制成正本",
        organization=city_bureau(),
        url=document.get_absolute_url(),
        detail=f"已试{document.render_attempts}次未成，文号保留。{reason.rstrip('。')}。",
    )


def close_not_printed(document: Document) -> None:
    close_todos(key=_not_printed_key(document))


def _not_printed_key(document: Document) -> str:
    return f"document:{document.pk}:not_printed"


def close_acknowledgement(recipient: DocumentRecipient) -> None:
    close_todos(key=_acknowledgement_key(recipient))


def ask_for_reply(document: Document, recipient: DocumentRecipient) -> None:
    """The unit owes a reply, until the end of the day the document names."""
    by = document.reply_by
    open_todo_for(
        REPLY_TODO,
        key=_reply_key(recipient),
        title=f"{document.document_number}《{document.title}》",
        organization=recipient.organization,
        url=document.get_absolute_url(),
        detail=f"{document.series.issuer.name}要求回复：{recipient.organization.name}",
        due_at=clock.start_of_day(by + dt.timedelta(days=1)) if by else None,
    )


def close_reply(recipient: DocumentRecipient) -> None:
    close_todos(key=_reply_key(recipient))


def _reply_key(recipient: DocumentRecipient) -> str:
    return f"document:{recipient.document_id}:reply:{recipient.pk}"


def ask_to_countersign(document: Document, asked: Countersignature, detail: str = "") -> None:
    """The asked unit owes an opinion on the text as it stands."""
    open_todo_for(
        COUNTERSIGN_TODO,
        key=_countersigning_key(asked),
        title=f"{document.kind_label}《{document.title}》",
        organization=asked.organization,
        url=document.get_absolute_url(),
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
        url=document.get_absolute_url(),
    )


def _countersigning_key(asked: Countersignature) -> str:
    return f"document:{asked.document_id}:countersign:{asked.organization_id}"


def _acknowledgement_key(recipient: DocumentRecipient) -> str:
    return f"document:{recipient.document_id}:acknowledge:{recipient.pk}"


def _next(document: Document, kind: TodoKind, *, detail: str = "", user: User | None = None) -> None:
    """One step waits at a time: what the step before asked for is done. Countersigning goes on beside the steps."""
    for step in STEP_TODOS:
        close_todos(key=f"document:{document.pk}:{step.code}")
    open_todo_for(
        kind,
        key=f"document:{document.pk}:{kind.code}",
        title=f"{document.kind_label}《{document.title}》",
        organization=city_bureau(),
        url=document.get_absolute_url(),
        detail=detail,
        user=user,
    )
