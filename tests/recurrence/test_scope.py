"""The definition of a duty is reference data; its instances are seen by those who have its permission."""

from __future__ import annotations

import datetime as dt
from typing import Any

from foundation.organizations.models import Organization
from foundation.recurrence.models import DutyInstance, RecurringDuty
from tests.support.scope import ScopeSuite, Where

DAY = dt.date(2026, 7, 1)


def make_duty(code: str, unit: str) -> RecurringDuty:
    return RecurringDuty.objects.create(
        code=code,
        label=code,
        frequency="month",
        due_by="workday_of",
        due_number=1,
        organization=Organization.objects.get(code=unit),
        permission="accident.submit",
        button="去办理",
        url="/",
        first_day=DAY,
    )


class TestDuties(ScopeSuite):
    model = RecurringDuty

    def make(self) -> dict[str, Any]:
        return {"here": make_duty("here", "430922-emergency"), "elsewhere": make_duty("away", "430923-emergency")}


class TestInstances(ScopeSuite):
    model = DutyInstance
    act = "accident.submit"

    def make(self) -> dict[str, Any]:
        return {
            duty.code: DutyInstance.objects.create(
                duty=duty, period_start=DAY, period_end=DAY, label="2026年7月", due_on=DAY, is_certain=True
            )
            for duty in (make_duty("here", "430922-emergency"), make_duty("away", "430923-emergency"))
        }

    def where(self, item: DutyInstance) -> Where:
        unit = item.duty.organization
        return Where(division=unit.division_id, unit=unit.code)
