"""What the form of a letter is filled with beforehand: what an earlier letter or a source says; the officer decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from accountability.letters.content import REPORT_WORKDAYS
from accountability.letters.details import (
    DAY,
    INTERVIEW_MATERIALS,
    MOMENT,
    QUESTIONS,
    VETO_EFFECT,
    day,
    moment,
)
from accountability.models import Decision, FollowUpLetter
from accountability.rules.spec import RecipientRole
from foundation.calendar.services import add_working_days

P = FollowUpLetter.Purpose


def proposed_details(purpose: str, decisions: Sequence[Decision]) -> dict[str, Any]:
    """Details in their stored form."""
    if purpose == "interview":
        return {"papers": INTERVIEW_MATERIALS}
    if purpose == P.VETO_REQUEST:
        townships = any(one.recipient_role == RecipientRole.TOWNSHIP_GOVERNMENT for one in decisions)
        return {} if townships else {"effect": VETO_EFFECT}
    letter = decisions[0].letter if decisions else None
    if purpose != P.INTERVIEW_MINUTES or letter is None:
        return {}
    told = letter.details
    found = {name: told[name] for name in ("at", "place", "chair") if name in told}
    if "attendees" in told:
        found["present"] = told["attendees"]
    at = moment(told, "at")
    if at is not None:
        found["report_by"] = add_working_days(at.date(), REPORT_WORKDAYS).isoformat()
    return found


def form_values(purpose: str, details: Mapping[str, Any]) -> dict[str, Any]:
    """Stored details as the form's fields take them: days and moments as such."""
    read = {DAY: day, MOMENT: moment}
    return {
        question.name: read[question.kind](details, question.name) if question.kind in read else details[question.name]
        for question in QUESTIONS.get(purpose, ())
        if question.name in details
    }
