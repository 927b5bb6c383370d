"""Columns of the list of documents."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from documents.models import Document
from foundation.common.text.date_format import full_day
from foundation.ui.columns import Column


def _receipts(document: Any) -> str:
    return f"{document.acknowledged}/{document.asked}" if document.status == "issued" and document.asked else ""


def status_word(document: Document) -> str:
    """The state in a word; in the list, with what it was revoked by."""
    by = getattr(document, "revoked_by", "")
    return f"{document.state_label}（{by}）" if by else document.state_label


DOCUMENT_COLUMNS = (
    Column(
        "number",
        "发文字号",
        lambda row: row.document_number or "未取号",
        sort=["series_id", "number_year", "number"],
        is_whole=True,
        is_fixed=True,
        phone="full",
    ),
    Column(
        "title",
        "标题",
        lambda row: row.title,
        link=lambda row: reverse("documents:detail", args=[row.pk]),
        sort=["title"],
        is_fixed=True,
        phone="lead",
    ),
    Column("kind", "文种", lambda row: row.kind_label, sort=["kind_label"], phone="label"),
    Column("status", "状态", status_word, template="documents/list_state.html", sort=["status"], phone="label"),
    Column(
        "dated_on",
        "成文日期",
        lambda row: full_day(row.dated_on) if row.dated_on else "",
        sort=["dated_on"],
        is_whole=True,
        phone="none",
    ),
    Column(
        "printed_on",
        "印发日期",
        lambda row: full_day(row.printed_on) if row.printed_on else "",
        sort=["printed_on"],
        is_whole=True,
        phone="none",
    ),
    Column("receipts", "签收/应签收", _receipts, phone="label"),
    Column("drafter", "拟稿人", lambda row: row.drafted_by.name, is_whole=True, phone="none"),
    Column("signer", "签发人", lambda row: row.signed_by.name if row.signed_by else "", is_shown=False),
    Column("copies", "抄送", lambda row: row.copies_to, is_shown=False),
)
