"""Which county and window must be reconciled, as rows written in the transaction that made it necessary.

A lost message, a dead worker or a stopped Redis delays a decision and never loses one: the row waits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from celery import signature
from django.db import transaction

from accidents.signals import AccidentChange, PlaceAndDate
from accountability.models import ReconciliationRequest, RuleSet
from accountability.rules.spec import DatedBy, RuleSetSpec, Use
from accountability.rules.windows import (
    Window,
    WindowKind,
    local_day,
    window_of,
)
from foundation.common import clock
from foundation.organizations.models import Division

#: By name, so that what writes requests does not import what processes them.
PROCESS_REQUESTS = "accountability.tasks.process_requests"

Place = tuple[int, str, dt.date]


def request_for_changes(changes: Iterable[AccidentChange]) -> int:
    """Ask for every county and window that the facts before and after touch; returns how many rows were written.

    Called inside the transaction of the accident's service, once for all its changes.
    """
    applied = list(RuleSet.objects.published().filter(use=Use.APPLIED))
    places: set[Place] = set()
    for change in changes:
        for facts in (change.before, change.after):
            if facts is not None:
                places.update(_places(facts, applied))
    return _write(places)


def request_rule_set(rule_set: RuleSet, spec: RuleSetSpec) -> int:
    """Ask for every county below the rule set's division and every window from its first day until today."""
    windows = list(windows_until(spec, clock.today()))
    places = {(rule_set.pk, county, window.start) for county in counties_below(spec.division) for window in windows}
    return _write(places)


def windows_until(spec: RuleSetSpec, day: dt.date) -> Iterable[Window]:
    """The windows of a rule set within its validity that have begun on ``day``."""
    window = spec.window_of(spec.valid_from)
    while window.start <= day:
        if spec.covers(window):
            yield window
        window = spec.window_of(window.end + dt.timedelta(days=1))


def counties_below(division: str) -> list[str]:
    """Codes of the county units of a division, in order."""
    counties = Division.objects.filter(level=Division.Level.COUNTY, code__startswith=division)
    return list(counties.order_by("code").values_list("code", flat=True))


def _places(facts: PlaceAndDate, applied: list[RuleSet]) -> Iterable[Place]:
    for rule_set in applied:
        if not facts.county_code.startswith(rule_set.division_id):
            continue
        counted = rule_set.dated_by == DatedBy.COUNTED
        day = facts.counted_on if counted else local_day(facts.occurred_at)
        window = window_of(WindowKind(rule_set.window), day)
        ends = rule_set.valid_until
        if rule_set.valid_from <= window.start and (ends is None or window.start <= ends):
            yield rule_set.pk, facts.county_code, window.start


def _write(places: set[Place]) -> int:
    if not places:
        return 0
    now = clock.now()
    ReconciliationRequest.objects.bulk_create(
        ReconciliationRequest(rule_set_id=rule_set, county_id=county, window_start=start, requested_at=now)
        for rule_set, county, start in sorted(places)
    )
    transaction.on_commit(signature(PROCESS_REQUESTS).delay, robust=True)
    return len(places)
