"""From the register to the evaluator: the facts of accidents as plain values, now or as of a moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import F, Q

from accidents.models import Accident, AccidentRevision, Level, Production, Status
from accidents.selectors import dated_within, facts_as_of, place_within
from accountability.rules.facts import AccidentFacts, Department, Government, RevisionStamp
from accountability.rules.history import History
from accountability.rules.spec import RuleSetSpec, RuleSpec
from accountability.rules.windows import NEAR_DAYS, Window
from foundation.organizations.models import Division, Organization

_GOVERNMENTS = (Organization.Kind.COUNTY_GOVERNMENT, Organization.Kind.TOWNSHIP_GOVERNMENT)


def read_facts(
    spec: RuleSetSpec,
    window: Window,
    *,
    county: str = "",
    as_of: dt.datetime | None = None,
    countable_by: Iterable[RuleSpec] = (),
) -> list[AccidentFacts]:
    """Facts of the registered accidents that a rule set may count in a window, and of those close to it.

    ``county`` is a division code's prefix, empty for all below the rule set's division.  ``as_of`` (aware): each
    accident as its last revision recorded at or before that moment says; accidents without one are not there.
    ``countable_by`` leaves out what none of these rules counts by nature and level: enough for numbers, not for
    explanations.
    """
    prefix = county or spec.division
    near = dt.timedelta(days=NEAR_DAYS)
    rows = list(
        facts_as_of(
            moment=as_of,
            county_prefix=prefix,
            start=window.start - near,
            end=window.end + near,
            dated_by=spec.dated_by.value,
        ).filter(_countable(countable_by))
    )
    rows = [row for row in rows if row.status != Status.DRAFT]
    governments = _government_names(prefix)
    revisions = _newest_revisions(rows)
    return [_as_facts(row, governments, revisions) for row in rows]


def _countable(rules: Iterable[RuleSpec]) -> Q:
    chosen = Q()
    for rule in rules:
        of_level = Q(level__in=[level for level in Level if rule.matches_level(level)])
        chosen |= of_level & Q(production__in=[nature for nature in Production if rule.matches_production(nature)])
    return chosen


def read_history(spec: RuleSetSpec, window: Window, *, county: str) -> History:
    """Every recorded revision of the accidents that at any time lay in the county and in or near the window.

    Oldest first, each with its moment of recording.  With this the conclusion at any moment is found without asking
    the database again, also for accidents that have since moved elsewhere.
    """
    near = dt.timedelta(days=NEAR_DAYS)
    dated = dated_within(window.start - near, window.end + near, spec.dated_by.value)
    touched = AccidentRevision.objects.filter(dated, place_within(county)).values("accident_id")
    rows = (
        AccidentRevision.objects.filter(accident_id__in=touched)
        .exclude(status=Status.DRAFT)
        .select_related("accident", "county", "township", "supervising_department")
        .order_by("recorded_at", "accident_id", "number")
    )
    governments = _government_names(spec.division)
    return [(row.recorded_at, _as_facts(row, governments, {})) for row in rows]


def _government_names(prefix: str) -> dict[str, str]:
    """Full legal name by division code."""
    governments = Organization.objects.filter(kind__in=_GOVERNMENTS, is_active=True, division__code__startswith=prefix)
    return dict(governments.values_list("division_id", "name"))


def _newest_revisions(rows: list[Any]) -> dict[int, RevisionStamp]:
    """For accident rows (no moment asked): the revision that each row caches, by accident id."""
    accidents = [row.pk for row in rows if isinstance(row, Accident)]
    newest = AccidentRevision.objects.filter(accident_id__in=accidents, number=F("accident__revision_number"))
    found = newest.values_list("accident_id", "pk", "number", "recorded_at")
    return {accident: RevisionStamp(pk, number, recorded) for accident, pk, number, recorded in found}


def _as_facts(row: Any, governments: dict[str, str], revisions: Mapping[int, RevisionStamp]) -> AccidentFacts:
    is_newest = isinstance(row, Accident)
    return AccidentFacts.from_revision(
        row,
        code=row.code,
        stamp=revisions[row.pk] if is_newest else RevisionStamp(row.pk, row.number, row.recorded_at),
        governments=governments,
        department=department_of(row.supervising_department, row.county_id),
    )


_OF_A_COUNTY = (Organization.Kind.COUNTY_DEPARTMENT, Organization.Kind.COUNTY_BUREAU)


def government_of(division: Division | None, find: Callable[[str], Organization | None]) -> Government | None:
    """The government of a place; ``find`` looks it up by the division's code (``organizations.selectors``)."""
    if division is None:
        return None
    government = find(division.code)
    return Government(division.code, division.name, government.name if government else "")


def department_of(organization: Organization | None, county: str) -> Department | None:
    """The 主管部门 of an accident; rules charge only one of its own ``county``, a division code (readings.md 10)."""
    if organization is None:
        return None
    is_of_county = organization.kind in _OF_A_COUNTY and organization.division_id == county
    return Department(organization.code, organization.name, is_of_county)
