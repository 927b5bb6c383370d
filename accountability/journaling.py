"""Journal entries of this package, written the same way everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accountability.models import Decision, RuleSet
from foundation.journal.services import record
from foundation.organizations.models import User


def note_decision(
    user: User | None, act: str, decision: Decision, message: str = "", data: Mapping[str, Any] | None = None
) -> None:
    """Enter an act on a decision; ``user`` ``None`` is the engine."""
    values = {"key": decision.key, "status": decision.status, **(data or {})}
    record(user=user, act=act, obj=decision, division_code=decision.place_code, message=message, data=values)


def note_rule_set(act: str, rule_set: RuleSet, message: str) -> None:
    """Enter an act on a rule set, done by the system."""
    record(user=None, act=act, obj=rule_set, division_code=rule_set.division_id, message=message)
