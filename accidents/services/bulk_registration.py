"""Registering many accidents of the past at once: the same checks, derivations and names as one by one, in few
statements."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from django.db import transaction

from accidents.facts import AccidentInput, References
from accidents.models import Accident, AccidentRevision, AccidentType, CodeCounter, Facts, Status
from accidents.rules import deadlines, naming
from accidents.rules.validation import check_facts
from accidents.services.base import apply_facts, place_and_date, validation_error
from accidents.services.numbers import format_code, new_draft_code
from accidents.signals import AccidentChange, accidents_changed
from foundation.audit.services import SYSTEM_NAME, record
from foundation.common import clock
from foundation.organizations.models import Division, Organization, Sector
from foundation.organizations.selectors import city_bureau

_FACT_FIELDS = tuple(item.attname for item in Facts._meta.local_fields)


@dataclass(frozen=True)
class PastReport:
    """What was recorded of an accident at one past moment; each becomes a revision."""

    facts: AccidentInput
    recorded_at: dt.datetime
    kind: str = AccidentRevision.Kind.FLASH
    status: str = Status.SUBMITTED
    note: str = ""


@transaction.atomic
def register_past(*, accidents: Sequence[Sequence[PastReport]], is_demo: bool = False) -> list[Accident]:
    """Register accidents, each given by its reports in order of time; numbers are given by time of registration.

    A system act (``seed_demo``): it alone may record past moments, and makes no to-dos. Raises
    ``DomainError("invalid")`` for the first accident that cannot be, with the message of each field; nothing is then
    stored. Sends one ``accidents_changed`` and writes one journal entry.
    """
    if not accidents:
        return []
    ordered = sorted(accidents, key=lambda reports: reports[0].recorded_at)
    directory = _Directory()
    bureaus = dict(Organization.objects.filter(kind=Organization.Kind.COUNTY_BUREAU).values_list("division_id", "pk"))
    names = _Names(ordered)
    codes = _codes(ordered)
    rows: list[Accident] = []
    revisions: list[tuple[Accident, list[AccidentRevision]]] = []
    for reports, code in zip(ordered, codes, strict=True):
        first = reports[0]
        accident = Accident(
            code=code,
            draft_code=new_draft_code(),
            drafting_organization_id=bureaus[first.facts.county],
            created_at=first.recorded_at,
            registered_at=first.recorded_at,
            is_demo=is_demo,
        )
        revisions.append(
            (accident, [_state(accident, number, report, directory, names) for number, report in enumerate(reports, 1)])
        )
        rows.append(accident)
    Accident.objects.bulk_create(rows, batch_size=500)
    for accident, states in revisions:
        for state, following in zip_longest(states, states[1:]):
            state.accident = accident
            state.superseded_at = following.recorded_at if following else None
    AccidentRevision.objects.bulk_create([state for _, states in revisions for state in states], batch_size=500)
    record(
        user=None,
        act="accident.submit",
        obj=city_bureau(),
        message=f"成批登记以往事故 {len(rows)} 起。",
        data={"first": codes[0], "last": codes[-1], "count": len(rows)},
    )
    accidents_changed.send(sender=Accident, changes=[_change(accident) for accident in rows])
    return rows


def _state(
    accident: Accident, number: int, report: PastReport, directory: _Directory, names: _Names
) -> AccidentRevision:
    """Bring the row to what one report says and take the revision's copy of it."""
    references = directory.resolve(report.facts)
    messages = check_facts(report.facts, references, now=clock.local(report.recorded_at), complete=True)
    if messages:
        raise validation_error(messages)
    given = report.facts.name
    name = given or accident.name or names.take(report.facts, references)
    accident.has_given_name = True  # the name was found above, against the others of the same batch
    apply_facts(accident, replace(report.facts, name=name), references)
    accident.has_given_name = bool(given)
    accident.status, accident.saved_at = report.status, report.recorded_at
    accident.revision_number = accident.version = number
    if number == 1:
        assert accident.occurred_at is not None
        accident.is_backfill = deadlines.is_backfill(
            occurred_at=clock.local(accident.occurred_at),
            known_at=accident.known_at,
            registered_at=clock.local(report.recorded_at),
        )
    return AccidentRevision(
        number=number,
        kind=report.kind,
        recorded_at=report.recorded_at,
        is_backfill=accident.is_backfill,
        author_name=SYSTEM_NAME,
        note=report.note,
        **{field: getattr(accident, field) for field in _FACT_FIELDS},
    )


def _change(accident: Accident) -> AccidentChange:
    after = place_and_date(accident)
    assert after is not None
    return AccidentChange(accident.pk, None, after)


def _codes(ordered: Sequence[Sequence[PastReport]]) -> list[str]:
    """Numbers in order of registration; each counter is locked and moved once."""
    wanted = [(reports[0].facts.county, clock.local(reports[0].recorded_at).year) for reports in ordered]
    counters: dict[tuple[str, int], CodeCounter] = {}
    for county, year in sorted(set(wanted)):
        CodeCounter.objects.get_or_create(county_id=county, year=year)
        counters[county, year] = CodeCounter.objects.select_for_update().get(county_id=county, year=year)
    taken = set(Accident.objects.exclude(status=Status.DRAFT).values_list("code", flat=True))
    codes = []
    for key in wanted:
        counter = counters[key]
        counter.last += 1
        while (code := format_code(*key, counter.last)) in taken:
            counter.last += 1
        codes.append(code)
    CodeCounter.objects.bulk_update(counters.values(), ["last"])
    return codes


class _Directory:
    """All places, sectors, types and departments by code, read once."""

    def __init__(self) -> None:
        self.places = Division.objects.in_bulk()
        self.sectors = Sector.objects.in_bulk()
        self.types = AccidentType.objects.in_bulk()
        self.departments = {unit.code: unit for unit in Organization.objects.filter(is_supervising=True)}

    def resolve(self, facts: AccidentInput) -> References:
        return References(
            county=self.places.get(facts.county),
            township=self.places.get(facts.township),
            village=self.places.get(facts.village),
            sector=self.sectors.get(facts.sector),
            accident_type=self.types.get(facts.accident_type),
            supervising_department=self.departments.get(facts.supervising_department),
        )


class _Names:
    """Names already given, by county and day, so that a second accident of a day gets another one."""

    def __init__(self, accidents: Iterable[Sequence[PastReport]]) -> None:
        moments = [reports[0].facts.occurred_at for reports in accidents if reports[0].facts.occurred_at]
        self.taken: dict[tuple[str, dt.date], set[str]] = defaultdict(set)
        if not moments:
            return
        stored = Accident.objects.exclude(status=Status.DRAFT).filter(occurred_at__range=(min(moments), max(moments)))
        for county, occurred_at, name in stored.values_list("county_id", "occurred_at", "name"):
            self.taken[county, clock.local(occurred_at).date()].add(name)

    def take(self, facts: AccidentInput, references: References) -> str:
        assert facts.occurred_at is not None
        day = clock.local(facts.occurred_at).date()
        taken = self.taken[facts.county, day]
        name = naming.automatic_name(
            county=references.county.short_name,
            township=references.township.name if references.township else "",
            occurred_on=day,
            word=naming.event_word(references.sector, references.accident_type),
            taken=taken,
        )
        taken.add(name)
        return name
