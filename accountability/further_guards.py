"""What keeps a further letter from being submitted, signed or issued, in words: asked by the document's own acts."""

from __future__ import annotations

from typing import Any

from accountability.further_checks import reasons_against_going_on
from accountability.further_content import Matter, further_text
from accountability.letter_guards import accident_reasons
from accountability.models import FurtherLetter
from accountability.text_guards import TEXT_ACTS, text_reasons
from foundation.documents.models import Document


def reasons_against(document: Document, act: str, user: Any) -> list[str]:
    """The reasons why this act must wait, empty when it may be done or the document is no further letter."""
    if act not in TEXT_ACTS:
        return []
    letter = FurtherLetter.objects.filter(document=document).first()
    if letter is None:
        return []
    decisions = list(
        letter.decisions.select_related(
            "rule__rule_set", "trigger", "county", "recipient_organization", "letter__document__series__issuer"
        ).prefetch_related("basis__accident", "basis__revision")
    )
    reasons = reasons_against_going_on(letter, decisions)
    if reasons:
        return reasons
    matter = Matter(letter.purpose, decisions, letter.details, letter.reason)
    reasons = text_reasons(document, further_text(matter), decisions)
    if act == "issue" and letter.purpose == FurtherLetter.Purpose.VETO_REQUEST:
        reasons += accident_reasons(decisions)
    return reasons
