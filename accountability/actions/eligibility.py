"""Why a letter on a decision cannot be drafted yet: asked by buttons, confirm pages, services and the API alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from accountability.models import Decision, FollowUpLetter
from accountability.rules.measures import Measure
from documents.correspondence.details import is_accepted
from documents.models import Document, LetterQuerySet
from foundation.accounts.models import User
from foundation.common.errors import DomainError, ErrorCode

P = FollowUpLetter.Purpose
#: The measure that a purpose is about; any where none is given.
_MEASURES: dict[str, str] = {
    P.VETO_REQUEST: Measure.VETO,
    P.INTERVIEW_MINUTES: Measure.INTERVIEW,
    P.LIFTING: Measure.YELLOW_CARD,
}
#: Of these no second one is drafted after the first was issued; of no purpose while another is on its way.
_ONCE = frozenset({P.INTERVIEW_MINUTES, P.LIFTING, P.REVOCATION})


@dataclass(frozen=True)
class Obstacle:
    """One reason: its code for programs and its Chinese sentence."""

    code: ErrorCode
    text: str


def against_letter(decision: Decision) -> Obstacle | None:
    """Return what keeps a proposal from being written into its own letter: ``unresolved``; for a veto, which has to be
    asked for first, ``no_request`` or ``refused``."""
    if decision.recipient_organization_id is None:
        return unresolved(decision)
    if decision.measure != Measure.VETO:
        return None
    request = latest_request(decision)
    if request is None:
        return Obstacle(ErrorCode.NO_REQUEST, f"{decision}由市委、市政府决定，请先起草请示。")
    if request.is_approved is False:
        text = f"市委、市政府没有批准{decision}（{request.approval_number}），不能起草决定通报。"
        return Obstacle(ErrorCode.REFUSED, text)
    return None


def letter_obstacles(user: User, decision: Decision) -> list[str]:
    """Return the sentences of ``against_letter``, for the table of actions."""
    obstacle = against_letter(decision)
    return [obstacle.text] if obstacle else []


def require_letter(decision: Decision) -> None:
    """Raise ``DomainError`` with the code of ``against_letter`` if anything stands against the decision's letter."""
    if obstacle := against_letter(decision):
        raise DomainError(obstacle.code, obstacle.text)


def is_about(purpose: str, decision: Decision) -> bool:
    """Return whether a follow-up letter of ``purpose`` concerns decisions of this measure at all."""
    return decision.measure == _MEASURES.get(purpose, decision.measure)


def wrong_measure(purpose: str, decision: Decision) -> Obstacle:
    """Return the obstacle of a decision that ``purpose`` is not about (see ``is_about``)."""
    text = f"{decision}不是{Measure(_MEASURES[purpose]).label}，不能起草{P(purpose).label}。"
    return Obstacle(ErrorCode.WRONG_MEASURE, text)


def against_follow_up(purpose: str, decision: Decision) -> Obstacle | None:
    """Return what keeps a follow-up letter of ``purpose`` on this decision from being drafted: ``unresolved``,
    ``already``, ``no_minutes``, ``not_accepted``, ``not_due``. The state is said by the table of actions."""
    if decision.recipient_organization_id is None:
        return unresolved(decision)
    if again := _already(purpose, decision):
        return Obstacle(ErrorCode.ALREADY, again)
    special = _SPECIAL.get(purpose)
    return special(decision) if special else None


def follow_up_letters(purpose: str, decision: Decision) -> LetterQuerySet:
    """Return the letters of ``purpose`` on a decision that were neither withdrawn nor revoked, the newest first."""
    return FollowUpLetter.objects.standing().filter(purpose=purpose, decisions=decision).select_related("document")


def acceptance_of(decision: Decision) -> FollowUpLetter | None:
    """Return the newest issued acceptance of a decision when it finds the rectification good; else None."""
    newest = follow_up_letters(P.ACCEPTANCE, decision).issued().first()
    return newest if newest is not None and is_accepted(newest.details) else None


def _already(purpose: str, decision: Decision) -> str:
    others = follow_up_letters(purpose, decision)
    under_way = others.under_way().first()
    if under_way is not None:
        return f"{decision}已有在办的{P(purpose).label}《{under_way.document.title}》。"
    issued = others.first() if purpose in _ONCE else None
    if issued is not None:
        return f"{decision}已印发{P(purpose).label}（{issued.document.document_number}）。"
    return ""


def _against_request(decision: Decision) -> Obstacle | None:
    request = latest_request(decision)
    if request is None or request.is_approved is False:
        return None
    answer = "已获批准" if request.is_approved else "正在等待批复"
    text = f"{decision}的请示（{request.document.document_number}）{answer}，不必再请示。"
    return Obstacle(ErrorCode.ALREADY, text)


def _against_acceptance(decision: Decision) -> Obstacle | None:
    if decision.measure != Measure.INTERVIEW:
        return None
    if follow_up_letters(P.INTERVIEW_MINUTES, decision).issued().exists():
        return None
    return Obstacle(ErrorCode.NO_MINUTES, f"{decision}还没有印发约谈纪要，印发后才能验收。")


def _against_lifting(decision: Decision) -> Obstacle | None:
    if acceptance_of(decision) is not None:
        return None
    return Obstacle(ErrorCode.NOT_ACCEPTED, f"{decision}还没有印发验收合格的整改验收意见，不能解除。")


def _against_urging(decision: Decision) -> Obstacle | None:
    if decision.report_due_on is not None:
        return None
    return Obstacle(ErrorCode.NOT_DUE, f"{decision}还没有整改报告期限，不能催办。")


_SPECIAL: dict[str, Callable[[Decision], Obstacle | None]] = {
    P.VETO_REQUEST: _against_request,
    P.ACCEPTANCE: _against_acceptance,
    P.LIFTING: _against_lifting,
    P.URGING: _against_urging,
}


def unresolved(decision: Decision) -> Obstacle:
    """Return the obstacle of a decision whose recipient is no organization yet."""
    of = f"{decision.trigger}的" if decision.trigger_id else ""
    text = f"{of}{decision.recipient_name}，不能写进公文；请先更正主管部门，或由局领导不予处理。"
    return Obstacle(ErrorCode.UNRESOLVED, text)


def requests_of(decisions: Sequence[Decision]) -> QuerySet[FollowUpLetter]:
    """Return the requests that name any of these decisions and were not withdrawn, the newest first."""
    found = FollowUpLetter.objects.filter(purpose=P.VETO_REQUEST, decisions__in=decisions)
    return found.exclude(document__status=Document.Status.VOIDED).select_related("document").distinct()


def latest_request(decision: Decision) -> FollowUpLetter | None:
    """Return the newest request on one decision, answered or not."""
    return requests_of([decision]).first()
