"""A draft is its county's own until it is submitted: the city does not see it, nor does another county."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accidents.models import Accident
from accidents.services import drafts
from tests.accidents.factories import facts
from tests.support.people import make_user
from tests.support.scope import ScopeSuite, Where

ELSEWHERE = {"county": "430923", "township": "430923121", "supervising_department": "430923-transport"}


class TestDrafts(ScopeSuite):
    model = Accident
    act = "accident.draft"

    def make(self) -> dict[str, Any]:
        here, away = (
            make_user("township", username="drafter"),
            make_user("clerk", username="x", unit="430923-emergency"),
        )
        return {
            "here": drafts.save_draft(user=here, facts=facts()),
            "elsewhere": drafts.save_draft(user=away, facts=facts(**ELSEWHERE)),
        }

    def where(self, item: Accident) -> Where:
        return Where(division=item.place_code, author=item.drafted_by)

    def detail(self, item: Accident) -> str:
        return reverse("accidents:edit", args=[item.code])
