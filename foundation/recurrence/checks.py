"""Duties that are settled by facts: what tells that the duty of a period is done without anybody saying so."""

from __future__ import annotations

from collections.abc import Callable

from foundation.calendar.services import working_day_calendar
from foundation.common.registry import Registry
from foundation.recurrence.models import DutyInstance

#: By the code of the duty: ``is_done(instance)``. A duty without a check is settled by ``services.complete``.
duty_checks: Registry[Callable[[DutyInstance], bool]] = Registry()

HOLIDAYS_DUTY = "load_holidays"


def next_year_is_known(instance: DutyInstance) -> bool:
    """Return whether the holidays of the year after the period have been entered (国务院办公厅的放假通知)."""
    return instance.period_start.year + 1 in working_day_calendar().known_years
