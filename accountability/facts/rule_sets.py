"""Rule sets kept and published: loading the data files, reading a stored version back as the evaluator's value.

A published version is immutable (the database refuses changes); a change of the rules is a new version.
"""

from __future__ import annotations

import datetime as dt

from accountability.models import RuleSet
from accountability.rules.spec import (
    DatedBy,
    RuleSetSpec,
    Use,
)
from accountability.rules.windows import Window, WindowKind
from foundation.common.errors import DomainError, ErrorCode


def spec_of(rule_set: RuleSet) -> RuleSetSpec:
    """The evaluator's value of a stored version."""
    rules = tuple(rule.spec for rule in rule_set.rules.all())
    return RuleSetSpec(
        code=rule_set.code,
        version=rule_set.version,
        title=rule_set.title,
        legal_basis=rule_set.legal_basis,
        article=rule_set.article,
        issuer=rule_set.issuer,
        division=rule_set.division_id,
        use=Use(rule_set.use),
        valid_from=rule_set.valid_from,
        valid_to=rule_set.valid_to,
        window=WindowKind(rule_set.window),
        dated_by=DatedBy(rule_set.dated_by),
        rules=rules,
        confirm=rule_set.confirmation_note,
        basis_title=rule_set.basis_title,
        effects=rule_set.effects,
    )


def newest(code: str) -> RuleSet:
    """The newest published version of a rule set.  Raises ``DomainError`` when there is none."""
    found = RuleSet.objects.filter(code=code, published_at__isnull=False).order_by("-version").first()
    if found is None:
        raise DomainError(ErrorCode.UNKNOWN_RULESET, f"没有规则集“{code}”。", {"ruleset": "请选已发布的规则集。"})
    return found


def applied_in(window_start: dt.date) -> list[RuleSet]:
    """The applied versions in force for windows beginning on that day: of each code the newest that covers it."""
    published = RuleSet.objects.filter(use=Use.APPLIED, published_at__isnull=False, valid_from__lte=window_start)
    chosen: dict[str, RuleSet] = {}
    for rule_set in published.order_by("code", "-version"):
        if rule_set.code not in chosen and (rule_set.valid_to is None or window_start <= rule_set.valid_to):
            chosen[rule_set.code] = rule_set
    return list(chosen.values())


def is_in_force(rule_set: RuleSet, window: Window) -> bool:
    """Whether this very version is the one whose decisions are kept for the window."""
    return any(found.pk == rule_set.pk for found in applied_in(window.start))
