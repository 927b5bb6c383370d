"""Holidays are for everyone who is signed in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from foundation.workdays.models import Holiday
from tests.scope import ScopeSuite


class TestHolidays(ScopeSuite):
    model = Holiday

    def make(self) -> dict[str, Any]:
        return {
            "one": Holiday.objects.get(day=dt.date(2021, 10, 1)),
            "other": Holiday.objects.get(day=dt.date(2021, 5, 1)),
        }
