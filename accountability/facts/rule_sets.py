"""Which published version of the rules applies."""

from __future__ import annotations

import datetime as dt

from accountability.models import RuleSet
from accountability.rules.spec import Use
from accountability.rules.windows import Window
from foundation.common.errors import DomainError, ErrorCode


def newest(code: str) -> RuleSet:
    """The newest published version of a rule set.  Raises ``DomainError`` when there is none."""
    found = RuleSet.objects.published().filter(code=code).order_by("-version").first()
    if found is None:
        raise DomainError(ErrorCode.UNKNOWN_RULESET, f"没有规则集“{code}”。", {"ruleset": "请选已发布的规则集。"})
    return found


def applied_in(window_start: dt.date) -> list[RuleSet]:
    """The applied versions in force for windows beginning on that day: of each code the newest that covers it."""
    return list(RuleSet.objects.filter(use=Use.APPLIED).in_force(window_start))


def is_in_force(rule_set: RuleSet, window: Window) -> bool:
    """Whether this very version is the one whose decisions are kept for the window."""
    return any(found.pk == rule_set.pk for found in applied_in(window.start))
