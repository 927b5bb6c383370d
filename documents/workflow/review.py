"""Submit a document for review, pass it, return it, or take it back to drafting when its facts have moved."""

from __future__ import annotations

from django.db import transaction

from documents.actions import DOCUMENT_ACTIONS
from documents.content.builder import content_of, require_typesettable
from documents.models import Document
from documents.workflow import todos
from documents.workflow.base import (
    begin_system_transition,
    begin_transition,
    complete_transition,
    read_text,
    shortened,
)
from foundation.accounts.models import User
from foundation.common import clock
from foundation.common.errors import DomainError, ErrorCode

SUBMIT, PASS, RETURN, REOPEN = (DOCUMENT_ACTIONS[code] for code in ("submit", "pass", "return", "reopen"))


@transaction.atomic
def submit(*, user: User, document: Document, version: int | None = None) -> Document:
    """Send a draft to the reviewer; every character is checked once more before."""
    document = begin_transition(user=user, document=document, action=SUBMIT, version=version)
    content = content_of(document)
    require_typesettable(content)
    # An upward document goes to organs that are not units of the portal; it names them in 主送.
    if not document.recipients.exists() and not (content.signer and content.main_recipients):
        raise DomainError(ErrorCode.RECIPIENTS, "还没有收文单位，请先填主送或被通报单位。")
    document.submitted_at = clock.now()
    _clear_approval(document)
    document.return_reason = ""
    complete_transition(user=user, document=document, action=SUBMIT, message="送审。")
    todos.ask_for_next_step(document, SUBMIT)
    return document


@transaction.atomic
def pass_review(*, user: User, document: Document, version: int | None = None, remark: str = "") -> Document:
    """Pass the review; the document then waits for the leader's signature. The drafter cannot review."""
    remark = read_text(user=user, document=document, action=PASS, text=remark)
    document = begin_transition(user=user, document=document, action=PASS, version=version)
    if document.drafted_by_id == user.pk:
        raise DomainError(ErrorCode.SAME_PERSON, "拟稿人不能核自己的稿，请由其他核稿人办理。")
    if document.reviewed_at is not None:
        raise DomainError(ErrorCode.WRONG_STATE, "已经核稿通过，正在等待签发。")
    document.reviewed_by, document.reviewed_at = user, clock.now()
    document.review_remark = remark
    complete_transition(
        user=user,
        document=document,
        action=PASS,
        message=f"核稿通过。{remark}",
        data={"remark": remark},
    )
    todos.ask_for_next_step(document, PASS)
    return document


@transaction.atomic
def return_(*, user: User, document: Document, version: int | None = None, reason: str) -> Document:
    """Return the document to its drafter with a reason; a signature given before is void."""
    reason = read_text(user=user, document=document, action=RETURN, text=reason)
    document = begin_transition(user=user, document=document, action=RETURN, version=version)
    _clear_approval(document)
    document.return_reason = reason
    complete_transition(
        user=user,
        document=document,
        action=RETURN,
        message=f"退回修改：{document.return_reason}",
        data={"reason": document.return_reason},
    )
    todos.ask_for_correction(document, RETURN)
    return document


@transaction.atomic
def reopen(*, document: Document, reason: str) -> Document:
    """Take a document that is not issued back to drafting because its facts have changed. A system act.

    The signature becomes void; drafter, reviewer and signer are notified. ``reason`` is a Chinese sentence.
    """
    document = begin_system_transition(document, REOPEN)
    people = [
        person for person in (document.drafted_by, document.reviewed_by, document.signed_by) if person is not None
    ]
    _clear_approval(document)
    document.submitted_at = None
    document.return_reason = shortened(reason)
    complete_transition(user=None, document=document, action=REOPEN, message=f"回到起草：{reason}")
    todos.notify_reopened(document, REOPEN, people, reason)
    return document


def _clear_approval(document: Document) -> None:
    document.reviewed_by = document.reviewed_at = None
    document.signed_by = document.signed_at = document.dated_on = None
    document.review_remark = document.sign_remark = ""
