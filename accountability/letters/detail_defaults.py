"""Answers proposed before a letter is drafted: what an earlier letter or the rule set says; the officer decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from accountability.letters.content import REPORT_WORKDAYS
from accountability.letters.questions import INTERVIEW_MATERIALS
from accountability.models import Decision, FollowUpLetter
from accountability.rules.measures import Measure
from accountability.rules.spec import RecipientRole
from documents.correspondence.details import moment
from foundation.calendar.services import add_working_days

P = FollowUpLetter.Purpose


def proposed_details(purpose: str, decisions: Sequence[Decision]) -> dict[str, Any]:
    """Details in their stored form."""
    if purpose == Measure.INTERVIEW:
        return {"papers": INTERVIEW_MATERIALS}
    if purpose == P.VETO_REQUEST:
        return _effect_of_veto(decisions)
    letter = decisions[0].letter if decisions else None
    if purpose != P.INTERVIEW_MINUTES or letter is None:
        return {}
    summons = letter.details
    found = {name: summons[name] for name in ("at", "place", "chair") if name in summons}
    if "attendees" in summons:
        found["present"] = summons["attendees"]
    at = moment(summons, "at")
    if at is not None:
        found["report_by"] = add_working_days(at.date(), REPORT_WORKDAYS).isoformat()
    return found


def _effect_of_veto(decisions: Sequence[Decision]) -> dict[str, str]:
    """The effect that the rule set knows; it names counties and departments, and no source names one for townships."""
    if not decisions or any(one.recipient_role == RecipientRole.TOWNSHIP_GOVERNMENT for one in decisions):
        return {}
    effect = decisions[0].rule.rule_set.effects.get(Measure.VETO)
    return {"effect": effect} if effect else {}
