"""What the page 决定依据 shows, put together from the evaluator and the recorded facts; reads, never writes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from accidents.models import Accident, Production
from accountability.explain.timeline import Axis, draw
from accountability.facts import rule_sets
from accountability.facts.reading import read_facts, read_history
from accountability.models import RuleSet
from accountability.rules.evaluation import evaluate, explain
from accountability.rules.explanation import Explanation, NearlyCounted
from accountability.rules.facts import AccidentFacts
from accountability.rules.history import ConclusionChange, History, conclusion_steps, facts_at
from accountability.rules.measures import gravity
from accountability.rules.recipients import Recipient
from accountability.rules.spec import RecipientRole, RuleSetSpec, RuleSpec
from accountability.rules.windows import Window, local_day
from foundation.accounts.models import User
from foundation.common import clock
from foundation.common.text import date_format


@dataclass(frozen=True)
class ExplanationQuery:
    """Which rule for whom in which period, as known at which moment."""

    rule_set: RuleSet
    spec: RuleSetSpec
    rule: RuleSpec
    recipient: Recipient
    county: str
    window: Window
    trigger: str | None
    as_of: dt.datetime | None = None


@dataclass(frozen=True)
class CountedRow:
    """One accident counted, with the version of its figures."""

    facts: AccidentFacts
    version: str


@dataclass(frozen=True)
class PlainGroup:
    """Accidents the rule is simply not about, by reason."""

    reason: str
    count: int
    level: str
    title: str


@dataclass(frozen=True)
class RuleSetComparison:
    """What another rule set would say of the same year."""

    name: str
    text: str
    is_own: bool = False


@dataclass(frozen=True)
class ExplanationPage:
    """Everything the page shows of the reasoning."""

    query: ExplanationQuery
    explanation: Explanation
    axis: Axis
    counted: tuple[CountedRow, ...]
    near: tuple[NearlyCounted, ...]
    plain: tuple[PlainGroup, ...]
    steps: tuple[ConclusionChange, ...]
    previous: ConclusionChange | None
    following: ConclusionChange | None
    comparisons: tuple[RuleSetComparison, ...]
    shown_moment: dt.datetime
    holds_since: dt.date | None
    next_step: str

    @property
    def not_counted(self) -> int:
        """How many accidents the second table has."""
        return len(self.near) + sum(group.count for group in self.plain)


def build(query: ExplanationQuery, user: User) -> ExplanationPage:
    """Answer the question for a user: accidents the user may not see are left out of tables and drawing."""
    now = clock.now()
    moment = query.as_of or now
    history = read_history(query.spec, query.window, county=query.county)
    explanation = _visible(
        explain(
            facts_at(history, moment),
            query.spec,
            query.window,
            rule_code=query.rule.code,
            recipient=query.recipient,
            trigger=query.trigger,
        ),
        user,
    )
    steps = conclusion_steps(
        history,
        query.spec,
        query.window,
        rule_code=query.rule.code,
        recipient=query.recipient,
        trigger=query.trigger,
    )
    completing = explanation.completing
    return ExplanationPage(
        query=query,
        explanation=explanation,
        axis=draw(explanation, moment),
        counted=tuple(_counted_rows(explanation, history, moment)),
        near=tuple(entry for entry in explanation.nearly_counted if not entry.is_plain),
        plain=tuple(_plain_groups(explanation.nearly_counted)),
        steps=tuple(steps),
        previous=next((step for step in reversed(steps) if step.moment < moment.replace(microsecond=0)), None),
        following=next((step for step in steps if step.moment > moment), None),
        comparisons=tuple(_comparisons(query, explanation)),
        shown_moment=date_format.local(moment),
        holds_since=local_day(completing.occurred_at) if completing else None,
        next_step=_next_step(query),
    )


def _visible(explanation: Explanation, user: User) -> Explanation:
    codes = [entry.code for entry in explanation.nearly_counted]
    seen = set(Accident.objects.visible_to(user).filter(code__in=codes).values_list("code", flat=True))
    near = tuple(entry for entry in explanation.nearly_counted if entry.code in seen)
    return replace(explanation, nearly_counted=near)


def _counted_rows(explanation: Explanation, history: History, moment: dt.datetime) -> Iterable[CountedRow]:
    newest = {facts.code: facts for facts in facts_at(history, moment)}
    for item in explanation.counted:
        facts = newest[item.code]
        verified = _verified_on(history, item.code, moment)
        state = f"市局 {verified.month}月{verified.day}日核实" if verified else "尚未核实"
        yield CountedRow(facts, f"第 {facts.revision_number} 版　{state}")


def _verified_on(history: History, code: str, moment: dt.datetime) -> dt.date | None:
    """The day from which the accident has been verified without a break."""
    since: dt.date | None = None
    for recorded, facts in history:
        if facts.code == code and recorded <= moment:
            since = (since or local_day(recorded)) if facts.verified else None
    return since


def _plain_groups(entries: Iterable[NearlyCounted]) -> Iterable[PlainGroup]:
    plain = [entry for entry in entries if entry.is_plain]
    counts = Counter((entry.reason_text, entry.level, entry.production) for entry in plain)
    for (reason, level, production), count in sorted(counts.items(), key=lambda row: (-row[1], row[0])):
        yield PlainGroup(reason, count, level, f"{Production(production).noun} {count} 起")


def _comparisons(query: ExplanationQuery, explanation: Explanation) -> Iterable[RuleSetComparison]:
    own = query.rule.measure.label if explanation.met else "不处理"
    yield RuleSetComparison(query.rule_set.legal_basis, own, True)
    if query.recipient.role is not RecipientRole.COUNTY_GOVERNMENT:
        return
    others = RuleSet.objects.published().exclude(code=query.rule_set.code)
    for code in sorted(set(others.values_list("code", flat=True))):
        other = rule_sets.newest(code)
        yield RuleSetComparison(other.legal_basis, _other_answer(other.spec, query))


def _other_answer(spec: RuleSetSpec, query: ExplanationQuery) -> str:
    window = spec.window_of(query.window.end - (query.window.end - query.window.start) / 2)
    facts = read_facts(spec, window, county=query.county, as_of=query.as_of)
    found = [p for p in evaluate(facts, spec, window) if p.recipient.key == query.recipient.key]
    if found:
        return max(found, key=lambda proposal: gravity(proposal.measure)).measure.label
    lowest = min((rule for rule in spec.rules if not rule.findings), key=lambda rule: gravity(rule.measure))
    counted = explain(facts, spec, window, rule_code=lowest.code, recipient=query.recipient).counted
    if counted:
        return f"不处理，{lowest.accident_text} {len(counted)} 起，不足 {lowest.threshold} 起"
    return "不处理，只看生产安全" if all(rule.production == Production.YES for rule in spec.rules) else "不处理"


def _next_step(query: ExplanationQuery) -> str:
    """What brings this kind of recipient graver measures under the same rule set, and all it then gets, the gravest
    first; what the accidents of the rule itself bring already is no next step."""
    rule = query.rule
    graver = [
        other
        for other in query.spec.rules
        if other.recipient is rule.recipient
        and other.issuer is rule.issuer
        and gravity(other.measure) > gravity(rule.measure)
        and _event(other) != _event(rule)
        and other.production in (rule.production, "any")
    ]
    if not graver:
        return "本条无更重措施"
    step = min(graver, key=lambda other: (gravity(other.measure), other.threshold))
    together = {other.measure for other in graver if _event(other) == _event(step)}
    measures = "、".join(measure.label for measure in sorted(together, key=gravity, reverse=True))
    return f"{step.accident_text}达 {step.threshold} 起 → {measures}"


def _event(rule: RuleSpec) -> tuple[str, str, str | None, int, frozenset[str]]:
    """What has to happen for the rule to hold, whatever it then asks for."""
    return rule.production, rule.level_min, rule.level_max, rule.threshold, rule.findings
