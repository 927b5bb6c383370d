"""What a letter's document page shows beside the paper: its decisions and the accidents they rest on."""

from __future__ import annotations

from typing import Any

from accidents.models import Status
from accountability.models import Decision, Letter
from foundation.documents.models import Document

EDITABLE = (Document.Status.DRAFT, Document.Status.RETURNED)


def panel(document: Document, user: Any) -> tuple[str, dict[str, Any]] | None:
    """Template and context, or ``None`` for a document that is no letter or whose decisions the user may not see."""
    letter = Letter.objects.filter(document=document).first()
    if letter is None:
        return None
    visible = Decision.objects.visible_to(user).filter(letter=letter)
    decisions = list(visible.select_related("rule").prefetch_related("basis__accident").order_by("rule__order", "pk"))
    if not decisions:
        return None
    accidents = {row.accident.code: row.accident for decision in decisions for row in decision.basis.all()}
    ordered = sorted(accidents.values(), key=lambda accident: (accident.occurred_at, accident.code))
    context = {
        "letter": letter,
        "decisions": decisions,
        "accidents": [(accident, accident.status == Status.VERIFIED) for accident in ordered],
        "may_rewrite": document.status in EDITABLE and user.may("decision.draft_letter"),
    }
    return "accountability/letter_panel.html", context
