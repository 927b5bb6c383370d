"""Screens of 文号与文种 in 系统管理: which office issues which kind of document under which number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from documents.models import DocumentKind, NumberSeries
from documents.numbering import series as documents_series
from documents.workflow import seals
from foundation.accounts.requests import AuthenticatedRequest, AuthenticatedView
from foundation.audit.selectors import history_of
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import DomainError
from foundation.organizations.models import Organization
from foundation.ui.forms import (
    BaseForm,
    LineField,
    OrganizationField,
    SegmentedField,
)
from foundation.ui.navigation import system_tabs

CONFIRMED = [("no", "已确认"), ("yes", "待市局确认")]


class SeriesForm(BaseForm):
    agency_code = LineField(label="机关代字", max_length=20, help_text="印在文号里，如“益应急发”。")
    issuer = OrganizationField(
        Organization.objects.filter(is_active=True, division_id="4309"), label="发文机关", help_text="落款用其全称。"
    )
    issuer_mark = LineField(label="发文机关标志", max_length=60, help_text="印在版头，文件带“文件”二字，信函不带。")
    form = SegmentedField(label="格式", choices=NumberSeries.Form.choices)
    basis = LineField(label="依据", max_length=200, required=False)
    needs_confirmation = SegmentedField(label="核对", choices=CONFIRMED)


class KindForm(BaseForm):
    label = LineField(label="名称", max_length=30)
    series = forms.ModelChoiceField(label="文号序列", queryset=NumberSeries.objects.all())
    basis = LineField(label="依据", max_length=200, required=False)
    needs_confirmation = SegmentedField(label="核对", choices=CONFIRMED)


class UpwardKindForm(KindForm):
    """The same of a kind that goes upward: to whom."""

    main_recipients = LineField(
        label="主送", max_length=60, help_text="一个上级机关，如“市人民政府”。依据：党政机关公文处理工作条例第十五条。"
    )
    copies_to = LineField(label="抄送", max_length=200, required=False, help_text="同时需要知道的上级机关，如“市委”。")
    field_order = ("label", "series", "main_recipients", "copies_to", "basis", "needs_confirmation")


class SeriesListView(AuthenticatedView):
    """``/system/series/``"""

    def get(self, request: AuthenticatedRequest) -> HttpResponse:
        require(request.user, "reference.manage")
        series = NumberSeries.objects.visible_to(request.user).select_related("issuer").order_by("form", "code")
        context = {
            "series": [(row, documents_series.numbers_this_year(row)) for row in series],
            "kinds": DocumentKind.objects.visible_to(request.user).select_related("series__issuer"),
            "year": clock.today().year,
            "standings": seals.standings(),
            "tabs": system_tabs(request),
        }
        return render(request, "documents/series.html", context)


class EditView(AuthenticatedView):
    """What both edit pages share."""

    heading = ""
    note = ""

    def form_class(self, row: Any) -> type[BaseForm]:
        raise NotImplementedError

    def row(self) -> Any:
        raise NotImplementedError

    def initial(self, row: Any) -> dict[str, Any]:
        raise NotImplementedError

    def store(self, row: Any, given: dict[str, Any]) -> Any:
        raise NotImplementedError

    def get(self, request: AuthenticatedRequest, code: str) -> HttpResponse:
        require(request.user, "reference.manage")
        row = self.row()
        initial = self.initial(row) | {"needs_confirmation": "yes" if row.needs_confirmation else "no"}
        return self._page(self.form_class(row)(initial=initial), row)

    def post(self, request: AuthenticatedRequest, code: str) -> HttpResponse:
        require(request.user, "reference.manage")
        row = self.row()
        form = self.form_class(row)(request.POST)
        if not form.is_valid():
            return self._page(form, row, 422)
        given = form.cleaned_data | {"needs_confirmation": form.cleaned_data["needs_confirmation"] == "yes"}
        try:
            self.store(row, given)
        except DomainError as error:
            form.add_domain_error(error)
            return self._page(form, self.row(), 422)
        messages.success(request, f"{self.heading}“{row}”已保存。已经取号的公文不变。")
        return HttpResponseRedirect(reverse("documents:series"))

    def _page(self, form: BaseForm, row: Any, status: int = 200) -> HttpResponse:
        context = {"form": form, "row": row, "heading": self.heading, "note": self.note, "history": history_of(row)}
        return render(self.request, "documents/series_form.html", context, status=status)


class SeriesView(EditView):
    """``/system/series/<code>/``"""

    heading = "文号序列"
    note = "已印发的公文不变，文稿随之更新。"

    def form_class(self, row: NumberSeries) -> type[BaseForm]:
        return SeriesForm

    def row(self) -> NumberSeries:
        return get_object_or_404(NumberSeries.objects.select_related("issuer"), pk=self.kwargs["code"])

    def initial(self, row: NumberSeries) -> dict[str, Any]:
        return {name: getattr(row, name) for name in ("agency_code", "issuer", "issuer_mark", "form", "basis")}

    def store(self, row: NumberSeries, given: dict[str, Any]) -> Any:
        return documents_series.change_series(user=self.request.user, series=row, **given)


class KindView(EditView):
    """``/system/series/kinds/<code>/``"""

    heading = "文种"
    note = "新起草的公文照新的办，已起草的不变。"

    def form_class(self, row: DocumentKind) -> type[BaseForm]:
        return UpwardKindForm if row.is_upward else KindForm

    def row(self) -> DocumentKind:
        return get_object_or_404(DocumentKind.objects.select_related("series"), pk=self.kwargs["code"])

    def initial(self, row: DocumentKind) -> dict[str, Any]:
        return {name: getattr(row, name) for name in ("label", "series", "main_recipients", "copies_to", "basis")}

    def store(self, row: DocumentKind, given: dict[str, Any]) -> Any:
        return documents_series.change_kind(user=self.request.user, kind=row, **given)
