"""The words beside the buttons of a document's page: what still stands against the next step, or what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from documents.models import Document
from foundation.common.errors import DomainError
from foundation.common.text import date_format

_BY_STATUS = {
    Document.Status.SIGNED: "已签发，待印发取号。",
    Document.Status.ISSUING: "文号已取，正本制成后送达。",
    Document.Status.VOIDED: "已作废，留作备查。",
}


@dataclass(frozen=True)
class BarWord:
    """One remark; ``tone`` is warn, ok or nothing."""

    text: str
    tone: str = ""
    is_obstacle: bool = False


def bar_words(
    document: Document,
    *,
    obstacles: Sequence[str],
    is_edited: bool,
    is_unsaved: bool,
    refusal: DomainError | None,
    receipts: Sequence[Any],
    replies: Sequence[Any],
) -> list[BarWord]:
    """Say every obstacle; without one what is unsaved or cannot be printed; else what follows from the status.

    ``receipts`` and ``replies`` are the rows that the person of the page may still sign for or answer.
    """
    if obstacles:
        return [BarWord(obstacle, "warn", is_obstacle=True) for obstacle in obstacles]
    if is_unsaved:
        return [BarWord("改动还没有保存。", "warn")]
    if is_edited:
        return [BarWord(refusal.message, "warn") if refusal else BarWord("✓ 字符均能排印", "ok")]
    return [BarWord(words)] if (words := _of_status(document, receipts, replies)) else []


def _of_status(document: Document, receipts: Sequence[Any], replies: Sequence[Any]) -> str:
    if document.status == Document.Status.IN_REVIEW:
        return "核稿已通过，待局领导签发。" if document.reviewed_at else "待核稿。"
    if document.status != Document.Status.ISSUED:
        return _BY_STATUS.get(Document.Status(document.status), "")
    if receipts:
        return "签收后期限自次日起算。"
    if replies:
        return f"请于{date_format.full_day(document.reply_by)}前回复。" if document.reply_by else "请回复。"
    return "正本已封存，不能改动。"
