"""Screens of 文号与文种 in 系统管理: which office issues which kind of document under which number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from documents.actions import KIND_ACTIONS, SERIES_ACTIONS
from documents.models import DocumentKind, NumberSeries
from documents.numbering import series as documents_series
from documents.workflow import seals
from foundation.accounts.requests import AuthenticatedRequest, AuthenticatedView
from foundation.audit.selectors import history_of
from foundation.common import clock
from foundation.common.access import require
from foundation.organizations.models import Division, Organization
from foundation.ui.actions import ActionFormView
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
        Organization.objects.filter(is_active=True, division__level=Division.Level.CITY),
        label="发文机关",
        help_text="落款用其全称。",
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
        require(request.user, SERIES_ACTIONS["edit"].permission)
        series = NumberSeries.objects.visible_to(request.user).select_related("issuer").order_by("form", "code")
        context = {
            "series": [(row, documents_series.numbers_this_year(row)) for row in series],
            "kinds": DocumentKind.objects.visible_to(request.user).select_related("series__issuer"),
            "year": clock.today().year,
            "standings": seals.standings(),
            "tabs": system_tabs(request),
        }
        return render(request, "documents/series.html", context)


class EditView(AuthenticatedView, ActionFormView):
    """What both edit pages share."""

    code = "edit"
    template_name = "documents/series_form.html"
    heading = ""
    note = ""
    shown: tuple[str, ...] = ()

    def object_url(self) -> str:
        return reverse("documents:series")

    def initial(self) -> dict[str, Any]:
        values = {name: getattr(self.object, name) for name in self.shown}
        return values | {"needs_confirmation": "yes" if self.object.needs_confirmation else "no"}

    def store(self, given: dict[str, Any]) -> Any:
        """Call the service with the values of the form; returns the row."""
        raise NotImplementedError

    def act(self, form: BaseForm) -> tuple[str, str]:
        given = form.cleaned_data | {"needs_confirmation": form.cleaned_data["needs_confirmation"] == "yes"}
        return f"{self.heading}“{self.store(given)}”已保存。已经取号的公文不变。", self.object_url()

    def page_context(self) -> dict[str, Any]:
        row = self.object
        return {"row": row, "heading": self.heading, "note": self.note, "history": history_of(row)}


class SeriesView(EditView):
    """``/system/series/<code>/``"""

    table = SERIES_ACTIONS
    form_class = SeriesForm
    heading = "文号序列"
    note = "已印发的公文不变，文稿随之更新。"
    shown = ("agency_code", "issuer", "issuer_mark", "form", "basis")

    def get_object(self) -> NumberSeries:
        rows = NumberSeries.objects.visible_to(self.request.user).select_related("issuer")
        return get_object_or_404(rows, pk=self.kwargs["code"])

    def store(self, given: dict[str, Any]) -> NumberSeries:
        return documents_series.change_series(user=self.request.user, series=self.object, **given)


class KindView(EditView):
    """``/system/series/kinds/<code>/``"""

    table = KIND_ACTIONS
    heading = "文种"
    note = "新起草的公文照新的办，已起草的不变。"
    shown = ("label", "series", "main_recipients", "copies_to", "basis")

    def get_object(self) -> DocumentKind:
        rows = DocumentKind.objects.visible_to(self.request.user).select_related("series")
        return get_object_or_404(rows, pk=self.kwargs["code"])

    def make_form(self, data: Any = None) -> KindForm:
        form_class = UpwardKindForm if self.object.is_upward else KindForm
        return form_class(data, initial=self.initial())

    def store(self, given: dict[str, Any]) -> DocumentKind:
        return documents_series.change_kind(user=self.request.user, kind=self.object, **given)
