"""Pages on which letters are begun: which decisions they carry, what the officer tells, what will follow."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from accountability.decisions import selectors
from accountability.letters import drafting, follow_up
from accountability.letters.content import KINDS
from accountability.letters.detail_defaults import form_values, proposed_details
from accountability.letters.follow_up_checks import is_possible, require_possible
from accountability.models import Decision, FollowUpLetter, Letter
from accountability.rules.measures import Measure
from accountability.views.letter_forms import DetailsForm, LetterForm, reason_field
from documents.numbering.numbers import kind_of
from foundation.common.access import require
from foundation.common.errors import DomainError, NotPermitted
from foundation.common.text.normalization import read_version
from foundation.ui.confirm import Confirmation, ConfirmView

P = FollowUpLetter.Purpose
GAPS = "没有填的，在文稿里留“待填”，补齐之前不能送审。"
#: What follows when the letter of a purpose is issued.
_FOLLOWS = {
    P.VETO_REQUEST: "印发后按主送机关报送，批复登记之前不能印发决定通报。",
    P.INTERVIEW_MINUTES: "印发后，整改报告期限按纪要写明的日期计。",
    P.SUPERVISION: "处理决定的状态不变。",
    P.URGING: "处理决定的状态不变。",
    P.ACCEPTANCE: "验收合格的，印发后通报、约谈记为办结，黄牌警告可以起草解除通知。",
    P.LIFTING: "印发后，黄牌警告记为已解除。",
    P.REVOCATION: "印发后，处理决定记为已撤销；原公文里的决定全部撤销的，原公文一并撤销。",
}


class DraftLetterView(LoginRequiredMixin, ConfirmView):
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
        if request.user.is_authenticated:
            require(request.user, "decision.draft_letter", on=self.first)
        if request.user.is_authenticated and self.first.letter is not None:
            messages.info(request, "这项处理决定已写进这份公文。")
            return HttpResponseRedirect(reverse("documents:detail", args=[self.first.letter.document_id]))
        return super().dispatch(request, *args, **kwargs)

    def make_form(self, data: Any = None) -> LetterForm:
        measure = self.first.measure
        initial = {"decisions": [decision.pk for decision in self.proposals]}
        initial |= form_values(measure, proposed_details(measure, self.proposals))
        return LetterForm(
            data, purpose=measure, candidates=self.proposals, words=_words(self.proposals), initial=initial
        )

    def confirmation(self) -> Confirmation:
        first = self.first
        code = KINDS.get(Measure(first.measure))
        kind = kind_of(code).label if code else first.get_measure_display()
        happens = [
            "按勾选的处理决定生成文稿，事故情况和数字取自登记。",
            "勾选的处理决定转为在办。",
            "文稿可以修改；送审、签发、印发各由有权的人办理，现在不发给任何单位。",
        ]
        if first.measure == Measure.INTERVIEW:
            happens.insert(1, GAPS)
        if first.measure == Measure.VETO:
            happens.append("市委、市政府的批复登记之后，才能送审和印发。")
        return Confirmation(
            title=f"起草{kind}",
            scope=f"依据{first.rule.rule_set.legal_basis}“{first.rule.clause_text}”",
            happens=happens,
            told=[],
            undo="印发前可以撤回文稿，处理决定恢复为拟处理。",
            action="确认生成文稿",
            back_label="返回决定依据",
            back_url=first.get_absolute_url(),
            obstacles=[] if self.proposals else ["对象未明确的处理不能写进公文。"],
        )

    def act(self, form: Any) -> tuple[str, str]:
        chosen = list(form.cleaned_data["decisions"])
        letter = drafting.draft_letter(user=self.request.user, decisions=chosen, details=form.details)
        return _drafted(letter)


class DraftFollowUpView(LoginRequiredMixin, ConfirmView):
    """起草后续公文: for which of the letter's decisions, and what the officer tells of the matter."""

    @cached_property
    def first(self) -> Decision:
        return get_object_or_404(selectors.decisions_for(self.request.user), pk=self.kwargs["pk"])

    @cached_property
    def candidates(self) -> list[Decision]:
        if self.purpose not in P.values:
            raise Http404
        first = self.first
        if self.purpose == P.VETO_REQUEST:
            found = selectors.same_matter(first, self.request.user)
        else:
            rows = selectors.decisions_for(self.request.user).filter(letter=first.letter_id, letter__isnull=False)
            found = list(rows.order_by("rule__order", "pk"))
        return [decision for decision in found if is_possible(self.purpose, decision)]

    @property
    def purpose(self) -> str:
        return str(self.kwargs["purpose"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            require(request.user, "decision.draft_letter")
        return super().dispatch(request, *args, **kwargs)

    def make_form(self, data: Any = None) -> LetterForm:
        is_revoking = self.purpose == P.REVOCATION
        # From the page of a decision this one is revoked, from that of its document all are.
        alone = is_revoking and "whole" not in self.request.GET
        initial = {"decisions": [one.pk for one in self.candidates if not alone or one.pk == self.first.pk]}
        initial |= form_values(self.purpose, proposed_details(self.purpose, self.candidates))
        return LetterForm(
            data,
            purpose=self.purpose,
            candidates=self.candidates,
            words=_words(self.candidates),
            asks_reason=is_revoking,
            initial=initial,
        )

    def confirmation(self) -> Confirmation:
        if self.purpose not in P.values:
            raise Http404
        return Confirmation(
            title=f"起草{P(self.purpose).label}",
            scope=str(self.first),
            happens=[
                "按登记的事实和下面填的内容生成文稿。",
                GAPS,
                "文稿可以修改；送审、签发、印发各由有权的人办理，现在不发给任何单位。",
                _FOLLOWS[P(self.purpose)],
            ],
            told=[],
            undo="印发前可以作废文稿，处理决定不受影响。",
            action="确认生成文稿",
            back_label="返回决定依据",
            back_url=self.first.get_absolute_url(),
            obstacles=self._obstacles(),
        )

    def _obstacles(self) -> list[str]:
        try:
            require_possible(self.purpose, [self.first])
        except DomainError as error:
            return [error.message]
        return []

    def act(self, form: Any) -> tuple[str, str]:
        letter = follow_up.draft_follow_up(
            user=self.request.user,
            purpose=self.purpose,
            decisions=list(form.cleaned_data["decisions"]),
            details=form.details,
            reason=form.cleaned_data.get("reason", ""),
        )
        return _drafted(letter)


class EditDetailsView(LoginRequiredMixin, ConfirmView):
    """修改要素: what was told when the letter was drafted, told anew; the text is then written anew."""

    model: type[Letter] | type[FollowUpLetter] = Letter

    @cached_property
    def letter(self) -> Any:
        return get_object_or_404(self.model.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    @property
    def purpose(self) -> str:
        return str(self.letter.purpose if isinstance(self.letter, FollowUpLetter) else self.letter.measure)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            require(request.user, "decision.draft_letter")
        return super().dispatch(request, *args, **kwargs)

    def make_form(self, data: Any = None) -> DetailsForm:
        initial = form_values(self.purpose, self.letter.details)
        initial |= {"version": self.letter.document.version}
        form = DetailsForm(data, purpose=self.purpose, initial=initial)
        if self.purpose == P.REVOCATION:
            form.fields["reason"] = reason_field()
            form.initial["reason"] = self.letter.reason
        return form

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title=f"修改要素：{self.letter.document.kind_label}",
            scope=self.letter.document.title,
            happens=["按下面填的内容和现有登记重写正文。", "手工改过的文字不保留在新稿里，可在历史版本里找到。", GAPS],
            told=[],
            undo="历史版本里留有原文稿。",
            action="重写正文",
            back_label="返回公文",
            back_url=reverse("documents:detail", args=[self.letter.document_id]),
        )

    def act(self, form: Any) -> tuple[str, str]:
        common = {"user": self.request.user, "letter": self.letter, "details": form.details}
        version = form.cleaned_data["version"]
        if isinstance(self.letter, FollowUpLetter):
            reason = form.cleaned_data.get("reason")
            follow_up.rewrite_follow_up(**common, reason=reason, version=version)
        else:
            drafting.rewrite_letter(**common, version=version)
        return "正文已重写，核对后送审。", reverse("documents:detail", args=[self.letter.document_id])


class EditFollowUpDetailsView(EditDetailsView):
    """The same for a follow-up letter."""

    model = FollowUpLetter


class RewriteLetterView(LoginRequiredMixin, View):
    """按现有登记更新正文, from the letter's panel on its document page."""

    http_method_names = ("post",)
    model: type[Letter] | type[FollowUpLetter] = Letter

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        letter: Any = get_object_or_404(self.model.objects.visible_to(request.user), pk=pk)
        version = read_version(request.POST.get("version", ""))
        try:
            if isinstance(letter, FollowUpLetter):
                follow_up.rewrite_follow_up(user=request.user, letter=letter, version=version)
            else:
                drafting.rewrite_letter(user=request.user, letter=letter, version=version)
            messages.success(request, "正文已按现有登记更新，原文稿留在历史版本里。")
        except NotPermitted:
            raise
        except DomainError as error:
            messages.error(request, error.message)
        return HttpResponseRedirect(reverse("documents:detail", args=[letter.document_id]))


class RewriteFollowUpView(RewriteLetterView):
    """The same for a follow-up letter."""

    model = FollowUpLetter


def _drafted(letter: Letter | FollowUpLetter) -> tuple[str, str]:
    words = f"已生成文稿《{letter.document.title}》，核对后送审。"
    return words, reverse("documents:detail", args=[letter.document_id])


def _words(decisions: list[Decision]) -> dict[int, str]:
    return {decision.pk: _decision_words(decision) for decision in decisions}


def _decision_words(decision: Decision) -> str:
    if decision.trigger is None or decision.trigger.occurred_at is None:
        return f"{decision.recipient_name}（{decision.rule.title}）"
    return f"{decision.recipient_name}（{decision.trigger.name}）"
