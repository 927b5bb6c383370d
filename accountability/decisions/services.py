"""What people decide about a proposal or a flag, outside of its letter: agree, decline, send back, confirm, record.

Every act names its permission, keeps person, time and reason, and refuses what somebody else has meanwhile changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from accountability.audit import log_decision_event
from accountability.decisions.todos import (
    close_draft,
    close_recheck,
    open_draft,
    open_recheck,
    refresh_decision_todos,
)
from accountability.models import Decision
from foundation.common import clock
from foundation.common.access import require
from foundation.common.clock import local
from foundation.common.errors import DomainError, ErrorCode, Stale

LEADER_DECIDES = "是否处理要由局领导决定，请报局领导办理。"


@transaction.atomic
def approve(*, user: Any, decision: Decision, version: int | None = None, remark: str = "") -> Decision:
    """同意，转起草: a leader agrees with a proposal; the officers get a to-do to draft the letter."""
    require(user, "decision.approve", on=decision, message=LEADER_DECIDES)
    decision = _locked(decision, version)
    _must_be(decision, Decision.Status.PROPOSED)
    decision.approved_by, decision.approved_at = user, clock.now()
    _save(decision)
    log_decision_event(user, "decision.approve", decision, _with_remark("同意处理，转起草", remark))
    close_recheck(decision, user)
    refresh_decision_todos([decision], user)
    open_draft(decision, remark)
    return decision


@transaction.atomic
def decline(*, user: Any, decision: Decision, reason: str, version: int | None = None) -> Decision:
    """不予处理: a leader declines a proposal with a reason; it stays visible and counts nowhere as in force.

    Raises ``DomainError("reason_missing")`` without a reason, ``("wrong_state")`` when it is no longer a proposal.
    """
    require(user, "decision.decline", on=decision, message=LEADER_DECIDES)
    reason = _reason(reason, "请写不予处理的理由，会留在决定里。")
    decision = _locked(decision, version)
    _must_be(decision, Decision.Status.PROPOSED)
    decision.status = Decision.Status.DECLINED
    decision.reason, decision.decided_by, decision.decided_at = reason, user, clock.now()
    decision.approved_by = decision.approved_at = None
    _save(decision)
    log_decision_event(user, "decision.decline", decision, f"不予处理：{reason}")
    close_recheck(decision, user)
    close_draft(decision, user)
    refresh_decision_todos([decision], user)
    return decision


@transaction.atomic
def send_back(*, user: Any, decision: Decision, reason: str, version: int | None = None) -> Decision:
    """退回核实: the facts are doubtful; the officers are asked to check them, the proposal stays."""
    require(user, "decision.send_back", on=decision)
    reason = _reason(reason, "请写要核实什么，经办人按此去查。")
    decision = _locked(decision, version)
    _must_be(decision, Decision.Status.PROPOSED)
    decision.approved_by = decision.approved_at = None
    _save(decision)
    log_decision_event(user, "decision.send_back", decision, f"退回核实：{reason}")
    close_draft(decision, user)
    open_recheck(decision, reason)
    return decision


@transaction.atomic
def confirm(*, user: Any, decision: Decision, reason: str, version: int | None = None) -> Decision:
    """Answer a flag with a reason: the decision is kept as it is; the same basis does not raise the flag again."""
    require(user, "decision.confirm", on=decision)
    reason = _reason(reason, "请写维持原决定的理由。")
    decision = _locked(decision, version)
    if not decision.flag:
        raise DomainError(ErrorCode.NO_FLAG, "这项决定没有待核对的提示，可能已有人办过，请刷新后查看。")
    label = decision.get_flag_display()
    decision.answered_fingerprints = [*decision.answered_fingerprints, decision.flag_fingerprint]
    decision.flag = decision.flag_fingerprint = ""
    decision.reason, decision.decided_by, decision.decided_at = reason, user, clock.now()
    _save(decision)
    log_decision_event(user, "decision.confirm", decision, f"{label}，经核对维持原决定：{reason}")
    refresh_decision_todos([decision], user)
    return decision


@transaction.atomic
def record_province(
    *, user: Any, decision: Decision, document_number: str = "", reason: str = "", version: int | None = None
) -> Decision:
    """Close an expected provincial measure: by its document's number, or by the reason why none came."""
    require(user, "decision.record_province", on=decision)
    document_number, reason = document_number.strip(), reason.strip()
    if not document_number and not reason:
        message = "请填省级公文的文号；省里没有发文的，写明原因。"
        raise DomainError(ErrorCode.REASON_MISSING, message, {"document_number": message})
    decision = _locked(decision, version)
    _must_be(decision, Decision.Status.EXPECTED)
    decision.status = Decision.Status.CLOSED
    decision.external_document = document_number
    decision.reason = reason
    decision.decided_by = user
    decision.decided_at = decision.closed_at = clock.now()
    decision.full_clean(exclude=["explanation"])
    _save(decision)
    told = f"登记省级文件{document_number}" if document_number else f"省里没有发文：{reason}"
    log_decision_event(user, "decision.record_province", decision, told)
    refresh_decision_todos([decision], user)
    return decision


def _locked(decision: Decision, version: int | None) -> Decision:
    locked = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("rule__rule_set", "trigger", "county", "decided_by", "letter__document")
        .get(pk=decision.pk)
    )
    if version is not None and version != locked.version:
        who = locked.decided_by.name if locked.decided_by and locked.decided_at else "系统"
        when = f"{local(locked.decided_at):%H:%M}" if locked.decided_at else ""
        raise Stale(f"这项决定已有变化（{who}{when}，现为“{locked.get_status_display()}”），请看清现在的依据再办。")
    return locked


def _must_be(decision: Decision, status: str) -> None:
    if decision.status != status:
        wanted = Decision.Status(status).label
        raise DomainError(
            ErrorCode.WRONG_STATE, f"这项决定现为“{decision.get_status_display()}”，只有“{wanted}”时才能这样办。"
        )


def _reason(text: str, ask: str) -> str:
    text = text.strip()
    if not text:
        raise DomainError(ErrorCode.REASON_MISSING, ask, {"reason": ask})
    if len(text) > 500:
        raise DomainError(ErrorCode.REASON_TOO_LONG, "理由不超过 500 字。", {"reason": "理由不超过 500 字。"})
    return text


def _save(decision: Decision) -> None:
    decision.version += 1
    decision.save()


def _with_remark(text: str, remark: str) -> str:
    return f"{text}：{remark.strip()}" if remark.strip() else f"{text}。"


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
