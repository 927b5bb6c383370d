"""Columns of the number register."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from documents.register import book
from foundation.accounts.models import User
from foundation.common.text.date_format import full_day
from foundation.ui.columns import Column


def _of_document(read: Any) -> Any:
    return lambda row: read(row.document) if row.document else ""


def _person(user: User | None) -> str:
    return user.name if user else ""


def _drafter(row: Any) -> str:
    if row.document:
        return str(row.document.drafted_by.name)
    return f"{row.reserved.reserved_by.name}（预留）"


def _day(day: Any) -> str:
    return full_day(day) if day else ""


def _receipts(row: Any) -> str:
    return f"{row.acknowledged}/{row.asked}" if row.document and row.asked else ""


def _replies(row: Any) -> str:
    return f"{row.replied}/{row.to_reply}" if row.document and row.to_reply else ""


REGISTER_COLUMNS = (
    Column(
        "number",
        "文号",
        book.number_of,
        template="documents/register_line.html",
        sort=["series_id", "year", "number"],
        is_whole=True,
        is_fixed=True,
        phone="full",
    ),
    Column(
        "title",
        "标题",
        book.title_of,
        link=lambda row: reverse("documents:detail", args=[row.document_id]) if row.document_id else "",
        sort=["document__title"],
        is_fixed=True,
        phone="lead",
    ),
    Column("kind", "文种", _of_document(lambda d: d.kind_label), sort=["document__kind_label"], phone="label"),
    Column("main", "主送", _of_document(lambda d: d.content.get("main_recipients", "")), phone="none"),
    Column("copies", "抄送", _of_document(lambda d: d.copies_to), is_shown=False),
    Column("drafter", "拟稿", _drafter, template="documents/register_line.html", phone="none"),
    Column("reviewer", "核稿", _of_document(lambda d: _person(d.reviewed_by)), is_shown=False),
    Column(
        "signer",
        "签发",
        _of_document(lambda d: _person(d.signed_by)),
        template="documents/register_line.html",
        phone="none",
    ),
    Column(
        "dated_on",
        "成文日期",
        _of_document(lambda d: _day(d.dated_on)),
        template="documents/register_line.html",
        sort=["document__dated_on"],
        phone="label",
    ),
    Column(
        "printed_on",
        "印发日期",
        _of_document(lambda d: _day(d.printed_on)),
        template="documents/register_line.html",
        sort=["document__printed_on"],
        is_shown=False,
    ),
    Column("pages", "页数", _of_document(lambda d: d.pdf_pages), is_number=True, is_shown=False),
    Column("receipts", "签收/应签收", _receipts, phone="label"),
    Column("replies", "回复/应回复", _replies, phone="label"),
    Column(
        "state",
        "状态",
        lambda row: row.get_state_display(),
        template="documents/register_state.html",
        sort=["state"],
        is_fixed=True,
        phone="label",
    ),
    Column("note", "备注", book.note_of, is_shown=False),
)
