"""Pages on which letters are begun: which decisions they carry, the officer's answers, what will follow."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property

from accountability.actions import FOLLOW_UP_ACTIONS
from accountability.decisions import selectors
from accountability.letters import drafting, follow_up
from accountability.letters.content import KINDS
from accountability.letters.detail_defaults import proposed_details
from accountability.letters.follow_up_checks import is_possible, require_possible
from accountability.letters.questions import questions_of
from accountability.models import Decision, FollowUpLetter, Letter
from accountability.rules.measures import Measure
from accountability.views.actions import DecisionActionView
from accountability.views.letter_forms import LetterForm
from documents.correspondence.details import form_values
from documents.numbering.numbers import kind_of
from foundation.common.errors import DomainError
from foundation.ui.confirm import Confirmation

P = FollowUpLetter.Purpose
PLACEHOLDERS = "没有填的，在文稿里留“待填”，补齐之前不能送审。"
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


class DraftLetterView(DecisionActionView):
    """起草公文: choose which proposals of a matter the letter carries. A second click opens the letter of the first."""

    code = "draft_letter"

    @cached_property
    def proposals(self) -> list[Decision]:
        return [one for one in selectors.same_matter(self.decision, self.request.user) if one.recipient_organization_id]

    def moved_on(self) -> HttpResponse:
        letter = self.decision.letter
        if letter is None:
            return super().moved_on()
        messages.info(self.request, "这项处理决定已写进这份公文。")
        return HttpResponseRedirect(letter.document.get_absolute_url())

    def make_form(self, data: Any = None) -> LetterForm:
        measure = self.decision.measure
        initial = {"decisions": [decision.pk for decision in self.proposals]}
        questions = questions_of(measure)
        initial |= form_values(questions, proposed_details(measure, self.proposals))
        return LetterForm(
            data, questions=questions, candidates=self.proposals, words=_words(self.proposals), initial=initial
        )

    def confirmation(self) -> Confirmation:
        first = self.decision
        code = KINDS.get(Measure(first.measure))
        kind = kind_of(code).label if code else first.get_measure_display()
        happens = [
            "按勾选的处理决定生成文稿，事故情况和数字取自登记。",
            "勾选的处理决定转为在办。",
            "文稿可以修改；送审、签发、印发各由有权的人办理，现在不发给任何单位。",
        ]
        if first.measure == Measure.INTERVIEW:
            happens.insert(1, PLACEHOLDERS)
        if first.measure == Measure.VETO:
            happens.append("市委、市政府的批复登记之后，才能送审和印发。")
        return Confirmation(
            title=f"起草{kind}",
            scope=f"依据{first.rule.rule_set.legal_basis}“{first.rule.clause_text}”",
            happens=happens,
            undo="印发前可以作废文稿，处理决定恢复为拟处理。",
            action="确认生成文稿",
            back_label="返回决定依据",
            back_url=first.get_absolute_url(),
            obstacles=self.action.reasons_against(self.request.user, first),
        )

    def act(self, form: Any) -> tuple[str, str]:
        chosen = list(form.cleaned_data["decisions"])
        letter = drafting.draft_letter(user=self.request.user, decisions=chosen, details=form.details)
        return _drafted(letter)


class DraftFollowUpView(DecisionActionView):
    """起草后续公文: for which of the letter's decisions, and with which answers."""

    table = FOLLOW_UP_ACTIONS

    @property
    def code(self) -> str:  # type: ignore[override]
        purpose = str(self.kwargs["purpose"])
        if purpose not in P.values:
            raise Http404
        return purpose

    @property
    def written_fields(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(question.name for question in questions_of(self.code))

    @cached_property
    def candidates(self) -> list[Decision]:
        first = self.decision
        if self.code == P.VETO_REQUEST:
            found = selectors.same_matter(first, self.request.user)
        else:
            rows = selectors.decisions_for(self.request.user).filter(letter=first.letter_id, letter__isnull=False)
            found = list(rows.order_by("rule__order", "pk"))
        return [decision for decision in found if is_possible(self.code, decision)]

    def make_form(self, data: Any = None) -> LetterForm:
        is_revoking = self.code == P.REVOCATION
        # From the page of a decision this one is revoked, from that of its document all are.
        alone = is_revoking and "whole" not in self.request.GET
        initial = {"decisions": [one.pk for one in self.candidates if not alone or one.pk == self.decision.pk]}
        questions = questions_of(self.code)
        initial |= form_values(questions, proposed_details(self.code, self.candidates))
        return LetterForm(
            data,
            questions=questions,
            candidates=self.candidates,
            words=_words(self.candidates),
            text=self.action.text,
            initial=initial,
        )

    def confirmation(self) -> Confirmation:
        return Confirmation(
            title=f"起草{P(self.code).label}",
            scope=str(self.decision),
            happens=[
                "按登记的事实和下面填的内容生成文稿。",
                PLACEHOLDERS,
                "文稿可以修改；送审、签发、印发各由有权的人办理，现在不发给任何单位。",
                _FOLLOWS[P(self.code)],
            ],
            undo="印发前可以作废文稿，处理决定不受影响。",
            action="确认生成文稿",
            back_label="返回决定依据",
            back_url=self.decision.get_absolute_url(),
            obstacles=self._obstacles(),
        )

    def _obstacles(self) -> list[str]:
        try:
            require_possible(self.code, [self.decision])
        except DomainError as error:
            return [error.message]
        return []

    def act(self, form: Any) -> tuple[str, str]:
        letter = follow_up.draft_follow_up(
            user=self.request.user,
            purpose=self.code,
            decisions=list(form.cleaned_data["decisions"]),
            details=form.details,
            reason=form.cleaned_data.get("reason", ""),
        )
        return _drafted(letter)


def _drafted(letter: Letter | FollowUpLetter) -> tuple[str, str]:
    words = f"已生成文稿《{letter.document.title}》，核对后送审。"
    return words, letter.document.get_absolute_url()


def _words(decisions: list[Decision]) -> dict[int, str]:
    return {decision.pk: _decision_words(decision) for decision in decisions}


def _decision_words(decision: Decision) -> str:
    if decision.trigger is None or decision.trigger.occurred_at is None:
        return f"{decision.recipient_name}（{decision.rule.title}）"
    return f"{decision.recipient_name}（{decision.trigger.name}）"
