"""Which letter may come next on a decision or a document, as buttons; and which letters belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from accountability.actions import APPROVAL_ACTIONS, FOLLOW_UP_ACTIONS, approval_state
from accountability.actions.eligibility import latest_request
from accountability.models import Decision, FollowUpLetter, Letter
from accountability.rules.measures import Measure
from documents.models import Document
from foundation.accounts.models import User
from foundation.common.actions import OfferedAction


@dataclass(frozen=True)
class RelatedLetter:
    """A document that belongs to the same decisions."""

    label: str
    url: str
    number_or_title: str
    status: str


def next_steps(decision: Decision, user: User) -> list[OfferedAction]:
    """Return the buttons of letters on one decision for this user, the expected steps first."""
    offered = FOLLOW_UP_ACTIONS.offered(user, decision, state=decision.status, key=decision.pk)
    request = latest_request(decision) if decision.measure == Measure.VETO else None
    if request is not None:
        offered = APPROVAL_ACTIONS.offered(user, request, state=approval_state(request), key=request.pk) + offered
    return sorted(offered, key=_is_later)


def next_steps_on(decisions: Sequence[Decision], user: User) -> list[OfferedAction]:
    """Return the buttons of a document: each once, for the first decision on which it may be done."""
    found: dict[str, OfferedAction] = {}
    for decision in decisions:
        for offered in next_steps(decision, user):
            # A document is revoked as a whole, unless its officer unticks some of it.
            is_revoking = offered.action.code == FollowUpLetter.Purpose.REVOCATION
            found.setdefault(
                offered.action.code, replace(offered, url=f"{offered.url}?whole=1") if is_revoking else offered
            )
    return sorted(found.values(), key=_is_later)


def _is_later(offered: OfferedAction) -> bool:
    return not offered.action.is_primary


def related_letters(decisions: Sequence[Decision], user: User, *, but: Document | None = None) -> list[RelatedLetter]:
    """The letters that carry and follow these decisions, as far as the user may see them, oldest first."""
    carrying = Letter.objects.visible_to(user).filter(decisions__in=decisions)
    following = FollowUpLetter.objects.visible_to(user).filter(decisions__in=decisions)
    documents = {
        row.document.pk: row.document
        for rows in (carrying, following)
        for row in rows.select_related("document").distinct()
    }
    return [
        RelatedLetter(
            document.kind_label,
            reverse("documents:detail", args=[document.pk]),
            document.document_number or document.title,
            document.state_label,
        )
        for _, document in sorted(documents.items())
        if but is None or document.pk != but.pk
    ]
