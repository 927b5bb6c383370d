"""Decisions of the demonstration years: made by the engine, closed for the years before this portal was in use."""

from __future__ import annotations

import datetime as dt

from django.db.models import Max

from accountability import reconciliation
from accountability.models import Decision
from accountability.todos import refresh_decision_todos
from foundation.workdays import clock

CLOSED_BEFORE = "演示数据：启用本门户以前的年度，当年已在系统外办结。"


def make_decisions() -> int:
    """Let the engine propose for every window from 2021, at the times the accidents were registered.

    Decisions of earlier years are closed with a reason: their papers were written before there was a portal.
    Returns how many decisions there are.
    """
    reconciliation.drain()
    decisions = list(
        Decision.objects.annotate(known=Max("basis__accident__registered_at")).select_related(
            "rule__rule_set", "trigger"
        )
    )
    first_day = clock.today().replace(month=1, day=1)
    now = clock.now()
    closed = []
    for decision in decisions:
        decision.proposed_at = decision.known or now
        if decision.window_end < first_day:
            decision.status, decision.reason = Decision.Status.CLOSED, CLOSED_BEFORE
            decision.closed_at = _end_of(decision.window_end, now)
            closed.append(decision)
    Decision.objects.bulk_update(decisions, ["proposed_at", "status", "reason", "closed_at"], batch_size=500)
    refresh_decision_todos(closed)
    return len(decisions)


def _end_of(day: dt.date, now: dt.datetime) -> dt.datetime:
    return min(clock.start_of_day(day + dt.timedelta(days=1)), now)
