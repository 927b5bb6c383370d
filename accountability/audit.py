"""Journal entries of this package, written the same way everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accountability import actions
from accountability.models import Decision
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.common.actions import Action

RULE_SET_EVENTS = {"ruleset.publish": "发布规则集"}


def event_labels() -> dict[str, str]:
    """Return the Chinese names of the events of this app that are no rows of the permission table."""
    return RULE_SET_EVENTS | actions.event_labels()


def log_decision_event(
    user: User | None, action: Action, decision: Decision, message: str = "", data: Mapping[str, Any] | None = None
) -> None:
    """Enter a declared action on a decision; ``user`` ``None`` is the engine."""
    values = {"key": decision.key, "status": decision.status, **(data or {})}
    record(
        user=user,
        act=action.event_code,
        obj=decision,
        division_code=decision.place_code,
        message=message,
        data=values,
    )
