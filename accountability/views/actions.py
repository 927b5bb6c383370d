"""Confirm pages of actions on decisions: each says beforehand what will happen and whom it reaches."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse

from accountability.actions import APPROVAL_ACTIONS, DECISION_ACTIONS, FLAG_ACTIONS, approval_state
from accountability.actions.eligibility import latest_request
from accountability.decisions import selectors, services
from accountability.forms import ApprovalForm, ProvinceForm
from accountability.letters import veto_approval
from accountability.models import Decision, FollowUpLetter
from foundation.accounts.requests import AuthenticatedView
from foundation.ui.actions import ActionForm, ActionView
from foundation.ui.confirm import Confirmation


class DecisionActionView(AuthenticatedView, ActionView):
    """The confirm page of an action on one decision that the person may see."""

    table = DECISION_ACTIONS

    def get_object(self) -> Decision:
        return get_object_or_404(selectors.decisions_for(self.request.user), pk=self.kwargs["pk"])

    @property
    def decision(self) -> Decision:
        """The decision that the page is about."""
        decision: Decision = self.object
        return decision

    @property
    def scope(self) -> str:
        return self.decision.reasoning


class Approve(DecisionActionView):
    """同意，转起草."""

    code = "approve"

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
            notified=["市局经办人"],
            undo="起草前可以退回核实或不予处理。",
            action="确认同意",
            back_label="返回决定依据",
            back_url=self.decision.get_absolute_url(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        services.approve(user=self.request.user, decision=self.decision, version=form.version_read, remark=form.text)
        return f"已同意{self.decision}，转经办人起草公文。", reverse("accountability:decisions")


class SendBack(DecisionActionView):
    """退回核实."""

    code = "send_back"

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title=f"退回核实：{self.decision}",
            scope=self.scope,
            happens=[
                "市局经办人的工作台出现核实待办。",
                "这项处理仍列为拟处理；事故更正后，依据随之重算。",
            ],
            notified=["市局经办人"],
            undo="不需要撤回，核实后照常办理。",
            action="确认退回核实",
            back_label="返回决定依据",
            back_url=self.decision.get_absolute_url(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        services.send_back(user=self.request.user, decision=self.decision, version=form.version_read, reason=form.text)
        return "已退回核实，经办人核实后会再报您。", self.decision.get_absolute_url()


class Decline(DecisionActionView):
    """不予处理."""

    code = "decline"

    def make_form(self, data: Any = None) -> ActionForm:
        form: ActionForm = super().make_form(data)
        request = latest_request(self.decision)
        if request is not None and request.is_approved is False:
            form.initial["reason"] = f"市委、市政府没有批准（{request.approval_number}）：{request.reason}"
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
            undo="不能直接撤回；依据有变时系统会重新提出。",
            action="确认不予处理",
            back_label="返回决定依据",
            back_url=self.decision.get_absolute_url(),
            is_danger=True,
        )

    def act(self, form: Any) -> tuple[str, str]:
        services.decline(user=self.request.user, decision=self.decision, version=form.version_read, reason=form.text)
        return f"{self.decision}：已记为不予处理。", self.decision.get_absolute_url()


class Confirm(DecisionActionView):
    """维持原决定: the answer to a flag."""

    table = FLAG_ACTIONS
    code = "confirm"

    def state_of(self, obj: Decision) -> str:
        return obj.flag

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title=f"核对依据：{self.decision}",
            scope=f"{self.decision.get_flag_display()}。{self.scope}",
            happens=[
                "记下您核对后维持原决定的理由。",
                "提示消除；依据再变成别的样子时会再提示。",
                "已印发的公文不改。",
            ],
            undo="不能撤回；要改变原决定，另办撤销。",
            action="确认维持原决定",
            back_label="返回决定依据",
            back_url=self.decision.get_absolute_url(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        services.confirm(user=self.request.user, decision=self.decision, version=form.version_read, reason=form.text)
        return "已维持原决定，提示已消除。", self.decision.get_absolute_url()


class RecordProvince(DecisionActionView):
    """登记省级文件."""

    code = "record_province"
    written_fields = ("document_number",)

    def make_form(self, data: Any = None) -> ProvinceForm:
        return ProvinceForm(data, action=self.action, version=self.decision.version)

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title=f"登记省级文件：{self.decision}",
            scope=self.scope,
            happens=[
                "记下省级公文的文号；没有发文的，记下原因。",
                "这项预计的处理办结，不进入本市公文。",
            ],
            undo="不能撤回，请看清文号再登记。",
            action="确认登记",
            back_label="返回决定依据",
            back_url=self.decision.get_absolute_url(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        services.record_province(
            user=self.request.user,
            decision=self.decision,
            document_number=form.cleaned_data["document_number"],
            reason=form.text,
            version=form.version_read,
        )
        return "已登记，这项办结。", self.decision.get_absolute_url()


class RecordApproval(AuthenticatedView, ActionView):
    """登记批复: what 市委、市政府 answered to a request."""

    table = APPROVAL_ACTIONS
    code = "record_approval"
    written_fields = ("number",)

    def get_object(self) -> FollowUpLetter:
        visible = FollowUpLetter.objects.visible_to(self.request.user).filter(purpose="veto_request")
        return get_object_or_404(visible.select_related("document"), pk=self.kwargs["pk"])

    def state_of(self, obj: FollowUpLetter) -> str:
        return approval_state(obj)

    def object_url(self) -> str:
        return self.letter.document.get_absolute_url()

    @property
    def letter(self) -> FollowUpLetter:
        """The request that the page is about."""
        letter: FollowUpLetter = self.object
        return letter

    def make_form(self, data: Any = None) -> ApprovalForm:
        return ApprovalForm(data, action=self.action, version=self.letter.document.version)

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
            notified=["市局领导（不批准时）"],
            undo="不能撤回，请对照批复原件登记。",
            action="确认登记",
            back_label="返回公文",
            back_url=self.object_url(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        values = form.cleaned_data
        veto_approval.record_approval(
            user=self.request.user,
            letter=self.letter,
            is_approved=values["answer"] == "yes",
            number=values["number"],
            day=values["day"],
            reason=form.text,
            version=form.version_read,
        )
        return "批复已登记。", self.object_url()
