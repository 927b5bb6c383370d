"""Who sees which accidents, their revisions and the types."""

from __future__ import annotations

from typing import Any

from accidents.models import Accident, AccidentRevision, AccidentType
from tests.accidents.factories import registered
from tests.support.scope import ScopeSuite, Ways, Where

ELSEWHERE: dict[str, Any] = {"county": "430923", "township": "430923121", "supervising_department": "430923-housing"}


def two_accidents() -> dict[str, Accident]:
    return {"here": registered(supervising_department="430922-housing"), "elsewhere": registered(**ELSEWHERE)}


class TestAccidents(ScopeSuite):
    model = Accident
    act = "accident.view"
    ways = Ways(list="/accidents/", export="/accidents/?export=xlsx", api_list="/api/v1/accidents/")

    def make(self) -> dict[str, Any]:
        return two_accidents()

    def where(self, item: Accident) -> Where:
        assert item.supervising_department is not None
        return Where(division=item.place_code, unit=item.supervising_department.code)

    def mark(self, item: Accident) -> str:
        return item.code

    def detail(self, item: Accident) -> str:
        return item.get_absolute_url()

    def api_detail(self, item: Accident) -> str:
        return f"/api/v1/accidents/{item.code}/"


class TestRevisions(ScopeSuite):
    model = AccidentRevision
    act = "accident.view"

    def make(self) -> dict[str, Any]:
        return {name: accident.revisions.get() for name, accident in two_accidents().items()}

    def where(self, item: AccidentRevision) -> Where:
        assert item.supervising_department is not None
        return Where(division=item.accident.place_code, unit=item.supervising_department.code)

    def api_detail(self, item: AccidentRevision) -> str:
        return f"/api/v1/accidents/{item.accident.code}/reports/"


class TestTypes(ScopeSuite):
    model = AccidentType

    def make(self) -> dict[str, Any]:
        return {"old": AccidentType.objects.get(code="1986-08"), "new": AccidentType.objects.get(code="2025-09")}
