"""Decisions of the demonstration years: made by the engine, closed for the years before this portal was in use."""

from __future__ import annotations

import datetime as dt

from django.db.models import Max

from accountability.decisions.todos import refresh_decision_todos
from accountability.models import Decision
from accountability.reconciliation import run
from foundation.common import clock

CLOSED_BEFORE = "演示数据：启用本门户以前的事项，当时已在系统外办结。"
MONTHS_IN_USE = 4


def first_day_in_use(today: dt.date) -> dt.date:
    """Return the first day of this portal in the demonstration: some whole months back."""
    months = today.year * 12 + today.month - 1 - MONTHS_IN_USE
    return dt.date(months // 12, months % 12 + 1, 1)


def make_decisions() -> int:
    """Let the engine propose for every window from 2021, at the times the accidents were registered.

    Decisions from before the portal was in use are closed with the reason that their letters were written elsewhere.
    Returns the number of decisions.
    """
    run.process_requests()
    decisions = list(
        Decision.objects.annotate(known=Max("basis__accident__registered_at")).select_related(
            "rule__rule_set", "trigger"
        )
    )
    now, in_use = clock.now(), clock.start_of_day(first_day_in_use(clock.today()))
    closed = []
    for decision in decisions:
        decision.proposed_at = decision.known or now
        if decision.proposed_at < in_use:
            decision.status, decision.reason = Decision.Status.CLOSED, CLOSED_BEFORE
            decision.closed_at = min(decision.proposed_at + dt.timedelta(days=45), in_use)
            closed.append(decision)
    Decision.objects.bulk_update(decisions, ["proposed_at", "status", "reason", "closed_at"], batch_size=500)
    refresh_decision_todos(closed)
    return len(decisions)
