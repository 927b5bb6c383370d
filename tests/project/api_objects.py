"""Objects of the demonstration data that the random calls of the API ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pgtrigger
from django.db import connection

from accidents.models import Accident, AccidentRevision
from accountability.models import Decision, FollowUpLetter, Letter
from documents.models import (
    Countersignature,
    Document,
    DocumentKind,
    DocumentRecipient,
    DocumentVersion,
    NumberSeries,
    ReservedNumber,
)
from foundation.files.models import Attachment
from foundation.jobs.models import Job
from tests.e2e.attempts import STATE

#: Text in the data of 安化县 alone; no user of 桃江县 may ever read it.
MARK = "安化县独有标记"
HERE, ELSEWHERE = "430922", "430923"
DETAILS = [
    "at", "place", "chair", "attendees", "papers", "contact", "phone", "present", "listening", "absent", "statement",
    "opinions", "report_by", "effect", "matters", "inspected_on", "inspectors", "findings", "approval_number",
    "approved_on",
]  # fmt: skip


def plant_marks() -> None:
    """Write ``MARK`` into accidents, reports, decisions and documents that belong to 安化县 alone."""
    theirs = Document.objects.exclude(pk__in=received_in(HERE))
    with pgtrigger.ignore():
        accidents = Accident.objects.filter(county_id=ELSEWHERE).update(location=MARK, summary=MARK)
        AccidentRevision.objects.filter(accident__county_id=ELSEWHERE).update(location=MARK, summary=MARK)
        decisions = Decision.objects.filter(county_id=ELSEWHERE).update(reason=MARK)
        letters = theirs.update(title=MARK)
    assert accidents
    assert decisions
    assert letters


def received_in(county: str) -> Any:
    rows = DocumentRecipient.objects.filter(organization__division__code__startswith=county)
    return rows.values("document_id")


def state_of_rows() -> str:
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        return str(cursor.fetchone()[0])


def _some(model: Any, key: str, *groups: str, each: int = 2) -> list[str]:
    """Return a few keys of every group, so that all states and both counties are among them."""
    taken: dict[Any, list[str]] = {}
    for row in model.objects.order_by("pk").values_list(key, *groups):
        taken.setdefault(row[1:], []).append(str(row[0]))
    return [found for keys in taken.values() for found in keys[:each]] or ["1"]


def demo_objects() -> dict[str, list[Any]]:
    """Return real path parameters by resource; pairs where a URL has two."""
    units = ["430922-emergency", "430922-housing", "430923-emergency", "430922115", "4309-emergency-office"]
    asked = Countersignature.objects.order_by("pk").values_list("document_id", "pk")[:10]
    kept = DocumentVersion.objects.order_by("-pk").values_list("document_id", "version")[:10]
    return {
        "accidents": _some(Accident, "code", "status", "county_id"),
        "decisions": _some(Decision, "pk", "status", "measure"),
        "letters": _some(Letter, "pk", "document__status"),
        "further-letters": _some(FollowUpLetter, "pk", "purpose", "document__status", each=1),
        "documents": _some(Document, "pk", "status"),
        "documents asked": [(str(document), str(key)) for document, key in asked] or [("1", "1")],
        "documents number": [(str(document), str(number)) for document, number in kept] or [("1", "1")],
        "files": _some(Attachment, "pk", "owner_type__model"),
        "reserved-numbers": _some(ReservedNumber, "pk", "state"),
        "number-series": _some(NumberSeries, "code"),
        "document-kinds": _some(DocumentKind, "code"),
        "divisions": ["4309", "430922", "430923", "430922115"],
        "organizations": units,
        "jobs": _some(Job, "pk", "kind", "status"),
        "targets": ["2019", "2020", "2026"],
    }


def known_values(objects: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """Return real values by the names of properties and parameters."""
    units = objects["organizations"]
    return {
        "county": ["430922", "430923"],
        "township": ["430922115", "430923121"],
        "decisions": [int(key) for key in objects["decisions"]],
        "main": units, "copies": units, "organization": units, "supervising_department": units,
        "series": objects["number-series"],
        "kind": [*objects["document-kinds"], "circular", "correction"],
        "reserved": [int(key) for key in objects["reserved-numbers"]],
        "ruleset": ["yiyang-2021"],
        "occurred_at": ["2026-11-01T08:00:00+08:00"],
        "from": ["2026-01-01"], "to": ["2026-12-31"],
        "year": [2019, 2026],
        "details names": DETAILS,
    }  # fmt: skip
