"""Confirm pages of 会签: ask a unit, answer for it, take the request back; each calls one service."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from documents.models import Countersignature
from documents.views.actions import ActForm, DocumentActView
from documents.workflow import countersigning
from documents.workflow.selectors import within_reach
from foundation.organizations.models import Organization
from foundation.ui.confirm import Confirmation
from foundation.ui.forms import OrganizationField, SegmentedField, TextField

_WHO = "可输名称或拼音首字母。只列有人能在系统里会签的科室和成员单位；没有的请系统管理员开通，或在纸上会签。"


class AskForm(ActForm):
    """Which unit."""

    organization = OrganizationField(Organization.objects.none(), label="会签单位", help_text=_WHO)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["organization"]
        chosen.queryset = units


class AskView(DocumentActView):
    """``/documents/<pk>/countersign/ask/``"""

    permission = "document.draft"

    def make_form(self, data: Any = None) -> ActForm:
        initial = {"version": self.document.version}
        return AskForm(data, initial=initial, units=countersigning.units_to_ask(self.document))

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title="送会签",
            happens=["会签单位看到文稿，收到待办。", "答复同意之前不能签发；文稿再改的，要重新会签。"],
            told=["会签单位"],
            undo="签发之前可以撤回。",
            action="确认送会签",
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        given = form.cleaned_data
        countersigning.ask(
            user=self.user, document=self.document, organization=given["organization"], version=given["version"]
        )
        return f"已送{given['organization'].name}会签。", self.page


class CountersignatureView(DocumentActView):
    """An act on one request, which is not there for whoever may not do this act for the unit asked."""

    @property
    def asked(self) -> Countersignature:
        rows = within_reach(Countersignature.objects.visible_to(self.user), self.user, self.permission)
        found = rows.select_related("organization", "document", "asked_by")
        return get_object_or_404(found, pk=self.kwargs["asked"], document=self.document)


class AnswerForm(ActForm):
    """The opinion, and its words."""

    opinion = SegmentedField(label="意见", choices=[("agreed", "同意"), ("objected", "不同意")])
    remark = TextField(label="会签意见", help_text="不同意的须写明。", required=False, max_length=500, rows=3)


class AnswerView(CountersignatureView):
    """``/documents/<pk>/countersign/<asked>/``"""

    permission = "document.countersign"

    def make_form(self, data: Any = None) -> ActForm:
        asked = self.asked
        initial = {"version": self.document.version, "opinion": asked.opinion or "agreed", "remark": asked.remark}
        return AnswerForm(data, initial=initial)

    def confirmation(self) -> Confirmation:
        asked = self.asked
        return Confirmation(
            title="会签",
            happens=[
                f"以{asked.organization.name}名义会签，意见和时间记入发文稿纸。",
                "不同意的，公文不能签发，退拟稿人修改。",
            ],
            told=[asked.asked_by.name],
            undo="签发之前可以改签；文稿再改的，会重新请您会签。",
            action="确认会签",
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        given = form.cleaned_data
        asked = countersigning.answer(
            user=self.user,
            asked=self.asked,
            agrees=given["opinion"] == "agreed",
            remark=given["remark"],
            version=given["version"],
        )
        return f"{asked.organization.name}已会签：{asked.get_opinion_display()}。", self.page


class WithdrawView(CountersignatureView):
    """``/documents/<pk>/countersign/<asked>/withdraw/``"""

    permission = "document.draft"
    asks = "撤回理由"

    def confirmation(self) -> Confirmation:
        asked = self.asked
        return Confirmation(
            title="撤回会签",
            happens=[f"不再请{asked.organization.name}会签，其待办取消，签发不再等其意见。"],
            told=[],
            undo="需要时可以再送。",
            action="确认撤回",
            is_danger=True,
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        asked = self.asked
        countersigning.withdraw(user=self.user, asked=asked, reason=form.cleaned_data["reason"])
        return f"已撤回{asked.organization.name}会签。", self.page
