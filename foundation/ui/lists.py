"""The list every app's rows are shown with: filters in the address, chips, totals, sort, columns, pages, export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render

from foundation.common.errors import NotPermitted
from foundation.common.paging import KeyedPaginator
from foundation.common.requests import PersonRequest, PersonView
from foundation.ui import (
    columns,
    exports,
    filters,
    saved_views,
)
from foundation.ui.columns import Column, Pick

PAGE_SIZE = 50
#: What every list's address may say besides its filters.
_OWN_PARAMETERS = frozenset({"sort", "cols"})


class ListPage(PersonView):
    """A list. A subclass gives::

        model = Accident                    # rows come from model.objects.visible_to(user)
        act = "accident.view"               # row of the role table; without it the page is 403
        title, noun = "事故", "起"           # heading; counting word of “共 124 起”
        filterset_class = AccidentFilters   # a BaseFilterSet
        columns = [Column(...), ...]
        default_order = ["-occurred_at"]
        template_name = "accidents/list.html"   # extends components/list_page.html; may be left out

    and may override ``rows`` (select_related), ``totals`` (words after the count) or ``summary`` (both), ``is_keyed``
    (a long list: the keys of a page are found before its rows), ``most_counted`` (a list of millions: no more rows are
    counted and paged through, and the page says so), ``empty_words``, ``export_rows`` with ``full_export``,
    ``row_class``, ``pick_of`` (rows can be selected), ``page_context``, which finds the filtered rows in ``found``,
    ``more_parameters`` (names in the address that narrow the rows and are no filters), ``tab_filter`` (the filter that
    tabs over the list set: a tab without rows says ``empty_words``).

    Address: the filters' names, ``sort=-deaths``, ``cols=name&cols=deaths``, ``page=2``, ``export=xlsx|csv``,
    ``view=12`` (a view the person saved: leads to its address), ``pick=12&pick=14`` or ``selected=page`` (rows that are
    selected when the page opens). A filter that cannot be read shows no rows and its message, never the unfiltered
    list.

    An export has the filtered rows in the order of the screen, with the columns shown. A list with a form of its own (a
    register to be bound, a sheet to be read in again) names it in ``full_export`` and gives it by ``export_rows``; then
    ``export=xlsx|csv`` is that form, and ``export=shown-xlsx|shown-csv`` the columns shown.
    """

    model: type[models.Model]
    act: str = ""
    export_act: str = ""
    title: str = ""
    scope_words: str = ""
    noun: str = "条"
    filterset_class: type[filters.BaseFilterSet] | None = None
    columns: Sequence[Column] = ()
    default_order: Sequence[str] = ()
    more_parameters: Sequence[str] = ()
    full_export: str = ""
    tab_filter: str = ""
    template_name: str = "components/list_page.html"
    page_size: int = PAGE_SIZE
    most_counted: int = 0
    is_keyed: bool = False
    found: models.QuerySet[Any]
    filterset: filters.BaseFilterSet | None = None

    def rows(self) -> models.QuerySet[Any]:
        """All rows the person may see."""
        return self.model._default_manager.visible_to(self.request.user)  # type: ignore[attr-defined]

    def summary(self, rows: models.QuerySet[Any]) -> tuple[int, str]:
        """The number of the filtered rows and the words after it; one statement where a list has both from one."""
        counted = rows.order_by().values("pk")[: self.most_counted + 1] if self.most_counted else rows
        count = counted.count()
        return count, self.totals(rows) if count else ""

    def totals(self, rows: models.QuerySet[Any]) -> str:
        """Words after the count (死亡 131 人，损失 5,847 万元), from one aggregate over the filtered rows."""
        return ""

    def empty_words(self) -> str:
        """The sentence of an empty list that is not filtered, or only by its tab."""
        return f"还没有{self.title}。"

    def export_rows(self, rows: models.QuerySet[Any], shown: Sequence[Column]) -> tuple[list[str], Iterator[list[Any]]]:
        """Header and rows of ``export=xlsx|csv``; by default the plain values of the shown columns."""
        return self.shown_rows(rows, shown)

    def shown_rows(self, rows: models.QuerySet[Any], shown: Sequence[Column]) -> tuple[list[str], Iterator[list[Any]]]:
        """Header and rows of the shown columns as plain values."""
        return [column.label for column in shown], (
            [column.value(row) for column in shown] for row in rows.iterator(chunk_size=1000)
        )

    def row_class(self, row: Any) -> str:
        """A class for the row: ``is-muted`` for what no longer counts."""
        return ""

    def pick_of(self, row: Any) -> Pick | None:
        """The row's check box; it belongs to the form ``picks`` of the list's own template. None: the list has none."""
        return None

    def page_context(self) -> dict[str, Any]:
        """What the list's own template needs besides."""
        return {}

    def get(self, request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if self.act and not user.may(self.act):
            raise NotPermitted("您的角色不看这个列表。")
        asked = request.GET
        if "view" in asked:
            return self._open_view(asked["view"])
        filtered, form = self._filtered(self.rows(), asked)
        ordering, sorted_by = columns.order_by(self.columns, asked.get("sort", ""), self.default_order)
        filtered = filtered.order_by(*ordering)
        shown = columns.chosen(self.columns, asked.getlist("cols"))
        is_valid = form is None or form.is_valid()
        if is_valid and asked.get("export") in ("xlsx", "csv", "shown-xlsx", "shown-csv"):
            return self._export(filtered, shown, form, asked["export"])
        return self._page(filtered, shown, form, is_valid, sorted_by)

    def post(self, request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Begin the export of the address that is too large for one answer; its GET shows the confirm page."""
        if "export" not in request.GET:
            return self.http_method_not_allowed(request)
        return self.get(request, *args, **kwargs)

    @classmethod
    def known_parameters(cls) -> set[str]:
        """Every name that the address of this list may carry; nothing else goes into a saved view."""
        own = set(cls.filterset_class.base_filters) if cls.filterset_class else set()
        return own | _OWN_PARAMETERS | set(cls.more_parameters)

    def _list_name(self) -> str:
        """The address name under which views of this list are kept; empty for a page that has none."""
        match = self.request.resolver_match
        name = match.view_name if match and match.url_name else ""
        return name if name and saved_views.class_of_list(name) is type(self) else ""

    def _open_view(self, key: str) -> HttpResponse:
        """Lead to the address of a saved view; what of it does not exist any more is left out, with a word."""
        mine = saved_views.views_of(self.request.user, self._list_name())
        view = next((view for view in mine if str(view.pk) == key), None)
        if view is None:
            raise Http404
        parameters = QueryDict(view.query, mutable=True)
        if lost := self._drop_what_is_gone(parameters):
            words = f"视图“{view.name}”里的{'、'.join(lost)}现在已没有，下面按其余条件列出。"
            messages.warning(self.request, f"{words}要长期使用，请按现在的条件另存一个。")
        return redirect(f"{self.request.path}?{parameters.urlencode()}" if parameters else self.request.path)

    def _drop_what_is_gone(self, parameters: QueryDict) -> list[str]:
        """Take out of ``parameters`` what this list cannot read any more; returns what that was, in words."""
        lost = []
        for name in set(parameters) - self.known_parameters():
            del parameters[name]
            lost.append("一项筛选")
        _, form = self._filtered(self.rows(), parameters)
        if form is not None and not form.is_valid():
            for name in [name for name in form.errors if name in parameters]:
                lost.append(f"筛选“{form.fields[name].label}”")
                del parameters[name]
        keys = {column.key: column for column in self.columns}
        sort = keys.get(parameters.get("sort", "").removeprefix("-"))
        if "sort" in parameters and (sort is None or not sort.sort):
            del parameters["sort"]
            lost.append("排序")
        if "cols" in parameters and not set(parameters.getlist("cols")) <= set(keys):
            parameters.setlist("cols", [key for key in parameters.getlist("cols") if key in keys])
            lost.append("一列")
        return sorted(lost)

    def _filtered(self, rows: models.QuerySet[Any], asked: QueryDict) -> tuple[models.QuerySet[Any], Any]:
        if self.filterset_class is None:
            return rows, None
        self.filterset = filterset = self.filterset_class(asked, queryset=rows, request=self.request)
        form = filterset.form
        return (filterset.qs if form.is_valid() else rows.none()), form

    def _page(
        self,
        rows: models.QuerySet[Any],
        shown: list[Column],
        form: Any,
        is_valid: bool,
        sorted_by: str,
    ) -> HttpResponse:
        self.found = rows
        count, totals = self.summary(rows)
        noun = self.noun
        if self.most_counted and count > self.most_counted:
            count, noun = self.most_counted, f"{noun}以上"
            totals = f"只列出前 {count:,} {self.noun}，请用筛选缩小范围"
        page = self._paginator(rows, count).get_page(self.request.GET.get("page"))
        chips = filters.chips_of(form, self.request.GET) if form is not None and is_valid else []
        list_name = self._list_name()
        present = saved_views.canonical(self.request.GET, self.known_parameters())
        context = {
            "view": self,
            "title": self.title,
            "scope_words": self.scope_words,
            "noun": noun,
            "form": form,
            "chips": chips,
            "is_narrowed": any(chip.name != self.tab_filter for chip in chips),
            "is_valid": is_valid,
            "page": page,
            "page_numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)),
            "table": [(self.row_class(row), self._pick(row), columns.cells_of(row, shown)) for row in page],
            "heads": [_head(column, sorted_by) for column in shown],
            "columns": [(column, column in shown) for column in self.columns],
            "has_column_choice": any(not column.is_fixed for column in self.columns),
            "kept": _kept(self.request, {"cols", "page", "export", "pick", "selected"}),
            "kept_view": _kept_view(self.request),
            "totals": totals,
            "empty_words": self.empty_words(),
            "list_name": list_name,
            "present_query": present,
            "saved_views": saved_views.offered(self.request.user, list_name, present),
            "may_export": not self.export_act or self.request.user.may(self.export_act),
        } | self.page_context()
        return render(self.request, self.template_name, context, status=200 if is_valid else 422)

    def _paginator(self, rows: models.QuerySet[Any], count: int) -> Paginator[Any]:
        if self.is_keyed:
            return KeyedPaginator(rows, self.page_size, count=count)
        paginator: Paginator[Any] = Paginator(rows, self.page_size)
        paginator.count = count
        return paginator

    def _pick(self, row: Any) -> Pick | None:
        pick = self.pick_of(row)
        if pick is None or pick.why_not:
            return pick
        asked = self.request.GET
        return replace(pick, is_selected=asked.get("selected") == "page" or pick.key in asked.getlist("pick"))

    def _export(self, rows: models.QuerySet[Any], shown: list[Column], form: Any, kind: str) -> HttpResponseBase:
        if self.export_act and not self.request.user.may(self.export_act):
            raise NotPermitted("您的角色不能导出这个列表。")
        is_shown = kind.startswith("shown-")
        header, lines = self.shown_rows(rows, shown) if is_shown else self.export_rows(rows, shown)
        set_filters = filters.chips_of(form, self.request.GET) if form is not None else []
        note = "；".join(f"{chip.label}：{chip.value}" for chip in set_filters) or "未设筛选"
        export = exports.Export(self.title, kind.removeprefix("shown-"), header, lines, f"筛选：{note}")
        return self.deliver(export, rows)

    def deliver(self, export: exports.Export, rows: models.QuerySet[Any]) -> HttpResponseBase:
        """Answer with the file of ``rows``, or begin to make it in the background when there are very many."""
        count = rows.order_by().values("pk")[: exports.MOST_ROWS_AT_ONCE + 1].count()
        if count > exports.MOST_ROWS_AT_ONCE:
            count = rows.order_by().count()
        return exports.deliver(self.request, self._list_name(), export, count)


def _head(column: Column, sorted_by: str) -> dict[str, Any]:
    """The head of a column: the next sort when pressed, and how it is sorted now."""
    now = {column.key: "ascending", f"-{column.key}": "descending"}.get(sorted_by, "")
    # The first press on a number shows the largest, on words the first of the alphabet.
    first, second = (f"-{column.key}", column.key) if column.is_number else (column.key, f"-{column.key}")
    return {"column": column, "aria": now, "next": second if sorted_by == first else first}


def _kept(request: HttpRequest, without: set[str]) -> list[tuple[str, str]]:
    """The parameters of the address that a form must carry along."""
    return [(name, value) for name, values in request.GET.lists() if name not in without for value in values]


def _kept_view(request: HttpRequest) -> list[tuple[str, str]]:
    """What the filter form carries along: sort and columns."""
    return [(name, value) for name in ("sort", "cols") for value in request.GET.getlist(name) if value]
