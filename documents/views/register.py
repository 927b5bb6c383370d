"""发文登记簿: every number of every series, with or without a document, searched, filtered and exported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.http import HttpResponseBase

from documents.filters import RegisterFilters
from documents.models import RegisterEntry
from documents.register import book
from documents.register.bulk_download import picking, why_not
from documents.register.tables import REGISTER_COLUMNS
from foundation.accounts.requests import AuthenticatedView
from foundation.common.requests import PersonRequest
from foundation.ui.columns import Column, Pick
from foundation.ui.lists import ListPage


class RegisterView(AuthenticatedView, ListPage):
    """``/documents/register/``"""

    model = RegisterEntry
    act = "document.view"
    title, noun = "发文登记簿", "号"
    full_export = "整本登记簿（全部栏目）"
    scope_words = "每个文号一行，预留和作废的也在其中"
    filterset_class = RegisterFilters
    default_order = ("series_id", "year", "number")
    is_keyed = True
    template_name = "documents/register.html"
    columns = REGISTER_COLUMNS

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
        user = self.request.user
        may = {"may_reserve": user.may("document.reserve_number")}
        return may | picking(self.found, user, issued=Q(state__in=book.WITH_ORIGINAL))

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
