"""End a document that will not be issued. A number once taken is kept on the row and never used again."""

from __future__ import annotations

from django.db import transaction

from documents.actions import DOCUMENT_ACTIONS
from documents.models import Document
from documents.workflow import printing
from documents.workflow.base import (
    begin_system_transition,
    begin_transition,
    complete_transition,
    read_text,
    shortened,
)
from foundation.accounts.models import User
from foundation.common.errors import DomainError, ErrorCode
from foundation.worklist.action_todos import settle_todos

WITHDRAW, TAKE_DOWN, VOID = (DOCUMENT_ACTIONS[code] for code in ("withdraw", "take_down", "void"))


@transaction.atomic
def withdraw_draft(
    *, document: Document, reason: str, user: User | None = None, version: int | None = None
) -> Document:
    """End a document that has no number yet; without ``user`` a system act (the last decision left its letter).

    A person ends what is a draft: what others review or have signed must be returned first. Raises what
    ``begin_transition`` raises, ``DomainError`` ("reason_missing", "reason_too_long").
    """
    if user is None:
        action = TAKE_DOWN
        document = begin_system_transition(document, action)
    else:
        action = WITHDRAW
        reason = read_text(user=user, document=document, action=action, text=reason)
        document = begin_transition(user=user, document=document, action=action, version=version)
    document.return_reason = shortened(reason)
    document.signed_by = document.signed_at = document.dated_on = None
    document.sign_remark = ""
    complete_transition(user=user, document=document, action=action, message=f"作废文稿：{reason}")
    settle_todos(action, document)
    return document


@transaction.atomic
def void_number(*, user: User, document: Document, reason: str, version: int | None = None) -> Document:
    """Void a number whose document cannot be printed; the register keeps it with the reason.

    Raises what ``begin_transition`` raises, ``DomainError`` ("reason_missing", "reason_too_long", "still_printing"
    while nothing has gone wrong with it).
    """
    reason = read_text(user=user, document=document, action=VOID, text=reason)
    document = begin_transition(user=user, document=document, action=VOID, version=version)
    if not printing.is_stalled(document):
        raise DomainError(ErrorCode.STILL_PRINTING, "正在印制，还不能作废文号；印制不成的才作废。请稍候刷新再看。")
    document.return_reason = reason
    complete_transition(
        user=user,
        document=document,
        action=VOID,
        message=f"{document.document_number}作废：{document.return_reason}",
    )
    settle_todos(VOID, document)
    return document
