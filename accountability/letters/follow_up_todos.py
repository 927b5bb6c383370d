"""What waits for a follow-up letter: minutes after an interview, the lifting after an acceptance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from accountability.actions import DECISION_ACTIONS, FOLLOW_UP_ACTIONS
from accountability.models import Decision, FollowUpLetter, Letter
from accountability.rules.measures import Measure
from documents.correspondence.details import moment
from foundation.organizations.selectors import city_bureau
from foundation.worklist.action_todos import TodoText, settle_todos

P = FollowUpLetter.Purpose
#: The minutes are asked for by the end of the third day after the interview. 待市局确认: no source names a day.
_MINUTES_AFTER = dt.timedelta(days=3)


def ask_for_minutes(letter: Letter, decisions: Sequence[Decision]) -> None:
    """The interview is announced: its minutes are due some days after it took place."""
    if letter.measure != Measure.INTERVIEW or not decisions:
        return
    at = moment(letter.details, "at")
    text = TodoText(
        title=f"起草约谈纪要：{letter.document.title}",
        detail=f"约谈时间：{at.month}月{at.day}日{at:%H:%M}" if at else "约谈后起草。",
        organization=city_bureau(),
        url=FOLLOW_UP_ACTIONS.url_of(FOLLOW_UP_ACTIONS[P.INTERVIEW_MINUTES], decisions[0].pk),
        due_at=at + _MINUTES_AFTER if at else None,
    )
    settle_todos(DECISION_ACTIONS["issue"], decisions[0], text)


def ask_for_lifting(letter: FollowUpLetter, decisions: Sequence[Decision]) -> None:
    """The rectification is accepted: the cards may be lifted."""
    cards = [decision for decision in decisions if decision.measure == Measure.YELLOW_CARD]
    if not cards:
        return
    text = TodoText(
        title=f"验收合格，可以解除：{cards[0]}",
        organization=city_bureau(),
        url=FOLLOW_UP_ACTIONS.url_of(FOLLOW_UP_ACTIONS[P.LIFTING], cards[0].pk),
    )
    settle_todos(DECISION_ACTIONS["accept"], cards[0], text)
