"""From the register to the evaluator: the facts of accidents as plain values, now or as of a moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import F

from accidents.models import Accident, AccidentRevision, Status
from accidents.rules.severity import derive
from accidents.selectors import dated_within, facts_as_of, place_within
from accountability.rules.facts import AccidentFacts, Department, Government, NotLiable
from accountability.rules.history import History
from accountability.rules.spec import RuleSetSpec
from accountability.rules.windows import NEAR_DAYS, Window
from foundation.organizations.models import Division, Organization

_GOVERNMENTS = (Organization.Kind.COUNTY_GOVERNMENT, Organization.Kind.TOWNSHIP_GOVERNMENT)


def read_facts(
    spec: RuleSetSpec, window: Window, *, county: str = "", as_of: dt.datetime | None = None
) -> list[AccidentFacts]:
    """Facts of the registered accidents that a rule set may count in a window, and of those close to it.

    ``county`` is a division code's prefix, empty for all below the rule set's division.  ``as_of`` (aware): each
    accident as its last revision recorded at or before that moment says; accidents without one are not there.
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
        )
    )
    rows = [row for row in rows if row.status != Status.DRAFT]
    governments = _government_names(prefix)
    revisions = _newest_revisions(rows)
    return [_facts(row, governments, revisions) for row in rows]


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
    return [(row.recorded_at, _facts(row, governments, {})) for row in rows]


def _government_names(prefix: str) -> dict[str, str]:
    """Full legal name by division code."""
    governments = Organization.objects.filter(kind__in=_GOVERNMENTS, is_active=True, division__code__startswith=prefix)
    return dict(governments.values_list("division_id", "name"))


def _newest_revisions(rows: list[Any]) -> dict[int, tuple[int, int, dt.datetime]]:
    """For accident rows (no moment asked): accident id → id, number and moment of the revision that row caches."""
    accidents = [row.pk for row in rows if isinstance(row, Accident)]
    newest = AccidentRevision.objects.filter(accident_id__in=accidents, number=F("accident__revision_number"))
    found = newest.values_list("accident_id", "pk", "number", "recorded_at")
    return {accident: (pk, number, recorded) for accident, pk, number, recorded in found}


def _facts(
    row: Any, governments: dict[str, str], revisions: Mapping[int, tuple[int, int, dt.datetime]]
) -> AccidentFacts:
    if isinstance(row, Accident):
        accident = row
        revision, number, recorded = revisions[row.pk]
    else:
        accident = row.accident
        revision, number, recorded = row.pk, row.number, row.recorded_at
    severity = derive(
        deaths=row.deaths,
        missing=row.missing,
        missing_presumed_dead=row.missing_presumed_dead,
        serious_injuries=row.serious_injuries,
        acute_poisonings=row.acute_poisonings,
        direct_loss=row.direct_loss,
    )
    return AccidentFacts(
        code=accident.code,
        name=row.name,
        occurred_at=row.occurred_at,
        counted_on=row.counted_on,
        status=row.status,
        production=row.production,
        level=row.level,
        township=_government(row.township, governments) if row.township else None,
        county=_government(row.county, governments),
        department=department_of(row.supervising_department, row.county_id),
        no_department=row.has_no_department,
        deaths=row.counted_deaths,
        missing=0 if row.missing_presumed_dead else row.missing,
        level_if_missing_dead=severity.if_presumed_dead,
        not_liable=tuple(_not_liable(row.not_liable)),
        findings=frozenset(row.findings),
        revision=str(revision),
        revision_number=number,
        revision_recorded_at=recorded,
        verified=row.status == Status.VERIFIED,
    )


def _government(division: Any, names: Mapping[str, str]) -> Government:
    return Government(division.code, division.name, names.get(division.code, ""))


def _not_liable(stored: Iterable[dict[str, str]]) -> Iterable[NotLiable]:
    for finding in stored:
        decided = finding.get("decided_on")
        yield NotLiable(
            finding["recipient_code"],
            finding.get("document_number", ""),
            dt.date.fromisoformat(decided) if decided else None,
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
