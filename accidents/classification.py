"""Reference data of the register: loading the classification of accidents, and looking up the codes of a form."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from django.db import transaction
from django.db.models import Q, QuerySet

from accidents.facts import AccidentInput, References
from accidents.models import AccidentType
from foundation.common.reference_loading import LoadCount, load_rows
from foundation.organizations.models import Division, Organization, Sector


@transaction.atomic
def load_types(path: Path) -> LoadCount:
    """Add the types of an accident_types.csv that are not known yet; a second load changes nothing. A system act."""
    with Path(path).open(encoding="utf-8", newline="") as source:
        rows = [
            {
                "code": row["code"],
                "name": row["name"],
                "event_word": row["event_word"],
                "edition": row["standard"],
                "valid_from": dt.date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
                "valid_to": dt.date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                "is_fire": row["is_fire"] == "1",
                "order": int(row["order"]),
                "needs_confirmation": row["needs_confirmation"] == "1",
            }
            for row in csv.DictReader(source)
        ]
    return load_rows(AccidentType, rows, key="code")


def types_on(day: dt.date) -> QuerySet[AccidentType]:
    """The types of the edition in force on ``day`` (GB/T 6441-1986 until 2026-06-30, GB 6441-2025 from then on)."""
    return AccidentType.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
    )


def resolve(facts: AccidentInput) -> References:
    """Look up what the codes name, in at most four queries; a code that names nothing gives ``None``."""
    codes = [code for code in (facts.county, facts.township, facts.village) if code]
    places = {place.code: place for place in Division.objects.filter(code__in=codes)} if codes else {}
    return References(
        county=places.get(facts.county),
        township=places.get(facts.township),
        village=places.get(facts.village),
        sector=Sector.objects.filter(code=facts.sector).first() if facts.sector else None,
        accident_type=AccidentType.objects.filter(code=facts.accident_type).first() if facts.accident_type else None,
        supervising_department=Organization.objects.filter(code=facts.supervising_department).first()
        if facts.supervising_department
        else None,
    )
