"""End a document that will not be issued. A number once taken is kept on the row and never used again."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from documents.models import Document
from documents.transitions import DOCUMENT_TRANSITIONS
from documents.workflow import printing, todos
from documents.workflow.base import begin_transition, complete_transition, lock
from foundation.common.errors import DomainError, ErrorCode


@transaction.atomic
def withdraw_draft(*, document: Document, reason: str, user: Any = None, version: int | None = None) -> Document:
    """End a document that has no number yet; without ``user`` a system act (the last decision left its letter).

    A person ends what is a draft: what others review or have signed must be returned first. Raises what ``begin``
    raises.
    """
    if user is None:
        document = lock(document.pk)
        document.status = DOCUMENT_TRANSITIONS.target(act="take_down", current=document.status)
    else:
        document = begin_transition(
            user=user, document=document, act="withdraw", permission="document.draft", version=version
        )
    document.return_reason = reason[:500]
    document.signed_by = document.signed_at = document.dated_on = None
    document.sign_remark = ""
    complete_transition(
        user=user, document=document, act="document.withdraw", moved="withdrawn", message=f"撤回文稿：{reason}"
    )
    todos.close_all(document, user)
    return document


@transaction.atomic
def void_number(*, user: Any, document: Document, reason: str, version: int | None = None) -> Document:
    """Void a number whose document cannot be printed; the register keeps it with the reason.

    Raises what ``begin`` raises, ``DomainError`` ("reason", "still_printing" while nothing has gone wrong with it).
    """
    if not reason.strip():
        raise DomainError(
            ErrorCode.REASON_MISSING, "请写作废理由，登记簿里要写明。", {"reason": "请写作废理由，登记簿里要写明。"}
        )
    document = begin_transition(
        user=user, document=document, act="void_number", permission="document.issue", version=version
    )
    if not printing.is_stuck(document):
        raise DomainError(ErrorCode.STILL_PRINTING, "正在印制，还不能作废文号；印制不成的才作废。请稍候刷新再看。")
    document.return_reason = reason.strip()[:500]
    complete_transition(
        user=user,
        document=document,
        act="document.void_number",
        moved="voided",
        message=f"{document.document_number}作废：{document.return_reason}",
    )
    todos.close_all(document, user)
    return document
