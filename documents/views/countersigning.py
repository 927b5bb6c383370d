"""Confirm pages of 会签: ask a unit, answer for it, take the request back; each calls one service."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from documents.actions import COUNTERSIGNATURE_ACTIONS
from documents.models import Countersignature, Document
from documents.views.actions import DocumentActionView
from documents.views.files import visible_document
from documents.workflow import countersigning
from documents.workflow.selectors import within_reach
from foundation.organizations.models import Organization
from foundation.ui.actions import ActionForm
from foundation.ui.confirm import Confirmation
from foundation.ui.forms import OrganizationField, SegmentedField

_WHO = "可输名称或拼音首字母。只列有人能在系统里会签的科室和成员单位；没有的请系统管理员开通，或在纸上会签。"


class AskForm(ActionForm):
    """Which unit."""

    organization = OrganizationField(Organization.objects.none(), label="会签单位", help_text=_WHO)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["organization"]
        chosen.queryset = units


class AskView(DocumentActionView):
    """``/documents/<pk>/countersign/ask/``"""

    code = "ask_countersign"

    written_fields = ("organization",)

    def make_form(self, data: Any = None) -> ActionForm:
        units = countersigning.units_to_ask(self.document)
        return AskForm(data, action=self.action, version=self.document.version, units=units)

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title="送会签",
            happens=["会签单位看到文稿，收到待办。", "答复同意之前不能签发；文稿再改的，要重新会签。"],
            notified=["会签单位"],
            undo="签发之前可以撤回。",
            action="确认送会签",
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        given = form.cleaned_data
        countersigning.ask(
            user=self.user, document=self.document, organization=given["organization"], version=form.version_read
        )
        return f"已送{given['organization'].name}会签。", self.object_url()


class CountersignatureView(DocumentActionView):
    """An action on one request, which is not there for whoever may not do it for the unit asked."""

    table = COUNTERSIGNATURE_ACTIONS

    def get_object(self) -> Countersignature:
        document = visible_document(self.user, self.kwargs["pk"])
        rows = within_reach(Countersignature.objects.visible_to(self.user), self.user, self.action.permission)
        found = rows.select_related("organization", "document", "asked_by")
        return get_object_or_404(found, pk=self.kwargs["asked"], document=document)

    def state_of(self, obj: Countersignature) -> str:
        return str(obj.document.status)

    @property
    def asked(self) -> Countersignature:
        """The request that the page is about."""
        asked: Countersignature = self.object
        return asked

    @property
    def document(self) -> Document:
        return self.asked.document


class AnswerForm(ActionForm):
    """The opinion, and its words."""

    opinion = SegmentedField(label="意见", choices=[("agreed", "同意"), ("objected", "不同意")])


class AnswerView(CountersignatureView):
    """``/documents/<pk>/countersign/<asked>/``"""

    code = "answer"

    def make_form(self, data: Any = None) -> ActionForm:
        initial = {"opinion": self.asked.opinion or "agreed", "remark": self.asked.remark}
        return AnswerForm(data, action=self.action, version=self.document.version, initial=initial)

    def confirmation(self) -> Confirmation:
        asked = self.asked
        return Confirmation(
            title="会签",
            happens=[
                f"以{asked.organization.name}名义会签，意见和时间记入发文稿纸。",
                "不同意的，公文不能签发，退拟稿人修改。",
            ],
            notified=[asked.asked_by.name],
            undo="签发之前可以改签；文稿再改的，会重新请您会签。",
            action="确认会签",
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        asked = countersigning.answer(
            user=self.user,
            asked=self.asked,
            agrees=form.cleaned_data["opinion"] == "agreed",
            remark=form.text,
            version=form.version_read,
        )
        return f"{asked.organization.name}已会签：{asked.get_opinion_display()}。", self.object_url()


class WithdrawView(CountersignatureView):
    """``/documents/<pk>/countersign/<asked>/withdraw/``"""

    code = "withdraw"

    def confirmation(self) -> Confirmation:
        asked = self.asked
        return Confirmation(
            title="撤回会签",
            happens=[f"不再请{asked.organization.name}会签，其待办取消，签发不再等其意见。"],
            undo="需要时可以再送。",
            action="确认撤回",
            **self.common(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        asked = self.asked
        countersigning.withdraw(user=self.user, asked=asked, reason=form.text)
        return f"已撤回{asked.organization.name}会签。", self.object_url()
