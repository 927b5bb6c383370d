"""Overview of measures by county: what is in force or proposed, and what one more accident would cause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from accountability.decisions.late_reports import overdue_reports
from accountability.decisions.status import combined_status
from accountability.facts import rule_sets
from accountability.facts.reading import read_facts
from accountability.models import Decision, RuleSet
from accountability.rules.evaluation import explain, proposal_key
from accountability.rules.facts import AccidentFacts
from accountability.rules.measures import Issuer, Measure, gravity
from accountability.rules.recipients import Recipient
from accountability.rules.spec import RecipientRole, RuleSetSpec, RuleSpec, Use
from accountability.rules.windows import Window
from assessment.query import LeaderQuery
from foundation.accounts.models import User
from foundation.common import clock
from foundation.common.text import date_format
from foundation.organizations.models import Division

SHOWN_MEASURES = (Measure.VETO, Measure.YELLOW_CARD, Measure.INTERVIEW)


@dataclass(frozen=True)
class OverviewRow:
    """One row: a county or unit, and a measure with its state (a badge) or an imminent step as text (no badge).

    ``overdue`` says that the rectification report of a measure in force is past its deadline.
    """

    name: str
    words: str
    url: str
    measure: str = ""
    state: str = ""
    overdue: str = ""


@dataclass(frozen=True)
class Overview:
    """The rows, their basis as text, and the simulation behind them. ``is_simulation`` when nothing was decided."""

    rows: Sequence[OverviewRow]
    note: str
    foot: str
    simulation_url: str
    is_simulation: bool


def measure_overview(question: LeaderQuery, counties: Sequence[Division], user: User) -> Overview | None:
    """Read the overview for the period of the query; None when no rule set is published.

    In a year in which the rules are in force, and as of now, the rows are the stored decisions that ``user`` may see.
    For any other period the rules are only simulated, and the text says so.
    """
    rule_set = RuleSet.objects.published().filter(use=Use.APPLIED).order_by("-version").first()
    if rule_set is None:
        return None
    spec = rule_set.spec
    period = question.period
    window = Window(period.start, period.end)
    prefix = counties[0].code if len(counties) == 1 else ""
    rules = _stepwise_rules(spec)
    facts = read_facts(spec, window, county=prefix, as_of=question.as_of, countable_by=rules) if rules else []
    steps = _steps(facts, spec, rules, window, counties)
    is_live = (
        question.as_of is None
        and not period.is_appraisal
        and rule_sets.is_in_force(rule_set, spec.window_of(period.start))
    )
    simulation = _simulation_url(rule_set, window, question) if user.may("simulation.run") else ""
    near = [_near(step, question) for step in steps if 0 < step.count < step.rule.threshold]
    if is_live:
        decided = _decided(user, period.year)
        counts = _counts(decided)
        overdue = overdue_reports(decided)
        standing = [replace(_row(row), overdue=overdue.get(row.pk, "")) for row in decided]
        return Overview([*standing, *near], "现行措施与下一步", counts, simulation, False)
    may_simulate = bool(simulation)
    held = [
        _held(step, _basis_url(spec, window, question, step) if may_simulate else "")
        for step in steps
        if step.count >= step.rule.threshold
    ]
    return Overview(
        [*held, *near],
        f"{rule_set.valid_from.year}规则套用{period.year}年",
        "，".join(
            f"{measure.label} {sum(row.measure == measure for row in held)}"
            for measure in (Measure.VETO, Measure.YELLOW_CARD)
        ),
        simulation,
        True,
    )


@dataclass(frozen=True)
class _Step:
    county: Division
    rule: RuleSpec
    count: int


def _stepwise_rules(spec: RuleSetSpec) -> list[RuleSpec]:
    """The city's rules on counties' governments with a threshold above 1."""
    return [
        rule
        for rule in spec.rules
        if rule.threshold > 1 and rule.issuer is Issuer.CITY and rule.recipient is RecipientRole.COUNTY_GOVERNMENT
    ]


def _steps(
    facts: Iterable[AccidentFacts],
    spec: RuleSetSpec,
    rules: Sequence[RuleSpec],
    window: Window,
    counties: Sequence[Division],
) -> list[_Step]:
    """Count, for each county's government, the accidents of each of ``rules``."""
    by_county: dict[str, list[AccidentFacts]] = {county.code: [] for county in counties}
    for accident in facts:
        if accident.county.code in by_county:
            by_county[accident.county.code].append(accident)
    found = []
    for rule in rules:
        for county in counties:
            recipient = Recipient(rule.recipient, county.code, county.name)
            explanation = explain(by_county[county.code], spec, window, rule_code=rule.code, recipient=recipient)
            found.append(_Step(county, rule, len(explanation.counted)))
    return sorted(found, key=lambda step: (-gravity(step.rule.measure), -step.count, step.county.code))


def _held(step: _Step, basis: str) -> OverviewRow:
    words = f"{step.count} 起{step.rule.short_accident_text}"
    return OverviewRow(step.county.name, words, basis, step.rule.measure.value, "proposed")


def _near(step: _Step, question: LeaderQuery) -> OverviewRow:
    missing = step.rule.threshold - step.count
    words = f"再发生 {missing} 起{step.rule.short_accident_text} → {step.rule.measure.label}"
    url = question.accident_list(county=step.county.code, production=step.rule.production, level="larger_and_up")
    return OverviewRow(step.county.name, words, url)


def _decided(user: User, year: int) -> list[Decision]:
    """Return measures in force, whatever their window, and those proposed in this year's windows; most severe first."""
    shown = (
        Decision.objects.visible_to(user)
        .filter(measure__in=SHOWN_MEASURES, rule__issuing_level="city", superseded_by=None)
        .filter(status__in=[Decision.Status.PROPOSED, Decision.Status.DRAFTING, Decision.Status.ISSUED])
        .select_related("county", "letter__document")
    )
    live = [row for row in shown if row.status == Decision.Status.ISSUED or row.window_end.year == year]
    order = {measure: position for position, measure in enumerate(SHOWN_MEASURES)}
    return sorted(live, key=lambda row: (order[row.measure], row.recipient_code, row.pk))


def _row(decision: Decision) -> OverviewRow:
    is_issued = decision.status == Decision.Status.ISSUED
    if is_issued and decision.issued_at:
        words = f"{date_format.day(decision.issued_at, now=clock.now())}印发"
    elif decision.status == Decision.Status.DRAFTING:
        words = combined_status(decision).text
    else:
        words = "已同意，待起草" if decision.approved_at else "待定"
    is_county = decision.recipient_role == RecipientRole.COUNTY_GOVERNMENT
    return OverviewRow(
        decision.county.name if is_county else decision.recipient_name,
        words,
        reverse("accountability:decision", args=[decision.pk]),
        decision.measure,
        "in_force" if is_issued else "proposed",
    )


def _counts(decided: Sequence[Decision]) -> str:
    issued = [row.measure for row in decided if row.status == Decision.Status.ISSUED]
    return "在执行：" + "，".join(f"{measure.label} {issued.count(measure)}" for measure in SHOWN_MEASURES)


def _simulation_url(rule_set: RuleSet, window: Window, question: LeaderQuery) -> str:
    return f"{reverse('accountability:simulation')}?{urlencode(_simulated(rule_set.code, window, question))}"


def _basis_url(spec: RuleSetSpec, window: Window, question: LeaderQuery, step: _Step) -> str:
    """Return the URL of the 决定依据 of one row of the simulation."""
    recipient = Recipient(step.rule.recipient, step.county.code, step.county.name)
    wanted = _simulated(spec.code, window, question)
    wanted["key"] = proposal_key(spec.code, step.rule, recipient, window, None)
    return f"{reverse('accountability:simulation_basis')}?{urlencode(wanted)}"


def _simulated(code: str, window: Window, question: LeaderQuery) -> dict[str, str]:
    wanted = {"ruleset": code, "start": window.start.isoformat(), "end": window.end.isoformat()}
    if question.as_of is not None:
        wanted["as_of"] = question.as_of.isoformat()
    return wanted
