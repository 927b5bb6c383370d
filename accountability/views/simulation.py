"""推演: what any rule set would say of any period, as known at any moment.  Nothing is stored."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accountability.explain.context import basis_context
from accountability.explain.page import ExplanationQuery, build
from accountability.facts import rule_sets
from accountability.facts.reading import read_facts
from accountability.forms import SimulationForm
from accountability.models import RuleSet
from accountability.rules.evaluation import Proposal, evaluate
from accountability.rules.spec import Use
from accountability.rules.windows import Window
from foundation.accounts.requests import AuthenticatedRequest, AuthenticatedView
from foundation.common import clock
from foundation.common.errors import NotPermitted
from foundation.common.text import date_format


class SimulationView(AuthenticatedView):
    """推演: what any rule set would say of any period, as known at any moment.  Nothing is stored."""

    def get(self, request: AuthenticatedRequest) -> HttpResponse:
        _require_simulation(request)
        today = clock.today()
        applied, year = rule_sets.applied_in(today), today.year - 1
        ruleset = applied[0].code if applied else ""
        initial = {"ruleset": ruleset, "start": dt.date(year, 1, 1), "end": dt.date(year, 12, 31)}
        form = SimulationForm(request.GET) if request.GET else SimulationForm(initial=initial)
        context: dict[str, Any] = {"form": form}
        status = 200
        if form.is_bound and form.is_valid():
            context |= _simulated(form)
        elif form.is_bound:
            status = 422
        return render(request, "accountability/simulation.html", context, status=status)


class SimulationBasisView(AuthenticatedView):
    """决定依据 of one proposal of a simulation; says in words that it is one."""

    def get(self, request: AuthenticatedRequest) -> HttpResponse:
        _require_simulation(request)
        form = SimulationForm(request.GET)
        if not form.is_valid():
            return render(request, "accountability/simulation.html", {"form": form}, status=422)
        rule_set = rule_sets.newest(form.cleaned_data["ruleset"])
        spec = rule_set.spec
        as_of = form.cleaned_data["as_of"]
        facts = read_facts(spec, form.window, as_of=as_of)
        found = {proposal.key: proposal for proposal in evaluate(facts, spec, form.window)}
        key = request.GET.get("key", "")
        proposal = found.get(key) or _proposal_without_moment(rule_set, form.window, key)
        query = ExplanationQuery(
            rule_set=rule_set,
            spec=spec,
            rule=spec.rule(proposal.rule),
            recipient=proposal.recipient,
            county=proposal.county_code,
            window=form.window,
            trigger=proposal.trigger,
            as_of=as_of,
        )
        kept = {name: request.GET.get(name, "") for name in ("ruleset", "start", "end", "county", "key")}
        page = build(query, request.user)
        context = basis_context(page, reverse("accountability:simulation_basis"), kept) | {
            "decision": None,
            "simulation_note": _simulation_note(rule_set, form.window),
            "back_url": f"{reverse('accountability:simulation')}?{urlencode({**kept, 'key': ''})}",
        }
        return render(request, "accountability/basis.html", context)


def _require_simulation(request: AuthenticatedRequest) -> None:
    if not request.user.may("simulation.run"):
        raise NotPermitted("推演由市局经办人、核稿人和局领导办理。")


def _simulated(form: SimulationForm) -> dict[str, Any]:
    rule_set = rule_sets.newest(form.cleaned_data["ruleset"])
    spec = rule_set.spec
    county = form.cleaned_data["county"]
    as_of = form.cleaned_data["as_of"]
    facts = read_facts(spec, form.window, county=county.code if county else "", as_of=as_of)
    proposals = evaluate(facts, spec, form.window)
    by_rule: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        by_rule.setdefault(proposal.rule, []).append(proposal)
    query = {
        "ruleset": rule_set.code,
        "start": form.window.start.isoformat(),
        "end": form.window.end.isoformat(),
        "county": county.code if county else "",
        "as_of": date_format.local(as_of).strftime("%Y-%m-%dT%H:%M:%S") if as_of else "",
    }
    base = reverse("accountability:simulation_basis")
    groups = [
        (rule, [(one, f"{base}?{urlencode({**query, 'key': one.key})}") for one in by_rule[rule.code]])
        for rule in spec.rules
        if rule.code in by_rule
    ]
    return {
        "rule_set": rule_set,
        "groups": groups,
        "count": len(proposals),
        "window": form.window,
        "as_of": as_of,
        "simulation_note": _simulation_note(rule_set, form.window),
    }


def _simulation_note(rule_set: RuleSet, window: Window) -> str:
    if rule_set.use == Use.COMPARISON:
        return f"本页是推演，不办理。{rule_set.legal_basis}只作对照，不产生处理决定。"
    first = rule_set.valid_from
    if window.start < first:
        year = f"{window.start.year}年" if window.start.year == window.end.year else "这一时期"
        return (
            f"本页是推演，不办理。{rule_set.legal_basis}自{date_format.full_day(first)}起施行，{year}不产生处理决定。"
        )
    return "本页是推演，不办理。要办理的在“处理决定”里。"


def _proposal_without_moment(rule_set: RuleSet, window: Window, key: str) -> Proposal:
    """A proposal that held now but not at the moment asked for: its page then says 不成立."""
    spec = rule_set.spec
    for proposal in evaluate(read_facts(spec, window), spec, window):
        if proposal.key == key:
            return proposal
    raise NotPermitted("没有这项推演结果，请重新推演。")
