"""发文登记簿: every number of every series, with or without a document, searched, filtered and exported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet, Value
from django.http import HttpResponseBase
from django.urls import reverse

from documents.filters import RegisterFilters
from documents.models import RegisterEntry
from documents.register import book
from documents.register.bulk_download import picking, why_not
from foundation.common.requests import PersonRequest
from foundation.common.text.date_format import full_day
from foundation.ui.columns import Column, Pick
from foundation.ui.lists import ListPage


def _of_document(read: Any) -> Any:
    return lambda row: read(row.document) if row.document else ""


def _person(user: Any) -> str:
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


class RegisterView(ListPage):
    """``/documents/register/``"""

    model = RegisterEntry
    act = "document.view"
    title, noun = "发文登记簿", "号"
    whole_export = "整本登记簿（全部栏目）"
    scope_words = "每个文号一行，预留和作废的也在其中"
    filterset_class = RegisterFilters
    default_order = ("series", "year", "number")
    template_name = "documents/register.html"
    columns = [
        Column(
            "number",
            "文号",
            book.number_of,
            template="documents/register_line.html",
            sort=["series", "year", "number"],
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
    ]

    def get(self, request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        book.require_keeper(request.user)
        return super().get(request, *args, **kwargs)

    def rows(self) -> QuerySet[RegisterEntry]:
        may_void = self.request.user.may("document.reserve_number")
        return book.entries_of(self.request.user).annotate(may_void=Value(may_void))

    def row_class(self, row: Any) -> str:
        return "is-muted" if row.state == "voided" else ""

    def empty_words(self) -> str:
        return "还没有取过文号。公文印发时取号，也可以先预留。"

    def pick_of(self, row: Any) -> Pick:
        if row.document is None:
            return Pick("", book.number_of(row), "没有公文")
        return Pick(str(row.document_id), book.number_of(row), why_not(row.document))

    def page_context(self) -> dict[str, Any]:
        user: Any = self.request.user
        may = {"may_reserve": user.may("document.reserve_number")}
        return may | picking(self.found, user, status="document__status")

    def export_rows(
        self, rows: QuerySet[RegisterEntry], shown: Sequence[Column]
    ) -> tuple[list[str], Iterator[list[Any]]]:
        """The whole book whatever columns the screen shows, as it is bound at the end of the year: days as days, and a
        column for the number of printed copies that is filled in by hand."""
        columns = {column.key: column for column in self.columns}
        head = ["序列", "年份", "序号", *(column.label for column in self.columns)]
        head.insert(head.index("页数") + 1, "份数")

        def lines() -> Iterator[list[Any]]:
            for row in rows.iterator(chunk_size=500):
                values = {key: column.value(row) for key, column in columns.items()}
                for key in ("dated_on", "printed_on"):
                    values[key] = getattr(row.document, key) if row.document else None
                line = [row.series.name, row.year, row.number, *values.values()]
                line.insert(head.index("份数"), None)
                yield line

        return head, lines()
