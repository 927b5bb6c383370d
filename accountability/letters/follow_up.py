"""Follow-up letters: drafting what follows a decision (minutes, request, urging, acceptance, lifting, revocation).

``guards.py`` says what keeps their documents from being issued, ``follow_up_progress.py`` changes the decisions when
they are issued.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from accountability.actions import DECISION_ACTIONS, FOLLOW_UP_ACTIONS, FOLLOW_UP_LETTER_ACTIONS
from accountability.audit import log_decision_event
from accountability.decisions.services import lock_decision, lock_decisions
from accountability.letters.content import note_of
from accountability.letters.follow_up_checks import require_possible
from accountability.letters.follow_up_content import (
    FollowUpSource,
    follow_up_copies,
    follow_up_recipients,
    follow_up_text,
)
from accountability.letters.questions import questions_of
from accountability.models import Decision, FollowUpLetter
from accountability.rules.measures import Measure
from documents.correspondence.details import read_details
from documents.correspondence.drafting import draft_document, rewrite_document
from foundation.accounts.models import User
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode
from foundation.worklist.action_todos import settle_todos

P = FollowUpLetter.Purpose


@transaction.atomic
def draft_follow_up(
    *,
    user: User,
    purpose: str,
    decisions: Sequence[Decision],
    details: Mapping[str, Any] | None = None,
    reason: str = "",
) -> FollowUpLetter:
    """Draft the document of ``purpose`` (``FollowUpLetter.Purpose``) on decisions that belong together.

    ``details`` answers ``questions_of`` the purpose; ``reason`` is why a decision is revoked.  The
    decisions stay as they are until the document is issued.  Raises ``DomainError``: ``unknown_purpose``, what
    ``follow_up_checks.require_possible`` says, ``details``, ``reason_missing``, ``no_series``.
    """
    require(user, DECISION_ACTIONS["draft_letter"].permission)
    if purpose not in P.values:
        raise DomainError(ErrorCode.UNKNOWN_PURPOSE, "没有这种后续公文。", {"purpose": "没有这种后续公文。"})
    action = FOLLOW_UP_ACTIONS[purpose]
    reason = action.clean_text(reason)
    chosen = lock_decisions(decisions)
    for decision in chosen:
        require(user, action.permission, on=decision)
    require_possible(purpose, chosen)
    source = FollowUpSource(purpose, chosen, read_details(questions_of(purpose), details or {}), reason)
    _require_complete(source)
    kind, text = source.kind, follow_up_text(source)
    document = draft_document(
        user=user,
        kind=kind,
        series=source.series,
        text=text,
        copies_to=follow_up_copies(source),
        note=note_of(text, chosen),
        recipients=follow_up_recipients(source),
    )
    letter = FollowUpLetter(document=document, purpose=purpose, details=source.details, reason=source.reason)
    letter.full_clean()
    letter.save()
    letter.decisions.set(chosen)
    for decision in chosen:
        log_decision_event(user, action, decision, f"起草{kind.label}《{document.title}》。")
        settle_todos(action, decision)
    return letter


@transaction.atomic
def revoke(
    *,
    user: User,
    decision: Decision,
    reason: str,
    version: int | None = None,
    details: Mapping[str, Any] | None = None,
) -> FollowUpLetter:
    """Draft the 撤销通知 of one decision in the ``version`` that was read; raises as ``draft_follow_up`` does, and
    ``Stale``."""
    chosen = _read_in_version(user, P.REVOCATION, decision, version)
    return draft_follow_up(user=user, purpose=P.REVOCATION, decisions=chosen, details=details, reason=reason)


@transaction.atomic
def lift(*, user: User, decision: Decision, version: int | None = None) -> FollowUpLetter:
    """Draft the 解除黄牌警告通知 of one card in the ``version`` that was read; raises as ``draft_follow_up`` does, and
    ``Stale``."""
    chosen = _read_in_version(user, P.LIFTING, decision, version)
    return draft_follow_up(user=user, purpose=P.LIFTING, decisions=chosen)


@transaction.atomic
def rewrite_follow_up(
    *,
    user: User,
    letter: FollowUpLetter,
    details: Mapping[str, Any] | None = None,
    reason: str | None = None,
    version: int | None = None,
) -> FollowUpLetter:
    """Write the text anew from what is registered now; ``details`` and ``reason`` replace the earlier answers.

    ``version`` is the document's.  What the officer wrote by hand stays in the document's earlier versions.
    """
    require(user, FOLLOW_UP_LETTER_ACTIONS["rewrite"].permission)
    source = source_of(letter)
    if not source.decisions:
        raise DomainError(ErrorCode.NOTHING_CHOSEN, "文中已没有处理决定，不能更新正文。")
    if details is not None:
        source = replace(source, details=read_details(questions_of(letter.purpose), details))
    if reason is not None:
        source = replace(source, reason=FOLLOW_UP_ACTIONS[letter.purpose].clean_text(reason))
    _require_complete(source)
    text = follow_up_text(source)
    rewrite_document(
        user=user,
        document=letter.document,
        text=text,
        note=note_of(text, source.decisions),
        recipients=follow_up_recipients(source),
        is_upward=source.kind.is_upward,
        version=version,
    )
    letter.details, letter.reason = source.details, source.reason
    letter.version += 1
    letter.save(update_fields=["details", "reason", "version"])
    return letter


def source_of(letter: FollowUpLetter) -> FollowUpSource:
    """What a stored letter is written from."""
    decisions = letter.decisions.select_related(
        "rule__rule_set", "trigger", "county", "recipient_organization", "letter__document__series__issuer"
    ).order_by("pk")
    return FollowUpSource(letter.purpose, list(decisions), letter.details, letter.reason)


def _read_in_version(user: User, purpose: str, decision: Decision, version: int | None) -> list[Decision]:
    require(user, FOLLOW_UP_ACTIONS[purpose].permission, on=decision)
    return [lock_decision(decision, version)]


def _require_complete(source: FollowUpSource) -> None:
    """Refuse what must not stay open: findings of an acceptance, who agreed to end a veto."""
    fields: dict[str, str] = {}
    if source.purpose == P.ACCEPTANCE and not source.details.get("findings"):
        fields["findings"] = "请写验收事项，至少一项。"
    if source.purpose == P.REVOCATION and source.letter.measure == Measure.VETO:
        asked = {"approval_number": "批准文号", "approved_on": "批准日期"}
        fields |= {
            name: f"一票否决由市委、市政府决定，请填同意撤销的{word}。"
            for name, word in asked.items()
            if not source.details.get(name)
        }
    if fields:
        raise DomainError(ErrorCode.DETAILS, next(iter(fields.values())), fields)
