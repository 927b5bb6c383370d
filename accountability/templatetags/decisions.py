"""Tags and filters for the pages of decisions: ``{% load decisions %}``."""

from __future__ import annotations

from django import template

from accountability import badges
from accountability.decisions.status import BADGE_STATE, combined_status
from accountability.models import Decision

register = template.Library()

register.simple_tag(badges.measure_badge)

_CLASSES = {
    "proposed": "state-now",
    "expected": "state-now",
    "drafting": "state-now",
    "in_review": "state-now",
    "to_sign": "state-now",
    "signed": "state-now",
    "issuing": "state-now",
    "issued": "state-done",
    "served": "state-done",
    "acknowledged": "state-done",
    "closed": "state-over",
}


@register.filter
def badge_state(decision: Decision) -> str:
    """How the measure's badge is drawn: dashed while proposed, grey after its end."""
    return BADGE_STATE.get(decision.status, "")


@register.filter
def state_word(decision: Decision) -> str:
    """The state in the word every page uses for it."""
    return combined_status(decision).text


@register.filter
def state_class(decision: Decision) -> str:
    """The class of the state word."""
    return _CLASSES.get(combined_status(decision).code, "state-over")
