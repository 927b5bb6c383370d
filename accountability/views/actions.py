"""Confirm pages: each act says beforehand what will happen, whom it reaches, and whether it can be undone."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from accountability.decisions import selectors, services
from accountability.forms import ProvinceForm, VersionedReasonForm
from accountability.letters import veto_approval
from accountability.models import Decision, FollowUpLetter
from accountability.views.letter_forms import ApprovalForm
from foundation.common.access import require
from foundation.ui.confirm import Confirmation, ConfirmView
from foundation.ui.forms import BaseForm


class DecisionAct(LoginRequiredMixin, ConfirmView):
    """An act on one decision the user may see and has the right to; the version the page was loaded with goes along."""

    permission = ""
    reason_label = "理由"
    reason_help = ""
    reason_required = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            require(request.user, self.permission, on=self.decision)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def decision(self) -> Decision:
        return get_object_or_404(selectors.decisions_for(self.request.user), pk=self.kwargs["pk"])

    @property
    def scope(self) -> str:
        return self.decision.reasoning

    def make_form(self, data: Any = None) -> BaseForm | None:
        return VersionedReasonForm(
            data,
            initial={"version": self.decision.version},
            label=self.reason_label,
            help_text=self.reason_help,
            required=self.reason_required,
        )


class Approve(DecisionAct):
    """同意，转起草."""

    permission = "decision.approve"
    reason_label, reason_required = "批示", False

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title=f"同意{self.decision}，转起草",
            scope=self.scope,
            happens=[
                "记下您同意处理的时间和批示。",
                "市局经办人的工作台出现起草公文的待办。",
                "公文起草后仍要核稿、由您签发，才会印发。",
                *(["先报请示，市委、市政府批复后才能印发决定通报。"] if self.decision.measure == "veto" else []),
            ],
            told=["市局经办人"],
            undo="起草前可以退回核实或不予处理。",
            action="确认同意",
            back_label="返回决定依据",
            back_url=self.decision.get_absolute_url(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        values = form.cleaned_data
        services.approve(
            user=self.request.user, decision=self.decision, version=values["version"], remark=values["reason"]
        )
        return f"已同意{self.decision}，转经办人起草公文。", reverse("accountability:decisions")


class SendBack(DecisionAct):
    """退回核实."""

    permission = "decision.send_back"
    reason_label, reason_help = "要核实什么", "例如：死亡人数与公安通报不一致。"

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title=f"退回核实：{self.decision}",
            scope=self.scope,
            happens=[
                "市局经办人的工作台出现核实待办。",
                "这项处理仍列为拟处理；事故更正后，依据随之重算。",
            ],
            told=["市局经办人"],
            undo="不需要撤回，核实后照常办理。",
            action="确认退回核实",
            back_label="返回决定依据",
            back_url=self.decision.get_absolute_url(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        values = form.cleaned_data
        services.send_back(
            user=self.request.user, decision=self.decision, version=values["version"], reason=values["reason"]
        )
        return "已退回核实，经办人核实后会再报您。", self.decision.get_absolute_url()


class Decline(DecisionAct):
    """不予处理."""

    permission = "decision.decline"
    reason_label, reason_help = "不予处理的理由", "理由会留在决定里，审计可查。"

    def make_form(self, data: Any = None) -> BaseForm | None:
        form = super().make_form(data)
        assert form is not None
        request = veto_approval.latest_request(self.decision)
        if request is not None and request.is_approved is False:
            form.initial["reason"] = f"市委、市政府没有批准（{request.approval_number}）：{request.reason}"[:500]
        return form

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title=f"不予处理：{self.decision}",
            scope=self.scope,
            happens=[
                "这项处理记为不予处理，写明您、时间和理由。",
                "它仍列在处理决定里，不计入生效的处理。",
                "依据以后有变时，重新列为拟处理，并显示这次的理由。",
            ],
            told=[],
            undo="不能直接撤回；依据有变时系统会重新提出。",
            action="确认不予处理",
            back_label="返回决定依据",
            back_url=self.decision.get_absolute_url(),
            is_danger=True,
        )

    def act(self, form: Any) -> tuple[str, str]:
        values = form.cleaned_data
        services.decline(
            user=self.request.user, decision=self.decision, version=values["version"], reason=values["reason"]
        )
        return f"{self.decision}：已记为不予处理。", self.decision.get_absolute_url()


class Confirm(DecisionAct):
    """维持原决定: the answer to a flag."""

    permission = "decision.confirm"
    reason_label = "维持原决定的理由"

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title=f"核对依据：{self.decision}",
            scope=f"{self.decision.get_flag_display()}。{self.scope}",
            happens=[
                "记下您核对后维持原决定的理由。",
                "提示消除；依据再变成别的样子时会再提示。",
                "已印发的公文不改。",
            ],
            told=[],
            undo="不能撤回；要改变原决定，另办撤销。",
            action="确认维持原决定",
            back_label="返回决定依据",
            back_url=self.decision.get_absolute_url(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        values = form.cleaned_data
        services.confirm(
            user=self.request.user, decision=self.decision, version=values["version"], reason=values["reason"]
        )
        return "已维持原决定，提示已消除。", self.decision.get_absolute_url()


class RecordProvince(DecisionAct):
    """登记省级文件."""

    permission = "decision.record_province"

    def make_form(self, data: Any = None) -> BaseForm | None:
        return ProvinceForm(data, initial={"version": self.decision.version})

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title=f"登记省级文件：{self.decision}",
            scope=self.scope,
            happens=[
                "记下省级公文的文号；没有发文的，记下原因。",
                "这项预计的处理办结，不进入本市公文。",
            ],
            told=[],
            undo="不能撤回，请看清文号再登记。",
            action="确认登记",
            back_label="返回决定依据",
            back_url=self.decision.get_absolute_url(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        values = form.cleaned_data
        services.record_province(
            user=self.request.user,
            decision=self.decision,
            document_number=values["document_number"],
            reason=values["reason"],
            version=values["version"],
        )
        return "已登记，这项办结。", self.decision.get_absolute_url()


class RecordApproval(LoginRequiredMixin, ConfirmView):
    """登记批复: what 市委、市政府 answered to a request."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            require(request.user, "decision.record_approval")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def letter(self) -> FollowUpLetter:
        visible = FollowUpLetter.objects.visible_to(self.request.user).filter(purpose="veto_request")
        return get_object_or_404(visible.select_related("document"), pk=self.kwargs["pk"])

    def make_form(self, data: Any = None) -> BaseForm | None:
        return ApprovalForm(data, initial={"version": self.letter.version})

    def confirmation(self) -> Confirmation:
        document = self.letter.document
        return Confirmation(
            title="登记批复",
            scope=f"{document.document_number}　{document.title}",
            happens=[
                "记下批复文号、日期、登记人。",
                "批准的，可以印发决定通报，文号写进正文。",
                "不批准的，告知局领导，可以据此不予处理。",
            ],
            told=["市局领导（不批准时）"],
            undo="不能撤回，请对照批复原件登记。",
            action="确认登记",
            back_label="返回公文",
            back_url=reverse("documents:detail", args=[document.pk]),
        )

    def act(self, form: Any) -> tuple[str, str]:
        values = form.cleaned_data
        veto_approval.record_approval(
            user=self.request.user,
            letter=self.letter,
            is_approved=values["answer"] == "yes",
            number=values["number"],
            day=values["day"],
            reason=values["reason"],
            version=values["version"],
        )
        return "批复已登记。", reverse("documents:detail", args=[self.letter.document_id])
