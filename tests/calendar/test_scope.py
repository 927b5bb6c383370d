"""Holidays and the offices' deadlines are for everyone who is signed in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from foundation.calendar.models import Holiday, OfficeDeadline
from tests.support.scope import ScopeSuite


class TestHolidays(ScopeSuite):
    model = Holiday

    def make(self) -> dict[str, Any]:
        return {
            "one": Holiday.objects.get(day=dt.date(2021, 10, 1)),
            "other": Holiday.objects.get(day=dt.date(2021, 5, 1)),
        }


class TestOfficeDeadlines(ScopeSuite):
    model = OfficeDeadline

    def make(self) -> dict[str, Any]:
        return {
            "one": OfficeDeadline.objects.get(kind="accident_verify"),
            "other": OfficeDeadline.objects.get(kind="document_sign"),
        }
