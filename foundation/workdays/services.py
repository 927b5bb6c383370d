"""The calendar as stored, and keeping it."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

from django.db import transaction

from foundation.kit.loading import LoadCount, load_rows
from foundation.workdays.calendar import WorkCalendar
from foundation.workdays.models import Holiday


def working_day_calendar() -> WorkCalendar:
    """The calendar of all entered notices. A year is known once its 1 October has been entered: a notice's stray days
    of the year before or after (a New Year's Eve) do not make that year known.
    """
    exceptions = dict(Holiday.objects.values_list("day", "is_workday"))
    return WorkCalendar(exceptions, frozenset(day.year for day in exceptions if (day.month, day.day) == (10, 1)))


def add_working_days(day: dt.date, count: int) -> dt.date:
    """The ``count``-th working day after ``day`` by the entered notices; for a year without one Monday to Friday.

    Use ``working_day_calendar().add_workdays`` when the answer must say whether it is certain.
    """
    return working_day_calendar().add_workdays(day, count).day


def unknown_years(today: dt.date) -> list[int]:
    """Years that due dates reach into and whose notice is missing: this year, and from 1 December on the next."""
    known = working_day_calendar().known_years
    wanted = [today.year, today.year + 1] if today.month == 12 else [today.year]
    return [year for year in wanted if year not in known]


@transaction.atomic
def load_holidays(path: Path) -> LoadCount:
    """Add the days of a holidays.csv (date, is_workday, name, source) that are not entered yet. A system act."""
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
    return load_rows(Holiday, rows, key="day")
