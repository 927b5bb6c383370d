"""What a letter's document page shows beside the paper: its decisions, the accidents, the letters before and after."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accidents.models import Status
from accountability.decisions.status import with_receipts
from accountability.letters.details import QUESTIONS
from accountability.letters.next_steps import next_acts_on, related_letters
from accountability.models import Decision, FollowUpLetter, Letter
from documents.actions import EDITABLE
from documents.models import Document


def panel(document: Document, user: Any) -> tuple[str, dict[str, Any]] | None:
    """Template and context, or ``None`` for a document that is no letter or whose decisions the user may not see."""
    letter: Letter | FollowUpLetter | None = Letter.objects.filter(document=document).first()
    further = None
    if letter is None:
        letter = further = FollowUpLetter.objects.filter(document=document).first()
    if letter is None:
        return None
    visible = Decision.objects.visible_to(user)
    found = visible.filter(follow_up_letters=further) if further else visible.filter(letter=letter)
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
    may_rewrite = document.status in EDITABLE and user.may("decision.draft_letter")
    purpose = further.purpose if further else decisions[0].measure
    context = {
        "letter": letter,
        "further": further,
        "decisions": decisions,
        "accidents": [(accident, accident.status == Status.VERIFIED) for accident in ordered],
        "may_rewrite": may_rewrite,
        "rewrite_url": reverse(f"accountability:{'rewrite_follow_up' if further else 'rewrite'}", args=[letter.pk]),
        "details_url": reverse(f"accountability:{'follow_up_details' if further else 'details'}", args=[letter.pk]),
        "has_questions": may_rewrite and (bool(QUESTIONS.get(purpose)) or purpose == "revocation"),
        "related": related_letters(decisions, user, but=document),
        "next_acts": next_acts_on(decisions, user),
    }
    return "accountability/letter_panel.html", context
