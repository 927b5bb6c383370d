"""Confirm pages: each act says beforehand what will happen, whom it reaches, and whether it can be undone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from accountability import deciding, letters, selectors
from accountability.letter_content import KINDS
from accountability.forms import LetterForm, ProvinceForm, VersionedReasonForm
from accountability.measures import Measure
from accountability.models import Decision, Letter
from foundation.documents.numbering import kind_of
from foundation.kit.confirm import Confirmation, ConfirmView
from foundation.kit.errors import DomainError, NotPermitted
from foundation.kit.forms import KitForm


class DecisionAct(LoginRequiredMixin, ConfirmView):
    """An act on one decision the user may see; the version the page was loaded with goes along."""

    reason_label = "理由"
    reason_help = ""
    reason_required = True

    @cached_property
    def decision(self) -> Decision:
        return get_object_or_404(selectors.decisions_for(self.request.user), pk=self.kwargs["pk"])

    @property
    def scope(self) -> str:
        return self.decision.explanation.get("text", "")

    def make_form(self, data: Any = None) -> KitForm | None:
        return VersionedReasonForm(
            data,
            initial={"version": self.decision.version},
            label=self.reason_label,
            help_text=self.reason_help,
            required=self.reason_required,
        )


class Approve(DecisionAct):
    """同意，转起草."""

    reason_label, reason_required = "批示", False

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title=f"同意{self.decision}，转起草",
            scope=self.scope,
            happens=[
                "记下您同意处理的时间和批示。",
                "市局经办人的工作台出现起草公文的待办。",
                "公文起草后仍要核稿、由您签发，才会印发。",
            ],
            told=["市局经办人"],
            undo="起草前可以退回核实或不予处理。",
            action="同意，转起草",
            back_label="返回",
            back_url=self.decision.get_absolute_url(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        values = form.cleaned_data
        deciding.approve(
            user=self.request.user, decision=self.decision, version=values["version"], remark=values["reason"]
        )
        return f"已同意{self.decision}，转经办人起草公文。", reverse("accountability:decisions")


class SendBack(DecisionAct):
    """退回核实."""

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
            action="退回核实",
            back_label="返回",
            back_url=self.decision.get_absolute_url(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        values = form.cleaned_data
        deciding.send_back(
            user=self.request.user, decision=self.decision, version=values["version"], reason=values["reason"]
        )
        return "已退回核实，经办人核实后会再报您。", self.decision.get_absolute_url()


class Decline(DecisionAct):
    """不予处理."""

    reason_label, reason_help = "不予处理的理由", "理由会留在决定里，审计可查。"

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
            action="不予处理",
            back_label="返回",
            back_url=self.decision.get_absolute_url(),
            is_danger=True,
        )

    def act(self, form: Any) -> tuple[str, str]:
        values = form.cleaned_data
        deciding.decline(
            user=self.request.user, decision=self.decision, version=values["version"], reason=values["reason"]
        )
        return f"{self.decision}：已记为不予处理。", self.decision.get_absolute_url()


class Confirm(DecisionAct):
    """维持原决定: the answer to a flag."""

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
            action="维持原决定",
            back_label="返回",
            back_url=self.decision.get_absolute_url(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        values = form.cleaned_data
        deciding.confirm(
            user=self.request.user, decision=self.decision, version=values["version"], reason=values["reason"]
        )
        return "已维持原决定，提示已消除。", self.decision.get_absolute_url()


class RecordProvince(DecisionAct):
    """登记省级文件."""

    def make_form(self, data: Any = None) -> KitForm | None:
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
            action="登记",
            back_label="返回",
            back_url=self.decision.get_absolute_url(),
        )

    def act(self, form: Any) -> tuple[str, str]:
        values = form.cleaned_data
        deciding.record_province(
            user=self.request.user,
            decision=self.decision,
            document_number=values["document_number"],
            reason=values["reason"],
            version=values["version"],
        )
        return "已登记，这项办结。", self.decision.get_absolute_url()


class DraftLetter(LoginRequiredMixin, ConfirmView):
    """起草公文: choose which proposals of a matter the letter carries. A second click opens the letter of the first."""

    @cached_property
    def first(self) -> Decision:
        return get_object_or_404(selectors.decisions_for(self.request.user), pk=self.kwargs["pk"])

    @cached_property
    def proposals(self) -> list[Decision]:
        if self.first.status != Decision.Status.PROPOSED:
            raise Http404
        return [one for one in selectors.same_matter(self.first, self.request.user) if one.recipient_organization_id]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and self.first.letter is not None:
            messages.info(request, "这项处理决定已写进这份公文。")
            return HttpResponseRedirect(reverse("documents:detail", args=[self.first.letter.document_id]))
        return super().dispatch(request, *args, **kwargs)

    def make_form(self, data: Any = None) -> LetterForm:
        initial = {"decisions": [decision.pk for decision in self.proposals]}
        form = LetterForm(data, proposals=self.proposals, initial=initial)
        labels = {decision.pk: _proposal_words(decision) for decision in self.proposals}
        form.fields["decisions"].label_from_instance = lambda decision: labels[decision.pk]  # type: ignore[attr-defined]
        return form

    def confirmation(self) -> Confirmation:
        first = self.first
        code = KINDS.get(Measure(first.measure))
        kind = kind_of(code).label if code else first.get_measure_display()
        return Confirmation(
            title=f"起草{kind}",
            scope=f"依据{first.rule.rule_set.legal_basis}“{first.rule.clause_text}”",
            happens=[
                "按勾选的处理决定生成文稿，事故情况和数字取自登记。",
                "勾选的处理决定转为在办。",
                "文稿可以修改；送审、签发、印发各由有权的人办理，现在不发给任何单位。",
            ],
            told=[],
            undo="印发前可以撤回文稿，处理决定恢复为拟处理。",
            action="生成文稿",
            back_label="返回",
            back_url=first.get_absolute_url(),
            obstacles=[] if self.proposals else ["对象未明确的处理不能写进公文。"],
        )

    def act(self, form: Any) -> tuple[str, str]:
        chosen = list(form.cleaned_data["decisions"])
        letter = letters.draft_letter(user=self.request.user, decisions=chosen)
        words = f"已生成文稿《{letter.document.title}》，核对后送审。"
        return words, reverse("documents:detail", args=[letter.document_id])


class RewriteText(LoginRequiredMixin, View):
    """按现有登记更新正文, from the letter's panel on its document page."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        letter = get_object_or_404(Letter.objects.visible_to(request.user), pk=pk)
        version = request.POST.get("version", "")
        try:
            letters.rewrite_text(
                user=request.user,
                letter=letter,
                version=int(version) if version.isdecimal() else None,
            )
            messages.success(request, "正文已按现有登记更新，原文稿留在历史版本里。")
        except NotPermitted:
            raise
        except DomainError as error:
            messages.error(request, error.message)
        return HttpResponseRedirect(reverse("documents:detail", args=[letter.document_id]))


def _proposal_words(decision: Decision) -> str:
    if decision.trigger is None or decision.trigger.occurred_at is None:
        return f"{decision.recipient_name}（规则 {decision.rule.code}）"
    return f"{decision.recipient_name}（{decision.trigger.name}，规则 {decision.rule.code}）"
