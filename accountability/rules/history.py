"""How a conclusion changed as facts were recorded: the steps of the as-of slider.  Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from accountability.rules.evaluation import explain
from accountability.rules.explanation import Explanation
from accountability.rules.facts import AccidentFacts
from accountability.rules.recipients import Recipient
from accountability.rules.spec import RuleSetSpec
from accountability.rules.windows import Window


@dataclass(frozen=True)
class ConclusionChange:
    """A moment at which the accidents counted, or their figures, changed; ``title`` says how."""

    moment: dt.datetime
    title: str
    count: int
    met: bool


def conclusion_steps(
    history: History,
    spec: RuleSetSpec,
    window: Window,
    *,
    rule_code: str,
    recipient: Recipient,
    trigger: str | None,
) -> list[ConclusionChange]:
    """Every moment at which this rule's answer for this recipient changed, oldest first."""
    rule = spec.rule(rule_code)
    steps: list[ConclusionChange] = []
    before: Explanation | None = None
    for moment in sorted({recorded for recorded, _ in history}):
        now = explain(
            facts_at(history, moment), spec, window, rule_code=rule.code, recipient=recipient, trigger=trigger
        )
        title = _what_changed(before, now)
        if title:
            steps.append(ConclusionChange(moment, title, len(now.counted), now.met))
        before = now
    return steps


def _what_changed(before: Explanation | None, now: Explanation) -> str:
    old = {item.code: item for item in before.counted} if before else {}
    new = {item.code: item for item in now.counted}
    names: Sequence[str] = [item.name for code, item in new.items() if code not in old]
    if names:
        return f"登记第 {len(new)} 起：{names[0]}" if len(names) == 1 else f"登记 {len(names)} 起"
    gone = [item.name for code, item in old.items() if code not in new]
    if gone:
        return f"{gone[0]}不再计入"
    corrected = [item.name for code, item in new.items() if item.fingerprint != old[code].fingerprint]
    if corrected:
        return f"{corrected[0]}更正，仍计入"
    was_open = {entry.code for entry in before.nearly_counted if entry.would_change} if before else set()
    for entry in now.nearly_counted:
        if entry.would_change and entry.code not in was_open:
            return f"{entry.name}待定：{entry.reason_text}"
    return ""


#: Moments of recording with the facts recorded then, oldest first.
History = Sequence[tuple[dt.datetime, AccidentFacts]]


def facts_at(history: History, moment: dt.datetime) -> list[AccidentFacts]:
    """The newest facts of each accident recorded at or before ``moment`` (aware)."""
    newest: dict[str, AccidentFacts] = {}
    for recorded, facts in history:
        if recorded <= moment:
            newest[facts.code] = facts
    return list(newest.values())
