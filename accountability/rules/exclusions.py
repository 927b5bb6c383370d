"""Why an accident is not counted (escalation.md, Evaluation 1): one check a reason, all of them named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from accidents.rules.vocabulary import NOT_COUNTED
from accountability.rules import reasons
from accountability.rules.facts import AccidentFacts
from accountability.rules.measures import Measure
from accountability.rules.reasons import Reason
from accountability.rules.recipients import Recipient, charged_to
from accountability.rules.spec import DatedBy, RuleSetSpec, RuleSpec
from accountability.rules.windows import Window, local_day


def dating_day(accident: AccidentFacts, dated_by: DatedBy) -> dt.date:
    """The day that must lie inside the window."""
    return accident.counted_on if dated_by is DatedBy.COUNTED else local_day(accident.occurred_at)


def exclusion_reasons(
    accident: AccidentFacts, rule: RuleSpec, recipient: Recipient, dated_by: DatedBy, window: Window
) -> tuple[Reason, ...]:
    """Every reason why an accident charged to ``recipient`` is not counted; empty when it is."""
    return tuple(_obstacles(accident, rule, recipient, dated_by, window))


def _obstacles(
    accident: AccidentFacts, rule: RuleSpec, recipient: Recipient, dated_by: DatedBy, window: Window
) -> Iterator[Reason]:
    if accident.status in NOT_COUNTED:
        yield reasons.settled(accident.status, document=accident.status_document, merged_into=accident.merged_into)
    outside = window.days_outside(dating_day(accident, dated_by))
    if outside:
        yield reasons.outside_window(outside)
    if not rule.matches_production(accident.production):
        yield reasons.production_differs(accident.production, rule)
    if not rule.matches_level(accident.level):
        yield _level_reason(accident, rule)
    if rule.findings and not rule.findings & accident.findings:
        yield reasons.no_finding()
    for finding in accident.not_liable:
        if finding.recipient_code == recipient.code:
            yield reasons.not_liable(recipient.name, finding.document_number)


def _level_reason(accident: AccidentFacts, rule: RuleSpec) -> Reason:
    if accident.missing and accident.level_if_missing_dead and rule.matches_level(accident.level_if_missing_dead):
        return reasons.people_missing(accident.deaths, accident.missing, rule)
    return reasons.level_differs(accident.level, rule)


def lapse_reason(
    rule_set: RuleSetSpec,
    rule: RuleSpec,
    recipient: Recipient,
    window: Window,
    basis: Mapping[str, str],
    facts: Mapping[str, AccidentFacts],
) -> str:
    """What happened to the accidents of the basis (code → name as it was counted)."""
    changed = [
        f"{name}{text}"
        for code, name in basis.items()
        if (text := _what_changed(rule_set, rule, recipient, window, facts.get(code)))
    ]
    reason = "；".join(changed) or "依据的事故已不符合本条"
    if rule.threshold > 1:
        return f"不足 {rule.threshold} 起：{reason}"
    return reason


def superseded_reason(measure: Measure) -> str:
    """The reason of escalation.md for a milder measure whose place a graver one takes."""
    return f"等级上升，改为{measure.label}"


def _what_changed(
    rule_set: RuleSetSpec, rule: RuleSpec, recipient: Recipient, window: Window, accident: AccidentFacts | None
) -> str:
    """What happened to an accident of the basis, as its name goes on; empty when nothing did."""
    if accident is None:
        return "的发生地或发生时间已改，不在本区县或本周期内"
    now = charged_to(accident, rule.recipient)
    if now.key != recipient.key:
        return f"的对象已由{recipient.name}改为{now.name}"
    found = exclusion_reasons(accident, rule, recipient, rule_set.dated_by, window)
    return f"：{'，'.join(reason.text for reason in found)}" if found else ""
