"""Why an accident is not counted (escalation.md, Evaluation 1): one check a reason, all of them named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from accidents.rules.vocabulary import NOT_COUNTED, Level, Production, Status
from accountability.rules.explanation import Reason
from accountability.rules.facts import AccidentFacts
from accountability.rules.measures import Measure
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
        yield _status_reason(accident)
    outside = window.days_outside(dating_day(accident, dated_by))
    if outside:
        yield Reason("outside_window", f"在统计周期之外，{'早' if outside < 0 else '晚'} {abs(outside)} 天")
    if not rule.matches_production(accident.production):
        yield _production_reason(accident, rule)
    if not rule.matches_level(accident.level):
        yield _level_reason(accident, rule)
    if rule.findings and not rule.findings & accident.findings:
        yield Reason("no_finding", "没有瞒报、谎报的认定")
    for finding in accident.not_liable:
        if finding.recipient_code == recipient.code:
            yield Reason("not_liable", f"调查认定{recipient.name}无责任（{finding.document_number}）")


def _status_reason(accident: AccidentFacts) -> Reason:
    word = Status(accident.status).label
    if accident.status == Status.MERGED:
        word += f" {accident.merged_into}" if accident.merged_into else "其他事故"
    text = f"{word} {accident.status_document}".strip()
    return Reason(accident.status, text)


def _production_reason(accident: AccidentFacts, rule: RuleSpec) -> Reason:
    wanted = Production(rule.production).noun
    if accident.production == Production.PENDING:
        return Reason("pending_production", "是否生产安全事故待认定", f"如认定为{wanted}")
    return Reason("other_production", f"本条只看{wanted}")


def _level_reason(accident: AccidentFacts, rule: RuleSpec) -> Reason:
    figures = f"死亡 {accident.deaths} 人、失踪 {accident.missing} 人"
    if accident.missing and accident.level_if_missing_dead and rule.matches_level(accident.level_if_missing_dead):
        text = f"{figures}，未达{rule.level_min.label}"
        return Reason("missing_people", text, "失踪者如认定死亡")
    if rule.level_max == rule.level_min:
        return Reason("other_level", f"等级为{Level(accident.level).label}，本条只看{rule.level_min.label}")
    return Reason("other_level", f"等级为{Level(accident.level).label}，未达{rule.level_min.label}")


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
    return f"等级上升，改为{measure.label}"


def _what_changed(
    rule_set: RuleSetSpec, rule: RuleSpec, recipient: Recipient, window: Window, accident: AccidentFacts | None
) -> str:
    if accident is None:
        return "的发生地或发生时间已改，不在本区县或本周期内"
    now = charged_to(accident, rule.recipient)
    if now.key != recipient.key:
        return f"的对象已由{recipient.name}改为{now.name}"
    return "，".join(reason.text for reason in exclusion_reasons(accident, rule, recipient, rule_set.dated_by, window))
