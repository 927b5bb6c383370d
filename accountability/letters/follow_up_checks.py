"""Whether a follow-up letter may be begun on these decisions, and whether one in drafting still stands; in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accountability.decisions.grouping import grouping_of, may_share_letter
from accountability.letters.details import is_accepted
from accountability.letters.veto_approval import latest_request
from accountability.models import Decision, FollowUpLetter
from accountability.rules.measures import Measure
from documents.models import Document
from foundation.common.errors import DomainError, ErrorCode

P = FollowUpLetter.Purpose
S = Decision.Status
_OVER = (Document.Status.VOIDED, Document.Status.REVOKED)
_UNDER_WAY = (
    Document.Status.DRAFT,
    Document.Status.RETURNED,
    Document.Status.IN_REVIEW,
    Document.Status.SIGNED,
    Document.Status.ISSUING,
)


@dataclass(frozen=True)
class Need:
    """What a purpose asks of its decisions: their measure (any when empty) and states, and how often it may be done."""

    states: tuple[str, ...]
    measure: str = ""
    #: Until it is issued no second one is begun; ``once``: not after that either.
    once: bool = False


NEEDS: dict[str, Need] = {
    P.VETO_REQUEST: Need((S.PROPOSED,), Measure.VETO),
    P.INTERVIEW_MINUTES: Need((S.ISSUED,), Measure.INTERVIEW, once=True),
    P.SUPERVISION: Need((S.ISSUED,)),
    P.URGING: Need((S.ISSUED,)),
    P.ACCEPTANCE: Need((S.ISSUED,)),
    P.LIFTING: Need((S.ISSUED,), Measure.YELLOW_CARD, once=True),
    P.REVOCATION: Need((S.ISSUED,), once=True),
}
#: In which states a decision may be while its follow-up letter goes its way.
_STILL = {P.VETO_REQUEST: (S.PROPOSED, S.DRAFTING)}


def require_possible(purpose: str, decisions: Sequence[Decision]) -> None:
    """Raise ``DomainError`` unless this letter may be begun: ``nothing_chosen``, ``wrong_state``, ``not_together``,
    ``already``, ``unresolved``, ``no_minutes``, ``not_accepted``, ``not_due``."""
    if not decisions:
        raise DomainError(ErrorCode.NOTHING_CHOSEN, "请先勾选处理决定。")
    for decision in decisions:
        if obstacle := _obstacle(purpose, decision):
            raise DomainError(*obstacle)
    apart = _apart(purpose, decisions)
    if apart:
        raise DomainError(ErrorCode.NOT_TOGETHER, apart)


def is_possible(purpose: str, decision: Decision) -> bool:
    """Whether the purpose may be begun on this decision now; for showing a button."""
    return _obstacle(purpose, decision) is None


def reasons_against_going_on(letter: FollowUpLetter, decisions: Sequence[Decision]) -> list[str]:
    """Why a follow-up letter in drafting no longer stands, because its decisions have moved on."""
    if not decisions:
        return ["文中已没有处理决定，请作废这份公文。"]
    states = _STILL.get(P(letter.purpose), NEEDS[letter.purpose].states)
    return [
        f"{decision}现为“{decision.get_status_display()}”，请作废这份公文，或另行起草。"
        for decision in decisions
        if decision.status not in states
    ]


def others_of(purpose: str, decision: Decision) -> QuerySet[FollowUpLetter]:
    """Letters of this purpose on a decision that were neither withdrawn nor revoked, the newest first."""
    found = FollowUpLetter.objects.filter(purpose=purpose, decisions=decision).select_related("document")
    return found.exclude(document__status__in=_OVER)


def acceptance_of(decision: Decision) -> FollowUpLetter | None:
    """The newest issued acceptance of a decision when it finds the rectification good; ``None`` otherwise."""
    newest = others_of(P.ACCEPTANCE, decision).filter(document__status=Document.Status.ISSUED).first()
    return newest if newest is not None and is_accepted(newest.details) else None


def _obstacle(purpose: str, decision: Decision) -> tuple[ErrorCode, str] | None:
    need = NEEDS[purpose]
    label = P(purpose).label
    if need.measure and decision.measure != need.measure:
        return (
            ErrorCode.WRONG_MEASURE,
            f"{decision}不是{Decision(measure=need.measure).get_measure_display()}，不能起草{label}。",
        )
    if decision.status not in need.states:
        wanted = "、".join(S(state).label for state in need.states)
        return (
            ErrorCode.WRONG_STATE,
            f"{decision}现为“{decision.get_status_display()}”，只有“{wanted}”的才能起草{label}。",
        )
    if decision.recipient_organization_id is None:
        return ErrorCode.UNRESOLVED, f"{decision.recipient_name}，不能写进公文；请先更正主管部门，或由局领导不予处理。"
    again = _already(purpose, decision, once=need.once)
    return (ErrorCode.ALREADY, again) if again else _special(purpose, decision)


def _already(purpose: str, decision: Decision, *, once: bool) -> str:
    others = others_of(purpose, decision)
    under_way = others.filter(document__status__in=_UNDER_WAY).first()
    if under_way is not None:
        return f"{decision}已有在办的{P(purpose).label}《{under_way.document.title}》。"
    issued = others.first() if once else None
    if issued is not None:
        return f"{decision}已印发{P(purpose).label}（{issued.document.document_number}）。"
    return ""


def _special(purpose: str, decision: Decision) -> tuple[ErrorCode, str] | None:
    if purpose == P.VETO_REQUEST:
        request = latest_request(decision)
        if request is not None and request.is_approved is not False:
            said = "已获批准" if request.is_approved else "正在等待批复"
            return ErrorCode.ALREADY, f"{decision}的请示（{request.document.document_number}）{said}，不必再请示。"
    if purpose == P.ACCEPTANCE and decision.measure == Measure.INTERVIEW:
        minutes = others_of(P.INTERVIEW_MINUTES, decision)
        if not minutes.filter(document__status=Document.Status.ISSUED).exists():
            return ErrorCode.NO_MINUTES, f"{decision}还没有印发约谈纪要，印发后才能验收。"
    if purpose == P.LIFTING and acceptance_of(decision) is None:
        return ErrorCode.NOT_ACCEPTED, f"{decision}还没有印发验收合格的整改验收意见，不能解除。"
    if purpose == P.URGING and decision.report_due_on is None:
        return ErrorCode.NOT_DUE, f"{decision}还没有整改报告期限，不能催办。"
    return None


def _apart(purpose: str, decisions: Sequence[Decision]) -> str:
    if purpose == P.VETO_REQUEST:
        return may_share_letter([grouping_of(decision) for decision in decisions])
    if len({decision.letter_id for decision in decisions}) > 1:
        return "一份公文只写同一份处理文书里的决定，请分开起草。"
    if purpose == P.LIFTING and len({_accepted_by(decision) for decision in decisions}) > 1:
        return "一份解除通知只依据一份整改验收意见，请分开起草。"
    return ""


def _accepted_by(decision: Any) -> int | None:
    found = acceptance_of(decision)
    return found.pk if found else None
