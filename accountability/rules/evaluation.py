"""Evaluation: from the facts of accidents and a rule set to proposals (escalation.md, "Evaluation").

Pure and deterministic: plain values in and out, no database, no clock.  ``reconciliation.py`` applies what comes
out; simulations and reports only show it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from accountability.rules.exclusions import dating_day, exclusion_reasons
from accountability.rules.explanation import Explanation, NearlyCounted, counted, nearly
from accountability.rules.facts import AccidentFacts
from accountability.rules.measures import Issuer, Measure
from accountability.rules.reasons import Reason, charged_elsewhere, nobody_charged
from accountability.rules.recipients import Recipient, charged_to
from accountability.rules.spec import (
    DatedBy,
    RecipientRole,
    RuleSetSpec,
    RuleSpec,
)
from accountability.rules.windows import NEAR_DAYS, Window


@dataclass(frozen=True)
class Proposal:
    """One measure for one recipient that follows from a rule.

    ``trigger`` is the accident's code for a rule with threshold 1, else ``None``.  ``basis`` are the codes counted,
    by (occurred_at, code); ``revisions`` the revision of each.
    """

    key: str
    ruleset: str
    rule: str
    clause: str
    measure: Measure
    issuer: Issuer
    recipient: Recipient
    basis: tuple[str, ...]
    revisions: tuple[str, ...]
    trigger: str | None
    resolved: bool
    county_code: str
    explanation: Explanation

    @property
    def order(self) -> tuple[str, str, str, str]:
        """By rule, recipient code, trigger (interfaces.md)."""
        return (self.rule, self.recipient.code or "", self.trigger or "", self.key)


@dataclass(frozen=True)
class Unmet:
    """A rule with a threshold above 1 that a recipient has come near to: what counts for it and what is missing.

    An unresolved recipient is here for the accidents that cannot be charged to anyone yet, one per county.
    """

    rule: str
    measure: Measure
    recipient: Recipient
    county_code: str
    explanation: Explanation


def evaluate(accidents: Iterable[AccidentFacts], rule_set: RuleSetSpec, window: Window) -> list[Proposal]:
    """All proposals that follow from the accidents in the window, ordered by rule, recipient code, trigger.

    ``accidents`` holds each accident once, in any order; those outside the window serve the explanations only.
    Validity of the rule set is not asked (a comparison may simulate any year).  Raises ``ValueError`` when an accident
    is given twice.
    """
    return _evaluate(accidents, rule_set, window)[0]


def explain(
    accidents: Iterable[AccidentFacts],
    rule_set: RuleSetSpec,
    window: Window,
    *,
    rule_code: str,
    recipient: Recipient,
    trigger: str | None = None,
) -> Explanation:
    """The state of one rule for one recipient, whether it holds or not; for the explanation page at any moment.

    ``trigger`` is the accident's code for a rule with threshold 1.  Raises ``KeyError`` for an unknown rule.
    """
    rule = rule_set.rule(rule_code)
    accidents = list(accidents)
    proposals, unmet = _evaluate(accidents, replace(rule_set, rules=(rule,)), window)
    key = proposal_key(rule_set.code, rule, recipient, window, trigger)
    for proposal in proposals:
        if proposal.key == key:
            return proposal.explanation
    if rule.threshold > 1:
        for entry in unmet:
            if entry.recipient.key == recipient.key:
                return entry.explanation
    near: list[NearlyCounted] = []
    for accident in accidents:
        if accident.code == trigger and accident.status != "draft":
            reasons = exclusion_reasons(accident, rule, recipient, rule_set.dated_by, window) or (
                charged_elsewhere(charged_to(accident, rule.recipient).name),
            )
            near.append(nearly(accident, reasons, rule, 0))
    return Explanation(rule, recipient, window, (), tuple(near))


def proposal_key(ruleset: str, rule: RuleSpec, recipient: Recipient, window: Window, trigger: str | None) -> str:
    """The identity of a proposal: same facts, same key (escalation.md, Evaluation 4)."""
    occasion = f"accident:{trigger}" if rule.threshold == 1 else f"window:{window.key}"
    return f"{ruleset}|{rule.code}|{recipient.key}|{occasion}"


def _evaluate(
    accidents: Iterable[AccidentFacts], rule_set: RuleSetSpec, window: Window
) -> tuple[list[Proposal], list[Unmet]]:
    relevant = _relevant(accidents, rule_set, window)
    proposals: list[Proposal] = []
    unmet: list[Unmet] = []
    for role in RecipientRole:
        rules = [rule for rule in rule_set.rules if rule.recipient is role]
        charged, uncharged = _charge(relevant, role) if rules else ({}, {})
        for rule in rules:
            for (recipient, county), group in charged.items():
                undecided = uncharged.get(county, [])
                found = _judge(rule_set, rule, recipient, county, group, undecided, window)
                proposals.extend(found[0])
                unmet.extend(found[1])
            for county, group in uncharged.items():
                found = _judge_uncharged(rule_set, rule, county, group, window)
                proposals.extend(found[0])
                unmet.extend(found[1])
    proposals.sort(key=lambda proposal: proposal.order)
    unmet.sort(key=lambda entry: (entry.rule, entry.recipient.code or "", entry.county_code))
    return proposals, unmet


def _relevant(accidents: Iterable[AccidentFacts], rule_set: RuleSetSpec, window: Window) -> list[AccidentFacts]:
    """Registered accidents below the rule set's division, inside the window or near it, in order."""
    chosen: dict[str, AccidentFacts] = {}
    for accident in accidents:
        if accident.code in chosen:
            raise ValueError(f"accident {accident.code} is given twice")
        if accident.status == "draft" or not accident.county.code.startswith(rule_set.division):
            continue
        if abs(window.days_outside(dating_day(accident, rule_set.dated_by))) <= NEAR_DAYS:
            chosen[accident.code] = accident
    return sorted(chosen.values(), key=lambda accident: accident.order)


_Groups = dict[tuple[Recipient, str], list[AccidentFacts]]


def _charge(accidents: list[AccidentFacts], role: RecipientRole) -> tuple[_Groups, dict[str, list[AccidentFacts]]]:
    """Accidents by resolved recipient (with the county), and by county those whose recipient is unresolved.

    One recipient is one code: should two accidents spell its name differently, the earlier one's spelling holds.
    """
    by_code: dict[tuple[str, str], tuple[Recipient, list[AccidentFacts]]] = {}
    uncharged: dict[str, list[AccidentFacts]] = defaultdict(list)
    for accident in accidents:
        recipient = charged_to(accident, role)
        if recipient.code is None:
            uncharged[accident.county.code].append(accident)
            continue
        group = by_code.get((recipient.code, accident.county.code), (recipient, []))[1]
        group.append(accident)
        by_code[recipient.code, accident.county.code] = (recipient, group)
    return {(recipient, key[1]): group for key, (recipient, group) in by_code.items()}, dict(uncharged)


def _judge(
    rule_set: RuleSetSpec,
    rule: RuleSpec,
    recipient: Recipient,
    county: str,
    group: list[AccidentFacts],
    undecided: list[AccidentFacts],
    window: Window,
) -> tuple[list[Proposal], list[Unmet]]:
    """What one rule says about one resolved recipient; ``undecided`` are accidents it might yet be charged with."""
    qualifying: list[AccidentFacts] = []
    hindered: list[tuple[AccidentFacts, tuple[Reason, ...]]] = []
    for accident in group:
        reasons = exclusion_reasons(accident, rule, recipient, rule_set.dated_by, window)
        if reasons:
            hindered.append((accident, reasons))
        else:
            qualifying.append(accident)
    if rule.threshold > 1:
        for accident in undecided:
            hindered.append((accident, _uncharged_reasons(accident, rule, rule_set.dated_by, window)))
    near = tuple(nearly(accident, reasons, rule, len(qualifying)) for accident, reasons in hindered)
    near = tuple(sorted(near, key=lambda entry: (entry.occurred_at, entry.code)))
    if rule.threshold == 1:
        return [_proposal(rule_set, rule, recipient, county, (one,), near, window) for one in qualifying], []
    if len(qualifying) >= rule.threshold:
        return [_proposal(rule_set, rule, recipient, county, tuple(qualifying), near, window)], []
    if not qualifying and not any(entry.would_change for entry in near):
        return [], []
    explanation = Explanation(rule, recipient, window, tuple(counted(one) for one in qualifying), near)
    return [], [Unmet(rule.code, rule.measure, recipient, county, explanation)]


def _judge_uncharged(
    rule_set: RuleSetSpec, rule: RuleSpec, county: str, group: list[AccidentFacts], window: Window
) -> tuple[list[Proposal], list[Unmet]]:
    """Accidents without a recipient: visible as unresolved proposals, or as an entry of a higher threshold."""
    proposals: list[Proposal] = []
    near: list[NearlyCounted] = []
    for accident in group:
        recipient = charged_to(accident, rule.recipient)
        reasons = exclusion_reasons(accident, rule, recipient, rule_set.dated_by, window)
        if rule.threshold == 1 and not reasons:
            proposals.append(_proposal(rule_set, rule, recipient, county, (accident,), (), window))
        elif rule.threshold > 1 and all(reason.remedy for reason in reasons):
            near.append(nearly(accident, _uncharged_reasons(accident, rule, rule_set.dated_by, window), rule, 0))
    if not near:
        return proposals, []
    recipient = charged_to(group[0], rule.recipient)
    explanation = Explanation(rule, recipient, window, (), tuple(near))
    return proposals, [Unmet(rule.code, rule.measure, recipient, county, explanation)]


def _uncharged_reasons(
    accident: AccidentFacts, rule: RuleSpec, dated_by: DatedBy, window: Window
) -> tuple[Reason, ...]:
    recipient = charged_to(accident, rule.recipient)
    assert recipient.reason is not None, "an unresolved recipient says why"
    missing = nobody_charged(recipient.reason, rule.recipient, is_final=accident.no_department)
    return (*exclusion_reasons(accident, rule, recipient, dated_by, window), missing)


def _proposal(
    rule_set: RuleSetSpec,
    rule: RuleSpec,
    recipient: Recipient,
    county: str,
    basis: tuple[AccidentFacts, ...],
    near: tuple[NearlyCounted, ...],
    window: Window,
) -> Proposal:
    trigger = basis[0].code if rule.threshold == 1 else None
    explanation = Explanation(rule, recipient, window, tuple(counted(accident) for accident in basis), near)
    return Proposal(
        key=proposal_key(rule_set.code, rule, recipient, window, trigger),
        ruleset=rule_set.code,
        rule=rule.code,
        clause=rule.clause.code,
        measure=rule.measure,
        issuer=rule.issuer,
        recipient=recipient,
        basis=tuple(accident.code for accident in basis),
        revisions=tuple(accident.revision for accident in basis),
        trigger=trigger,
        resolved=recipient.resolved,
        county_code=county,
        explanation=explanation,
    )
