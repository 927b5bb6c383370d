"""Who sees a patrol, on every way to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import models

from tests.example.models import Patrol
from tests.support.people import make_user
from tests.support.scope import ScopeSuite, Ways, Where

pytestmark = pytest.mark.django_db


class TestPatrol(ScopeSuite):
    model = Patrol
    act = "patrol.view"
    ways = Ways(list="/patrols/", export="/patrols/?export=csv", api_list="/api/v1/patrols/")

    def make(self) -> dict[str, models.Model]:
        author = make_user(username="author", unit="4309-emergency")
        return {
            name: Patrol.objects.create(
                place_code=code, done_on=dt.date(2021, 3, 1), summary=f"范围测试{code}", recorded_by=author
            )
            for name, code in (("here", "430922115"), ("elsewhere", "430923121"))
        }

    def where(self, item: Any) -> Where:
        return Where(division=item.place_code)

    def mark(self, item: Any) -> str:
        return str(item.summary)

    def api_mark(self, item: Any) -> tuple[str, Any]:
        return ("id", item.pk)

    def detail(self, item: Any) -> str:
        return str(item.get_absolute_url())

    def api_detail(self, item: Any) -> str:
        return f"/api/v1/patrols/{item.pk}/"
