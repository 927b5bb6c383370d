"""What people decide about a proposal or a flag, outside of its letter: agree, decline, send back, confirm, record.

Each action is declared in ``accountability.actions``; a service keeps person, time and reason, and refuses what
somebody else has meanwhile changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from accountability.actions import DECISION_ACTIONS, FLAG_ACTIONS
from accountability.audit import log_decision_event
from accountability.decisions.todos import ask_for_draft, ask_for_recheck, refresh_decision_todos
from accountability.models import Decision
from foundation.accounts.models import User
from foundation.audit.locking import lock_row, require_version
from foundation.common import clock
from foundation.common.access import require
from foundation.common.actions import Action
from foundation.common.errors import DomainError, ErrorCode
from foundation.worklist.action_todos import settle_todos

NEITHER_NUMBER_NOR_REASON = "请填省级公文的文号；省里没有发文的，写明原因。"


@transaction.atomic
def approve(*, user: User, decision: Decision, version: int | None = None, remark: str = "") -> Decision:
    """同意，转起草: a leader agrees with a proposal; the officers get a to-do to draft the letter.

    Raises ``NotPermitted``, ``Stale``, ``DomainError``: ``reason_too_long``, ``wrong_state``.
    """
    action = DECISION_ACTIONS["approve"]
    require(user, action.permission, on=decision)
    remark = action.clean_text(remark)
    decision = _begin(action, decision, version)
    decision.approved_by, decision.approved_at = user, clock.now()
    _save(decision)
    log_decision_event(user, action, decision, f"同意处理，转起草：{remark}" if remark else "同意处理，转起草。")
    ask_for_draft(action, decision, remark)
    refresh_decision_todos([decision])
    return decision


@transaction.atomic
def decline(*, user: User, decision: Decision, reason: str, version: int | None = None) -> Decision:
    """不予处理: a leader declines a proposal with a reason; it stays visible and counts nowhere as in force.

    Raises ``NotPermitted``, ``Stale``, ``DomainError``: ``reason_missing``, ``reason_too_long``, ``wrong_state``.
    """
    action = DECISION_ACTIONS["decline"]
    require(user, action.permission, on=decision)
    reason = action.clean_text(reason)
    decision = _begin(action, decision, version)
    decision.reason, decision.decided_by, decision.decided_at = reason, user, clock.now()
    decision.approved_by = decision.approved_at = None
    _save(decision)
    log_decision_event(user, action, decision, f"不予处理：{reason}")
    settle_todos(action, decision)
    refresh_decision_todos([decision])
    return decision


@transaction.atomic
def send_back(*, user: User, decision: Decision, reason: str, version: int | None = None) -> Decision:
    """退回核实: the facts are doubtful; the officers are asked to check them, the proposal stays.

    Raises ``NotPermitted``, ``Stale``, ``DomainError``: ``reason_missing``, ``reason_too_long``, ``wrong_state``.
    """
    action = DECISION_ACTIONS["send_back"]
    require(user, action.permission, on=decision)
    reason = action.clean_text(reason)
    decision = _begin(action, decision, version)
    decision.approved_by = decision.approved_at = None
    _save(decision)
    log_decision_event(user, action, decision, f"退回核实：{reason}")
    ask_for_recheck(action, decision, reason)
    return decision


@transaction.atomic
def confirm(*, user: User, decision: Decision, reason: str, version: int | None = None) -> Decision:
    """Answer a flag with a reason: the decision is kept as it is; the same basis does not raise the flag again.

    Raises ``NotPermitted``, ``Stale``, ``DomainError``: ``reason_missing``, ``reason_too_long``, ``wrong_state`` when
    there is no flag.
    """
    action = FLAG_ACTIONS["confirm"]
    require(user, action.permission, on=decision)
    reason = action.clean_text(reason)
    decision = lock_decision(decision, version)
    FLAG_ACTIONS.require_state(action.code, decision.flag)
    label = decision.get_flag_display()
    decision.answered_fingerprints = [*decision.answered_fingerprints, decision.flag_fingerprint]
    decision.flag = decision.flag_fingerprint = ""
    decision.reason, decision.decided_by, decision.decided_at = reason, user, clock.now()
    _save(decision)
    log_decision_event(user, action, decision, f"{label}，经核对维持原决定：{reason}")
    refresh_decision_todos([decision])
    return decision


@transaction.atomic
def record_province(
    *, user: User, decision: Decision, document_number: str = "", reason: str = "", version: int | None = None
) -> Decision:
    """Close an expected provincial measure: by its document's number, or by the reason why none came.

    Raises ``NotPermitted``, ``Stale``, ``DomainError``: ``reason_missing`` with neither number nor reason,
    ``reason_too_long``, ``wrong_state``.
    """
    action = DECISION_ACTIONS["record_province"]
    require(user, action.permission, on=decision)
    document_number, reason = document_number.strip(), action.clean_text(reason)
    if not document_number and not reason:
        missing = NEITHER_NUMBER_NOR_REASON
        raise DomainError(ErrorCode.REASON_MISSING, missing, {"document_number": missing})
    decision = _begin(action, decision, version)
    decision.external_document = document_number
    decision.reason = reason
    decision.decided_by = user
    decision.decided_at = decision.closed_at = clock.now()
    decision.full_clean(exclude=["explanation"])
    _save(decision)
    message = f"登记省级文件{document_number}" if document_number else f"省里没有发文：{reason}"
    log_decision_event(user, action, decision, message)
    refresh_decision_todos([decision])
    return decision


def lock_decision(decision: Decision, version: int | None) -> Decision:
    """Return the newest row, locked. Raises ``Stale`` when ``version`` is no longer the stored one."""
    rows = Decision.objects.select_related("rule__rule_set", "trigger", "county", "decided_by", "letter__document")
    locked = lock_row(rows, decision.pk)
    require_version(locked, version, "这项决定")
    return locked


def lock_decisions(decisions: Sequence[Decision]) -> list[Decision]:
    """The newest rows, locked, with what letters read of them; by primary key, so that two never wait crosswise."""
    rows = Decision.objects.filter(pk__in=[decision.pk for decision in decisions])
    return list(
        rows.select_for_update(of=("self",))
        .select_related(
            "rule__rule_set", "trigger", "county", "recipient_organization", "letter__document__series__issuer"
        )
        .order_by("pk")
    )


def _begin(action: Action, decision: Decision, version: int | None) -> Decision:
    """Return the locked decision with the state that ``action`` leads to, not saved."""
    decision = lock_decision(decision, version)
    decision.status = DECISION_ACTIONS.require_state(action.code, decision.status)
    return decision


def _save(decision: Decision) -> None:
    decision.version += 1
    decision.save()
