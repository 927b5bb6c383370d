"""Confirm pages of numbers without a document: reserve one, void one; each calls one service."""

from __future__ import annotations

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse

from documents.actions import RESERVED_NUMBER_ACTIONS
from documents.models import NumberSeries, ReservedNumber
from documents.numbering import reservations
from foundation.accounts.requests import AuthenticatedView
from foundation.common import clock
from foundation.ui.actions import ActionForm, ActionView
from foundation.ui.confirm import Confirmation


class ReserveForm(ActionForm):
    """Which series and year, and what for."""

    series = forms.ModelChoiceField(
        label="文号序列", queryset=NumberSeries.objects.select_related("issuer"), empty_label="请选择"
    )
    year = forms.TypedChoiceField(label="文号年份", coerce=int, help_text="与成文日期同年。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this_year = clock.today().year
        series: Any = self.fields["series"]
        series.label_from_instance = lambda row: f"{row.agency_code}（{row.issuer.name}，{row.get_form_display()}）"
        years: Any = self.fields["year"]
        years.choices = [(year, f"{year}年") for year in (this_year, this_year - 1)]


class NumberView(AuthenticatedView, ActionView):
    """What both share: the actions, the register to return to."""

    table = RESERVED_NUMBER_ACTIONS

    def object_url(self) -> str:
        return reverse("documents:register")


class ReserveView(NumberView):
    code = "reserve"

    def get_object(self) -> None:
        return None

    def make_form(self, data: Any = None) -> ActionForm:
        return ReserveForm(data, action=self.action)

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title="预留文号",
            happens=["取这个序列的下一个文号，登记簿记为预留。", "印发同一序列、同一年份的公文时可以选用。"],
            undo="文号取出后不再收回；不用的写明理由作废，登记簿保留。",
            action="确认预留",
            back_url=self.object_url(),
            back_label="返回登记簿",
        )

    def act(self, form: Any) -> tuple[str, str]:
        given = form.cleaned_data
        reserved = reservations.reserve(
            user=self.request.user, series=given["series"], year=given["year"], reason=form.text
        )
        return f"已预留{reservations.written(reserved)}。", self.object_url()


class VoidReservedView(NumberView):
    code = "void_reserved"

    def get_object(self) -> ReservedNumber:
        rows = ReservedNumber.objects.visible_to(self.request.user).select_related("series")
        return get_object_or_404(rows, pk=self.kwargs["reserved"])

    def state_of(self, obj: ReservedNumber) -> str:
        return str(obj.state)

    def confirmation(self) -> Confirmation:
        reserved = self.object
        return Confirmation(
            title="作废预留文号",
            happens=[f"{reservations.written(reserved)}作废，登记簿保留文号和理由，不再使用。"],
            undo="不能恢复。",
            action="确认作废",
            back_url=self.object_url(),
            back_label="返回登记簿",
            scope=f"预留事由：{reserved.reason}",
            is_danger=True,
        )

    def act(self, form: Any) -> tuple[str, str]:
        reserved = reservations.void_reserved(user=self.request.user, reserved=self.object, reason=form.text)
        return f"{reservations.written(reserved)}已作废。", self.object_url()
