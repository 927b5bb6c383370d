"""Further letters: drafting what follows a decision (minutes, request, urging, acceptance, lifting, revocation).

Their documents go the way of every document; what they may not do there is said by ``further_guards.py``, what follows
for the decisions when they are issued is done by ``further_progress.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from accountability.audit import log_decision_event
from accountability.decisions.services import lock_decisions
from accountability.letters.content import content_for
from accountability.letters.details import read_details
from accountability.letters.follow_up_checks import require_possible
from accountability.letters.follow_up_content import (
    Matter,
    further_copies,
    further_recipients,
    further_text,
)
from accountability.letters.follow_up_todos import close_further
from accountability.models import Decision, FollowUpLetter
from accountability.rules.measures import Measure
from documents.content.builder import SIGNER_PLACEHOLDER
from documents.typesetting.content.blocks import DocumentContent
from documents.workflow import drafting
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode

P = FollowUpLetter.Purpose


@transaction.atomic
def draft_follow_up(
    *,
    user: Any,
    purpose: str,
    decisions: Sequence[Decision],
    details: Mapping[str, Any] | None = None,
    reason: str = "",
) -> FollowUpLetter:
    """Draft the document of ``purpose`` (``FurtherLetter.Purpose``) on decisions that belong together.

    ``details`` answers ``letter_details.QUESTIONS`` of the purpose; ``reason`` is why a decision is revoked.  The
    decisions stay as they are until the document is issued.  Raises ``DomainError``: ``unknown_purpose``, what
    ``further_checks.require_possible`` says, ``details``, ``reason_missing``, ``no_series``.
    """
    require(user, "decision.draft_letter")
    if purpose not in P.values:
        raise DomainError(ErrorCode.UNKNOWN_PURPOSE, "没有这种后续公文。", {"purpose": "没有这种后续公文。"})
    chosen = lock_decisions(decisions)
    for decision in chosen:
        require(user, "decision.draft_letter", on=decision)
    require_possible(purpose, chosen)
    matter = Matter(purpose, chosen, read_details(purpose, details or {}), reason.strip())
    _require_complete(matter)
    recipients, kind = further_recipients(matter), matter.kind
    document = drafting.create_document(
        user=user,
        kind=kind.code,
        kind_label=kind.label,
        series=matter.series,
        content=_content(matter, further_copies(matter)),
        recipients=recipients,
    )
    letter = FollowUpLetter(document=document, purpose=purpose, details=matter.details, reason=matter.reason)
    letter.full_clean()
    letter.save()
    letter.decisions.set(chosen)
    for decision in chosen:
        log_decision_event(user, "decision.draft_letter", decision, f"起草{kind.label}《{document.title}》。")
        close_further(decision, purpose, user)
    return letter


@transaction.atomic
def rewrite_further(
    *,
    user: Any,
    letter: FollowUpLetter,
    details: Mapping[str, Any] | None = None,
    reason: str | None = None,
    version: int | None = None,
) -> FollowUpLetter:
    """Write the text anew from what is registered now; ``details`` and ``reason`` replace what was told before.

    ``version`` is the document's.  What the officer wrote by hand stays in the document's earlier versions.
    """
    require(user, "decision.draft_letter")
    matter = matter_of(letter)
    if not matter.decisions:
        raise DomainError(ErrorCode.NOTHING_CHOSEN, "文中已没有处理决定，不能更新正文。")
    if details is not None:
        matter = replace(matter, details=read_details(letter.purpose, details))
    if reason is not None:
        matter = replace(matter, reason=reason.strip())
    _require_complete(matter)
    document = letter.document
    drafting.save_content(user=user, document=document, content=_content(matter, document.copies_to), version=version)
    drafting.set_recipients(user=user, document=document, recipients=further_recipients(matter))
    letter.details, letter.reason = matter.details, matter.reason
    letter.version += 1
    letter.save(update_fields=["details", "reason", "version"])
    return letter


def matter_of(letter: FollowUpLetter) -> Matter:
    """What a stored letter is written from."""
    decisions = letter.decisions.select_related(
        "rule__rule_set", "trigger", "county", "recipient_organization", "letter__document__series__issuer"
    ).order_by("pk")
    return Matter(letter.purpose, list(decisions), letter.details, letter.reason)


def _content(matter: Matter, copies_to: str) -> DocumentContent:
    content = content_for(matter.series, further_text(matter), copies_to, matter.decisions)
    return replace(content, signer=SIGNER_PLACEHOLDER) if matter.kind.is_upward else content


def _require_complete(matter: Matter) -> None:
    """What cannot be left as a gap: findings of an acceptance, the reason of a revocation, who agreed to end a veto."""
    fields: dict[str, str] = {}
    if matter.purpose == P.ACCEPTANCE and not matter.details.get("findings"):
        fields["findings"] = "请写验收事项，至少一项。"
    if matter.purpose == P.REVOCATION:
        if not matter.reason:
            fields["reason"] = "请写撤销的理由，会写进通知。"
        if len(matter.reason) > 500:
            fields["reason"] = "理由不超过 500 字。"
        if matter.letter.measure == Measure.VETO:
            asked = {"approval_number": "批准文号", "approved_on": "批准日期"}
            fields |= {
                name: f"一票否决由市委、市政府决定，请填同意撤销的{word}。"
                for name, word in asked.items()
                if not matter.details.get(name)
            }
    if fields:
        raise DomainError(ErrorCode.DETAILS, next(iter(fields.values())), fields)
