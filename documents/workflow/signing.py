"""Sign a document: fixes its content and 成文日期."""

from __future__ import annotations

from django.db import transaction

from documents.actions import DOCUMENT_ACTIONS
from documents.models import Document
from documents.workflow import todos
from documents.workflow.base import begin_transition, complete_transition, read_text
from foundation.accounts.models import User
from foundation.common import clock
from foundation.common.errors import DomainError, ErrorCode

SIGN = DOCUMENT_ACTIONS["sign"]
NOT_YOURS = "签发要由局领导办理，起草人不能签发自己起草的公文。"


@transaction.atomic
def sign(*, user: User, document: Document, version: int | None = None, remark: str = "") -> Document:
    """Sign a reviewed document; its 成文日期 is the day of signing (reading 33: also the year of its number).

    Raises ``DomainError``: ``reason_too_long``, ``same_person`` for the drafter, ``not_reviewed`` before the review.
    """
    remark = read_text(user=user, document=document, action=SIGN, text=remark, message=NOT_YOURS)
    document = begin_transition(
        user=user,
        document=document,
        action=SIGN,
        version=version,
        message=NOT_YOURS,
    )
    if document.drafted_by_id == user.pk:
        raise DomainError(ErrorCode.SAME_PERSON, NOT_YOURS)
    if document.reviewed_at is None:
        raise DomainError(ErrorCode.NOT_REVIEWED, "还没有核稿通过，核稿后才能签发。")
    document.signed_by, document.signed_at, document.dated_on = user, clock.now(), clock.today()
    document.sign_remark = remark
    complete_transition(
        user=user,
        document=document,
        action=SIGN,
        message=f"签发。{remark}",
        data={"remark": remark, "dated_on": document.dated_on.isoformat()},
    )
    todos.ask_for_next_step(document, SIGN)
    return document
