"""Who sees which accidents, drafts and revisions."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accidents import drafting
from accidents.models import Accident, AccidentRevision, AccidentType
from foundation.organizations.models import User
from foundation.organizations.permissions import table
from tests.accidents.factories import facts, registered
from tests.people import make_user
from tests.scope import ScopeSuite, Ways, Where

ELSEWHERE = {"county": "430923", "township": "430923121", "supervising_department": "430923-housing"}
HERE = {"supervising_department": "430922-housing", "sector": "construction", "accident_type": "1986-09"}


def two_accidents() -> dict[str, Accident]:
    return {
        "here": registered(**HERE, name="范围测试此处事故"),
        "elsewhere": registered(**(HERE | ELSEWHERE), name="范围测试别处事故"),
    }


class TestAccidents(ScopeSuite):
    model = Accident
    act = "accident.view"
    ways = Ways(list="/accidents/", export="/accidents/?export=xlsx", api_list="/api/v1/accidents/")

    def make(self) -> dict[str, Any]:
        return two_accidents()

    def where(self, item: Accident) -> Where:
        department = item.supervising_department
        return Where(division=item.place_code, unit=department.code if department else "")

    def mark(self, item: Accident) -> str:
        return item.name

    def detail(self, item: Accident) -> str:
        return reverse("accidents:detail", args=[item.code])

    def api_detail(self, item: Accident) -> str:
        return f"/api/v1/accidents/{item.code}/"


class TestDrafts(ScopeSuite):
    """A draft is its county's own until it is submitted; the city does not see it."""

    model = Accident
    act = "accident.draft"

    def make(self) -> dict[str, Any]:
        here = drafting.save_draft(user=make_user("township", username="drafter-here"), facts=facts(name="此处草稿"))
        away = make_user("clerk", username="drafter-away", unit="430923-emergency")
        return {"here": here, "elsewhere": drafting.save_draft(user=away, facts=facts(**(HERE | ELSEWHERE)))}

    def where(self, item: Accident) -> Where:
        return Where(division=item.place_code, author=item.drafted_by)

    def detail(self, item: Accident) -> str:
        return reverse("accidents:edit", args=[item.draft_code])


class TestRevisions(TestAccidents):
    model = AccidentRevision
    ways = Ways()

    def make(self) -> dict[str, Any]:
        return {side: accident.revisions.get() for side, accident in two_accidents().items()}

    def where(self, item: Any) -> Where:
        return super().where(item.accident)

    def detail(self, item: Any) -> str:
        return ""

    def api_detail(self, item: Any) -> str:
        return ""


class TestAccidentTypes(ScopeSuite):
    model = AccidentType

    def make(self) -> dict[str, Any]:
        return {"old": AccidentType.objects.get(code="1986-09"), "new": AccidentType.objects.get(code="2025-01")}


def test_administrators_see_no_accident(city: None) -> None:
    two_accidents()
    for role in ("sysadmin", "secadmin"):
        person: User = make_user(role)
        assert role not in table()["accident.view"].scopes
        assert not Accident.objects.visible_to(person).exists()
