"""Why an accident is not counted (escalation.md, Evaluation 1): one check a reason, all of them named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from accountability.explanation import Reason
from accountability.facts import LEVEL_TEXT, NOT_COUNTED_STATUSES, AccidentFacts
from accountability.recipients import Recipient
from accountability.rules import DatedBy, RuleSpec
from accountability.windows import Window, local_day


def dating_day(accident: AccidentFacts, dated_by: DatedBy) -> dt.date:
    """The day that must lie inside the window."""
    return accident.counted_on if dated_by is DatedBy.COUNTED else local_day(accident.occurred_at)


def obstacles(
    accident: AccidentFacts, rule: RuleSpec, recipient: Recipient, dated_by: DatedBy, window: Window
) -> tuple[Reason, ...]:
    """Every reason why an accident charged to ``recipient`` is not counted; empty when it is."""
    return tuple(_obstacles(accident, rule, recipient, dated_by, window))


def _obstacles(
    accident: AccidentFacts, rule: RuleSpec, recipient: Recipient, dated_by: DatedBy, window: Window
) -> Iterator[Reason]:
    if accident.status in NOT_COUNTED_STATUSES:
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
    word = {"written_off": "已核销", "merged": "已并入其他事故", "withdrawn": "已撤回"}[accident.status]
    if accident.status == "merged" and accident.merged_into:
        word = f"已并入 {accident.merged_into}"
    text = f"{word} {accident.status_document}".strip()
    return Reason(accident.status, text)


def _production_reason(accident: AccidentFacts, rule: RuleSpec) -> Reason:
    wanted = "生产安全事故" if rule.production == "yes" else "非生产安全事故"
    if accident.production == "pending":
        return Reason("pending_production", "是否生产安全事故待认定", f"如认定为{wanted}")
    return Reason("other_production", f"本条只看{wanted}")


def _level_reason(accident: AccidentFacts, rule: RuleSpec) -> Reason:
    figures = f"死亡 {accident.deaths} 人、失踪 {accident.missing} 人"
    if accident.missing and accident.level_if_missing_dead and rule.matches_level(accident.level_if_missing_dead):
        text = f"{figures}，未达{LEVEL_TEXT[rule.level_min]}"
        return Reason("missing_people", text, "失踪者如认定死亡")
    if rule.level_max == rule.level_min:
        return Reason("other_level", f"等级为{LEVEL_TEXT[accident.level]}，本条只看{LEVEL_TEXT[rule.level_min]}")
    return Reason("other_level", f"等级为{LEVEL_TEXT[accident.level]}，未达{LEVEL_TEXT[rule.level_min]}")
