"""Who sees which documents: drafts the city alone, issued ones also the units they are for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.urls import reverse

from documents.models import (
    Countersignature,
    Document,
    DocumentKind,
    DocumentRecipient,
    NumberSeries,
    RegisterEntry,
    ReservedNumber,
    WorkingCopy,
)
from documents.numbering.numbers import load_kinds, load_series
from documents.workflow.drafting import RecipientInput
from foundation.accounts.models import User
from foundation.common import clock
from foundation.common.permissions import table
from foundation.organizations.models import Organization
from tests.documents.factories import draft, issued, make_office
from tests.support.scope import ScopeSuite, Ways, Where

KINDS = Path(__file__).resolve().parents[2] / "fixtures" / "yiyang" / "document_kinds.csv"
SERIES = Path(__file__).resolve().parents[2] / "fixtures" / "yiyang" / "number_series.json"
TITLES = {"here": "关于桃江县事故的通报", "elsewhere": "关于安化县事故的通报", "draft": "关于起草中事项的通报"}


def recipients(*codes: str) -> list[RecipientInput]:
    return [RecipientInput(Organization.objects.get(code=code), "named") for code in codes]


def three_documents() -> dict[str, Document]:
    load_series(SERIES)
    office = make_office()
    here = recipients("430922", "430922115", "430922-housing")
    elsewhere = recipients("430923", "430923121", "430923-housing")
    return {
        "here": issued(office, title=TITLES["here"], recipients=here),
        "elsewhere": issued(office, title=TITLES["elsewhere"], recipients=elsewhere),
        "draft": draft(office, title=TITLES["draft"], recipients=here),
    }


class TestDocuments(ScopeSuite):
    model = Document
    act = "document.view"
    ways = Ways(list="/documents/", export="/documents/?export=xlsx", api_list="/api/v1/documents/")

    def make(self) -> dict[str, Any]:
        return three_documents()

    def should_see(self, person: User, item: Any) -> bool:
        """An issued document lies where each of its recipients lies."""
        places = [
            Where(row.organization.division_id, row.organization.code, is_open=item.status == "issued")
            for row in item.recipients.select_related("organization")
        ]
        return any(self.reaches(person, place) for place in places)

    def mark(self, item: Document) -> str:
        return item.title

    def api_mark(self, item: Document) -> tuple[str, Any]:
        return ("id", item.pk)

    def detail(self, item: Document) -> str:
        return reverse("documents:detail", args=[item.pk])

    def api_detail(self, item: Document) -> str:
        return f"/api/v1/documents/{item.pk}/"


class TestPdf(TestDocuments):
    """The frozen bytes go to whoever sees the document."""

    model = Document
    ways = Ways()

    def detail(self, item: Document) -> str:
        return reverse("documents:pdf", args=[item.pk]) if item.status == "issued" else ""

    def api_detail(self, item: Document) -> str:
        return f"/api/v1/documents/{item.pk}/document.pdf" if item.status == "issued" else ""


class TestRecipients(TestDocuments):
    """The receipt of a unit is seen by itself, by units above it and by the city, not by neighbours."""

    model = DocumentRecipient  # type: ignore[assignment]
    ways = Ways()

    def make(self) -> dict[str, Any]:
        rows = DocumentRecipient.objects.filter(document__in=three_documents().values()).select_related("organization")
        return {f"{row.document_id} {row.organization.code}": row for row in rows}

    def should_see(self, person: User, item: Any) -> bool:
        unit = item.organization
        return self.reaches(person, Where(unit.division_id, unit.code, is_open=item.document.status == "issued"))

    def detail(self, item: Any) -> str:
        return ""

    def api_detail(self, item: Any) -> str:
        return ""


class TestNumberSeries(ScopeSuite):
    model = NumberSeries
    ways = Ways(api_list="/api/v1/number-series/")

    def make(self) -> dict[str, Any]:
        load_series(SERIES)
        return {series.code: series for series in NumberSeries.objects.all()}


class TestDocumentKinds(ScopeSuite):
    model = DocumentKind
    ways = Ways(api_list="/api/v1/document-kinds/")

    def make(self) -> dict[str, Any]:
        load_series(SERIES)
        load_kinds(KINDS)
        return {kind.code: kind for kind in DocumentKind.objects.all()[:3]}


class TestReservedNumbers(ScopeSuite):
    """Only the issuing bureau reads its register book."""

    model = ReservedNumber
    act = "document.view"
    ways = Ways(api_list="/api/v1/reserved-numbers/")

    def make(self) -> dict[str, Any]:
        load_series(SERIES)
        office = make_office()
        values = {"reserved_by": office.officer, "reserved_at": clock.now(), "reason": "留给全市通报"}
        series = NumberSeries.objects.get(code="bureau-document")
        return {
            str(number): ReservedNumber.objects.create(series=series, year=2021, number=number, **values)
            for number in (1, 2)
        }

    def api_mark(self, item: Any) -> tuple[str, Any]:
        return ("number", item.number)


class TestRegister(TestReservedNumbers):
    model = RegisterEntry  # type: ignore[assignment]
    ways = Ways(
        list="/documents/register/",
        export="/documents/register/?export=csv",
        api_list="/api/v1/document-register/",
    )

    def make(self) -> dict[str, Any]:
        return {str(kept.pk): RegisterEntry.objects.get(reserved=kept) for kept in super().make().values()}

    def mark(self, item: Any) -> str:
        return f"益应急发〔{item.year}〕{item.number}号"


class TestCountersignatures(ScopeSuite):
    """Seen by the city's staff and the unit that was asked, never by those whom the document is for."""

    model = Countersignature
    act = "document.view"

    def make(self) -> dict[str, Any]:
        documents = three_documents()
        drafter = documents["draft"].drafted_by
        return {
            side: Countersignature.objects.create(
                document=documents[document],
                organization=Organization.objects.get(code=unit),
                asked_by=drafter,
                asked_at=clock.now(),
                text_version=1,
            )
            for side, document, unit in [
                ("here", "draft", "430922-housing"),
                ("elsewhere", "here", "430923-housing"),
                ("city", "elsewhere", "4309-emergency-chemicals"),
            ]
        }

    def should_see(self, person: User, item: Any) -> bool:
        words = {table()["document.countersign"].scopes.get(role) for role in person.roles}
        received = {person.organization.code, *person.organization.receives_for.values_list("code", flat=True)}
        was_asked = person.is_active and "charged" in words and item.organization.code in received
        return was_asked or super().should_see(person, item)


class TestWorkingCopies(ScopeSuite):
    """What an officer has not saved yet is that officer's alone: no role sees it, other officers neither."""

    model = WorkingCopy
    act = "document.view"
    is_private = True

    def make(self) -> dict[str, Any]:
        document = three_documents()["draft"]
        values = {"document": document, "version": 1, "entries": {}, "page": "0" * 36, "saved_at": clock.now()}
        return {"mine": WorkingCopy.objects.create(user=document.drafted_by, **values)}

    def should_see(self, person: User, item: Any) -> bool:
        return person.pk == item.user_id
