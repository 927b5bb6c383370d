"""Which letter may come next on a decision or a document, as plain buttons; and which letters belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from accountability.letters.follow_up_checks import is_possible
from accountability.letters.veto_approval import latest_request
from accountability.models import Decision, FollowUpLetter, Letter
from accountability.rules.measures import Measure
from documents.models import Document

P = FollowUpLetter.Purpose
#: The button's word for each purpose, in the order of a decision's life.
WORDS = {
    P.VETO_REQUEST: "起草请示",
    P.INTERVIEW_MINUTES: "起草约谈纪要",
    P.ACCEPTANCE: "起草整改验收意见",
    P.LIFTING: "起草解除黄牌警告通知",
    P.URGING: "起草催办函",
    P.SUPERVISION: "起草督办函",
    P.REVOCATION: "起草撤销通知",
}
#: What of these is the expected next step; the rest is there when it is needed.
_LEADING = (P.VETO_REQUEST, P.INTERVIEW_MINUTES, P.LIFTING)


@dataclass(frozen=True)
class NextAct:
    """A button: its word, where it leads, and whether it is the expected next step."""

    label: str
    url: str
    is_leading: bool = False


@dataclass(frozen=True)
class RelatedLetter:
    """A document that belongs to the same decisions."""

    label: str
    url: str
    number_or_title: str
    status: str


def may_draft_letter(decision: Decision) -> bool:
    """Whether a proposal's own letter may be begun: a veto has to be asked for first."""
    if decision.status != Decision.Status.PROPOSED or decision.recipient_organization_id is None:
        return False
    if decision.measure != Measure.VETO:
        return True
    request = latest_request(decision)
    return request is not None and request.is_approved is not False


def next_acts(decision: Decision, user: Any) -> list[NextAct]:
    """The buttons of one decision for this user, the expected step first."""
    acts = []
    request = latest_request(decision) if decision.measure == Measure.VETO else None
    if request is not None and awaits_approval(request) and user.may("decision.record_approval"):
        acts.append(NextAct("登记批复", reverse("accountability:record_approval", args=[request.pk]), True))
    if user.may("decision.draft_letter"):
        acts += [
            NextAct(word, reverse("accountability:draft_follow_up", args=[decision.pk, purpose]), purpose in _LEADING)
            for purpose, word in WORDS.items()
            if is_possible(purpose, decision)
        ]
    return sorted(acts, key=lambda act: not act.is_leading)


def next_acts_on(decisions: Sequence[Decision], user: Any) -> list[NextAct]:
    """The buttons of a document: each once, for the first decision on which it may be done."""
    found: dict[str, NextAct] = {}
    for decision in decisions:
        for act in next_acts(decision, user):
            # A document is revoked as a whole, unless its officer unticks some of it.
            is_revoking = act.label == WORDS[P.REVOCATION]
            found.setdefault(act.label, replace(act, url=f"{act.url}?whole=1") if is_revoking else act)
    return sorted(found.values(), key=lambda act: not act.is_leading)


def awaits_approval(request: FollowUpLetter) -> bool:
    """Whether a request is out and its answer not recorded."""
    return request.is_approved is None and request.document.status == Document.Status.ISSUED


def related_letters(decisions: Sequence[Decision], user: Any, *, but: Document | None = None) -> list[RelatedLetter]:
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
