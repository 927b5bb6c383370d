"""Whether a follow-up letter may be drafted on these decisions, and whether a drafted one is still valid; in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from accountability.actions import FOLLOW_UP_ACTIONS
from accountability.actions.eligibility import acceptance_of, against_follow_up, is_about, wrong_measure
from accountability.decisions.grouping import grouping_of, may_share_letter
from accountability.models import Decision, FollowUpLetter
from foundation.common.errors import DomainError, ErrorCode

P = FollowUpLetter.Purpose
S = Decision.Status
#: Further states that a decision may have while its follow-up letter is under way.
_ALSO = {P.VETO_REQUEST: frozenset({S.DRAFTING})}


def require_possible(purpose: str, decisions: Sequence[Decision]) -> None:
    """Raise ``DomainError`` unless this letter may be drafted: ``nothing_chosen``, ``wrong_measure``, ``wrong_state``,
    ``not_together``, and what ``eligibility.against_follow_up`` says of one decision."""
    if not decisions:
        raise DomainError(ErrorCode.NOTHING_CHOSEN, "请先勾选处理决定。")
    for decision in decisions:
        _require_eligible(purpose, decision)
    apart = _apart(purpose, decisions)
    if apart:
        raise DomainError(ErrorCode.NOT_TOGETHER, apart)


def is_possible(purpose: str, decision: Decision) -> bool:
    """Return whether a letter of ``purpose`` may be drafted on this decision now; for a page's choice of decisions."""
    may_begin = is_about(purpose, decision) and FOLLOW_UP_ACTIONS[purpose].allows(decision.status)
    return may_begin and against_follow_up(purpose, decision) is None


def reasons_against_going_on(letter: FollowUpLetter, decisions: Sequence[Decision]) -> list[str]:
    """Why a follow-up letter in drafting is no longer valid, because the state of its decisions has changed."""
    if not decisions:
        return ["文中已没有处理决定，请作废这份公文。"]
    states = FOLLOW_UP_ACTIONS[letter.purpose].sources | _ALSO.get(P(letter.purpose), frozenset())
    return [
        f"{decision}现为“{decision.get_status_display()}”，请作废这份公文，或另行起草。"
        for decision in decisions
        if decision.status not in states
    ]


def _require_eligible(purpose: str, decision: Decision) -> None:
    obstacle = None if is_about(purpose, decision) else wrong_measure(purpose, decision)
    if obstacle is None:
        FOLLOW_UP_ACTIONS.require_state(purpose, decision.status, name=str(decision))
        obstacle = against_follow_up(purpose, decision)
    if obstacle:
        raise DomainError(obstacle.code, obstacle.text)


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
