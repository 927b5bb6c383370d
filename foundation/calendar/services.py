"""The stored calendar: read it, compute with it, load it."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

from django.db import transaction

from foundation.calendar.models import Holiday, OfficeDeadline
from foundation.calendar.signals import holidays_changed
from foundation.calendar.working_days import WorkCalendar
from foundation.common import clock
from foundation.common.reference_loading import LoadCount, load_rows


def working_day_calendar() -> WorkCalendar:
    """Return the calendar of all entered notices.

    A year counts as known once its 1 October has been entered: a neighbouring year's notice also names single days (a
    New Year's Eve), which do not make the year known.
    """
    exceptions = dict(Holiday.objects.values_list("day", "is_workday"))
    return WorkCalendar(exceptions, frozenset(day.year for day in exceptions if (day.month, day.day) == (10, 1)))


def add_working_days(day: dt.date, count: int) -> dt.date:
    """Return the ``count``-th working day after ``day``; Monday to Friday for a year without a notice.

    Use ``working_day_calendar().add_workdays`` when the result must say whether it is certain.
    """
    return working_day_calendar().add_workdays(day, count).day


def office_due(kind: str, since: dt.datetime) -> dt.datetime | None:
    """Return when a to-do of ``kind`` opened at ``since`` is due by the bureau's own deadlines.

    It is the end of its last working day; the first day does not count. None for a kind without a deadline.
    """
    days = OfficeDeadline.objects.filter(kind=kind).values_list("working_days", flat=True).first()
    if days is None:
        return None
    last = add_working_days(clock.local(since).date(), days)
    return clock.start_of_day(last + dt.timedelta(days=1))


def unknown_years(today: dt.date) -> list[int]:
    """Return the years without a notice that due dates reach into: this year, and from 1 December on the next."""
    known = working_day_calendar().known_years
    wanted = [today.year, today.year + 1] if today.month == 12 else [today.year]
    return [year for year in wanted if year not in known]


@transaction.atomic
def load_holidays(path: Path) -> LoadCount:
    """Add the missing days of a holidays.csv (date, is_workday, name, source). Runs as the system."""
    with Path(path).open(encoding="utf-8", newline="") as source:
        rows: list[dict[str, Any]] = [
            {
                "day": dt.date.fromisoformat(row["date"]),
                "is_workday": row["is_workday"] == "1",
                "name": row["name"],
                "source": row["source"],
            }
            for row in csv.DictReader(source)
        ]
    count = load_rows(Holiday, rows, key="day")
    if count.changed:
        holidays_changed.send(Holiday)
    return count


@transaction.atomic
def load_office_deadlines(path: Path) -> LoadCount:
    """Add the missing rows of an office_deadlines.csv; what the bureau has set stays. Runs as the system."""
    with Path(path).open(encoding="utf-8", newline="") as source:
        rows: list[dict[str, Any]] = [
            {
                "kind": row["kind"],
                "label": row["label"],
                "working_days": int(row["working_days"]),
                "needs_confirmation": row["needs_confirmation"] == "1",
                "basis": row["basis"],
            }
            for row in csv.DictReader(source)
        ]
    return load_rows(OfficeDeadline, rows, key="kind")
