"""What each step of a document asks of whom, as to-dos and messages of the 工作台."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from documents.actions import ACKNOWLEDGE_TODO, DOCUMENT_ACTIONS, REPLY_TODO
from documents.models import Countersignature, Document, DocumentRecipient
from foundation.accounts.models import User
from foundation.calendar.services import add_working_days
from foundation.common import clock
from foundation.common.actions import Action
from foundation.organizations.selectors import city_bureau
from foundation.worklist.action_todos import TodoText, ask, settle_todos
from foundation.worklist.services import send_message

# A document counts as received at the latest on the third working day after service (reading 34).
ACKNOWLEDGE_WITHIN_WORKING_DAYS = 3
FREEZE = DOCUMENT_ACTIONS["freeze"]


def ask_for_next_step(document: Document, action: Action) -> None:
    """One step waits at a time: ``action`` has done what was asked for, and asks for the next step."""
    settle_todos(action, document, _step(document))


def ask_for_correction(document: Document, action: Action) -> None:
    """Back to the drafter, with the reason."""
    settle_todos(action, document, _step(document, detail=document.return_reason, user=document.drafted_by))


def notify_reopened(document: Document, action: Action, people: Iterable[Any], reason: str) -> None:
    """Back to drafting by the system: a to-do for the drafter, a message for whoever had approved."""
    ask_for_correction(document, action)
    send_message(
        recipients=list(people),
        event=f"document:{document.pk}:reopened:{document.version}",
        title=f"《{document.title}》回到起草，原审核、签发作废",
        body=reason,
        url=document.get_absolute_url(),
    )


def deliver(document: Document) -> None:
    """Ask every unit that must acknowledge or reply, and tell the drafter that the document is out."""
    settle_todos(FREEZE, document)
    served = clock.today()
    due = add_working_days(served, ACKNOWLEDGE_WITHIN_WORKING_DAYS)
    for recipient in document.recipients.filter(must_reply=True).select_related("organization"):
        ask_for_reply(document, recipient)
    for recipient in document.recipients.filter(must_acknowledge=True).select_related("organization"):
        text = TodoText(
            title=f"{document.document_number}《{document.title}》",
            organization=recipient.organization,
            url=document.get_absolute_url(),
            detail=f"{document.series.issuer.name}印发，{recipient.role_label}：{recipient.organization.name}",
            due_at=clock.start_of_day(due + dt.timedelta(days=1)),
        )
        ask(FREEZE, ACKNOWLEDGE_TODO, document, text, part=recipient.pk)
    send_message(
        recipients=[document.drafted_by],
        event=f"document:{document.pk}:issued",
        title=f"{document.document_number}已印发并送达",
        body=f"《{document.title}》",
        url=document.get_absolute_url(),
    )


def notify_not_printed(document: Document, reason: str) -> None:
    """The number is taken, but the PDF cannot be made: before the office until it can, or the number is voided."""
    text = TodoText(
        title=f"{document.document_number}《{document.title}》没有制成正本",
        organization=city_bureau(),
        url=document.get_absolute_url(),
        detail=f"已试{document.render_attempts}次未成，文号保留。{reason.rstrip('。')}。",
    )
    settle_todos(DOCUMENT_ACTIONS["fail_rendering"], document, text)


def settle_recipient(action: Action, recipient: DocumentRecipient) -> None:
    """The unit has acknowledged or replied."""
    settle_todos(action, recipient.document, part=recipient.pk)


def ask_for_reply(document: Document, recipient: DocumentRecipient) -> None:
    """The unit owes a reply, until the end of the day the document names."""
    by = document.reply_by
    text = TodoText(
        title=f"{document.document_number}《{document.title}》",
        organization=recipient.organization,
        url=document.get_absolute_url(),
        detail=f"{document.series.issuer.name}要求回复：{recipient.organization.name}",
        due_at=clock.start_of_day(by + dt.timedelta(days=1)) if by else None,
    )
    ask(FREEZE, REPLY_TODO, document, text, part=recipient.pk)


def ask_to_countersign(document: Document, action: Action, asked: Countersignature, detail: str = "") -> None:
    """The asked unit owes an opinion on the text as it stands."""
    text = TodoText(
        title=f"{document.kind_label}《{document.title}》",
        organization=asked.organization,
        url=document.get_absolute_url(),
        detail=detail or f"{asked.asked_by.name}送{asked.organization.name}会签",
    )
    settle_todos(action, document, text, part=asked.organization_id)


def settle_countersigning(document: Document, action: Action, asked: Countersignature) -> None:
    """The asked unit has answered, or the request was withdrawn."""
    settle_todos(action, document, part=asked.organization_id)


def notify_countersigned(document: Document, asked: Countersignature) -> None:
    """Whoever asked learns the answer."""
    remark = asked.remark or "没有写意见。"
    send_message(
        recipients=[asked.asked_by],
        event=f"document:{document.pk}:countersigned:{asked.pk}:{document.version}:{asked.text_version}",
        title=f"{asked.organization.name}会签{asked.get_opinion_display()}",
        body=f"《{document.title}》：{remark}",
        url=document.get_absolute_url(),
    )


def _step(document: Document, *, detail: str = "", user: User | None = None) -> TodoText:
    return TodoText(
        title=f"{document.kind_label}《{document.title}》",
        organization=city_bureau(),
        url=document.get_absolute_url(),
        detail=detail,
        user=user,
    )
