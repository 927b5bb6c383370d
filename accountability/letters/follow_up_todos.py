"""What waits for a follow-up letter: minutes after an interview, the lifting after an acceptance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse

from accountability.letters.details import moment
from accountability.models import Decision, FollowUpLetter, Letter
from accountability.rules.measures import Measure
from foundation.accounts.models import User
from foundation.organizations.selectors import city_bureau
from foundation.worklist.services import close_todos, open_todo

P = FollowUpLetter.Purpose
#: The minutes are asked for by the end of the third day after the interview. 待市局确认: no source names a day.
_MINUTES_AFTER = dt.timedelta(days=3)


def ask_for_minutes(letter: Letter, decisions: Sequence[Decision]) -> None:
    """The interview is announced: its minutes are due some days after it took place."""
    if letter.measure != Measure.INTERVIEW or not decisions:
        return
    at = moment(letter.details, "at")
    open_todo(
        key=_key(decisions[0], P.INTERVIEW_MINUTES),
        kind="interview_minutes",
        kind_label="约谈纪要",
        title=f"起草约谈纪要：{letter.document.title}",
        detail=f"约谈时间：{at.month}月{at.day}日{at:%H:%M}" if at else "约谈后起草。",
        organization=city_bureau(),
        roles=["officer"],
        action="起草",
        url=_page(decisions[0], P.INTERVIEW_MINUTES),
        due_at=at + _MINUTES_AFTER if at else None,
    )


def ask_for_lifting(letter: FollowUpLetter, decisions: Sequence[Decision]) -> None:
    """The rectification is accepted: the cards may be lifted."""
    cards = [decision for decision in decisions if decision.measure == Measure.YELLOW_CARD]
    if not cards:
        return
    open_todo(
        key=_key(cards[0], P.LIFTING),
        kind="card_lifting",
        kind_label="解除黄牌",
        title=f"验收合格，可以解除：{cards[0]}",
        organization=city_bureau(),
        roles=["officer"],
        action="起草",
        url=_page(cards[0], P.LIFTING),
    )


def close_follow_up(decision: Decision, purpose: str, user: User | None) -> None:
    """The letter asked for has been drafted."""
    close_todos(key=_key(decision, purpose), user=user)


def close_urged(decision: Decision) -> None:
    """Nothing of this kind waits on the decision any more."""
    for purpose in (P.INTERVIEW_MINUTES, P.LIFTING):
        close_todos(key=_key(decision, purpose))


def _key(decision: Decision, purpose: str) -> str:
    return f"decision:{decision.pk}:further:{purpose}"


def _page(decision: Decision, purpose: str) -> str:
    return reverse("accountability:draft_follow_up", args=[decision.pk, purpose])
