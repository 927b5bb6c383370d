"""Why a proposal no longer holds, in the words a person reads later.  Pure."""

from __future__ import annotations

from collections.abc import Mapping

from accountability.facts import AccidentFacts
from accountability.measures import MEASURE_TEXT, Measure
from accountability.obstacles import obstacles
from accountability.recipients import Recipient, charged_to
from accountability.rules import RuleSetSpec, RuleSpec
from accountability.windows import Window


def lapse_reason(
    rule_set: RuleSetSpec,
    rule: RuleSpec,
    recipient: Recipient,
    window: Window,
    basis: Mapping[str, str],
    facts: Mapping[str, AccidentFacts],
) -> str:
    """What happened to the accidents of the basis (code → name as it was counted)."""
    changed: list[str] = []
    for code, name in basis.items():
        text = _what_changed(rule_set, rule, recipient, window, facts.get(code))
        if text:
            changed.append(f"{name}{text}" if text.startswith("的") else f"{name}：{text}")
    reason = "；".join(changed) or "依据的事故已不符合本条"
    if rule.threshold > 1:
        return f"不足 {rule.threshold} 起：{reason}"
    return reason


def superseded_reason(measure: Measure) -> str:
    """The reason of escalation.md for a milder measure whose place a graver one takes."""
    return f"等级上升，改为{MEASURE_TEXT[measure]}"


def _what_changed(
    rule_set: RuleSetSpec, rule: RuleSpec, recipient: Recipient, window: Window, accident: AccidentFacts | None
) -> str:
    if accident is None:
        return "的发生地或发生时间已改，不在本区县或本周期内"
    now = charged_to(accident, rule.recipient)
    if now.key != recipient.key:
        return f"的对象已由{recipient.name}改为{now.name}"
    return "，".join(reason.text for reason in obstacles(accident, rule, recipient, rule_set.dated_by, window))
