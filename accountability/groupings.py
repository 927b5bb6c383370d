"""The grouping of stored decisions: which matter they belong to (``letter_groups.py`` says what that means)."""

from __future__ import annotations

from accountability.letter_groups import Grouping
from accountability.models import Decision
from accountability.windows import Window, local_day


def grouping_of(decision: Decision) -> Grouping:
    """The matter a decision belongs to; reads ``rule``, its rule set and ``trigger``."""
    rule, month = decision.rule, None
    if decision.trigger is not None:
        occasion = decision.trigger.code
        ordinary_notice = rule.measure == "notice" and rule.level_max == "ordinary"
        if ordinary_notice and decision.trigger.occurred_at:
            month = local_day(decision.trigger.occurred_at).replace(day=1)
    else:
        occasion = f"{decision.county_id}@{Window(decision.window_start, decision.window_end).key}"
    return Grouping(rule.rule_set.code, decision.measure, rule.clause, occasion, month)
