"""What a letter's document page shows beside its pages: its decisions, the accidents, the letters before and after."""

from __future__ import annotations

from typing import Any

from accidents.models import Status
from accountability.actions import FOLLOW_UP_LETTER_ACTIONS, LETTER_ACTIONS
from accountability.decisions.status import with_receipts
from accountability.letters.next_steps import next_steps_on, related_letters
from accountability.letters.questions import questions_of
from accountability.models import Decision, FollowUpLetter, Letter
from documents.models import Document
from foundation.accounts.models import User


def panel(document: Document, user: User) -> tuple[str, dict[str, Any]] | None:
    """Template and context, or ``None`` for a document that is no letter or whose decisions the user may not see."""
    letter: Letter | FollowUpLetter | None = Letter.objects.filter(document=document).first()
    follow_up = None
    if letter is None:
        letter = follow_up = FollowUpLetter.objects.filter(document=document).first()
    if letter is None:
        return None
    visible = Decision.objects.visible_to(user)
    found = visible.filter(follow_up_letters=follow_up) if follow_up else visible.filter(letter=letter)
    decisions = list(
        with_receipts(found)
        .select_related("rule__rule_set", "letter__document", "trigger", "county")
        .prefetch_related("basis__accident")
        .order_by("rule__order", "pk")
    )
    if not decisions:
        return None
    accidents = {row.accident.code: row.accident for decision in decisions for row in decision.basis.all()}
    ordered = sorted(accidents.values(), key=lambda accident: (accident.occurred_at, accident.code))
    table = FOLLOW_UP_LETTER_ACTIONS if follow_up else LETTER_ACTIONS
    text_actions = {
        offered.action.code: offered for offered in table.offered(user, letter, state=document.status, key=letter.pk)
    }
    purpose = follow_up.purpose if follow_up else decisions[0].measure
    if not questions_of(purpose):
        text_actions.pop("details", None)
    context = {
        "letter": letter,
        "follow_up": follow_up,
        "decisions": decisions,
        "accidents": [(accident, accident.status == Status.VERIFIED) for accident in ordered],
        "text_actions": text_actions,
        "related": related_letters(decisions, user, but=document),
        "next_steps": next_steps_on(decisions, user),
    }
    return "accountability/letter_panel.html", context
