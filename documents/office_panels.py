"""会签 and 回复 on the document's page."""

from __future__ import annotations

from typing import Any

from documents.actions import (
    COUNTERSIGNATURE_ACTIONS,
    DOCUMENT_ACTIONS,
)
from documents.models import Countersignature, Document
from documents.workflow import replies, selectors
from foundation.accounts.models import User
from foundation.common import clock

PanelContext = tuple[str, dict[str, Any]]


def countersigning_panel(document: Document, user: User) -> PanelContext | None:
    """Units asked and what they answered, for the office and the unit asked; a way to ask while the text is open."""
    is_open = COUNTERSIGNATURE_ACTIONS["answer"].allows(document.status)
    rows = list(
        Countersignature.objects.visible_to(user)
        .filter(document=document)
        .select_related("organization", "answered_by", "asked_by")
    )
    may_ask = DOCUMENT_ACTIONS.is_available("ask_countersign", user, document, state=document.status)
    if not rows and not may_ask:
        return None
    answerable: frozenset[int] = frozenset()
    if is_open and document.drafted_by_id != user.pk and user.may("document.countersign"):
        answerable = user.scope_for("document.countersign").organization_ids
    lines = [
        (row, row.organization_id in answerable, may_ask and user.pk in (row.asked_by_id, document.drafted_by_id))
        for row in rows
    ]
    return "documents/_countersigning.html", {"document": document, "lines": lines, "may_ask": may_ask}


def replies_panel(document: Document, user: User) -> PanelContext | None:
    """Who must reply by when and who has; each unit sees its own."""
    if document.status not in Document.WITH_ORIGINAL:
        return None
    rows = list(
        selectors.recipients_seen_by(user)
        .filter(document=document, must_reply=True)
        .select_related("replied_by")
        .order_by("pk")
    )
    if not rows:
        return None
    mine = {row.pk for row in replies.may_reply_now(user, document)}
    is_late = document.reply_by is not None and clock.today() > document.reply_by
    files = selectors.files_of_rows(rows)
    lines = [(row, selectors.reply_files(row, files), row.pk in mine) for row in rows]
    waiting = sum(row.replied_at is None for row in rows)
    return "documents/_replies.html", {
        "document": document,
        "lines": lines,
        "is_late": is_late,
        "replied": len(rows) - waiting,
        "may_record_paper": document.status == Document.Status.ISSUED and user.may("document.reply_paper"),
        "may_remind": bool(waiting) and DOCUMENT_ACTIONS.is_available("remind", user, document, state=document.status),
    }
