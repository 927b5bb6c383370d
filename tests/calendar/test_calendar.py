"""Working-day arithmetic: real notices, and properties for any calendar."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.calendar.working_days import DueDay, WorkCalendar, start_or_next
from tests.support.working_days import DAY, working_days

HOLIDAYS = Path(__file__).resolve().parents[2] / "fixtures" / "yiyang" / "holidays.csv"
YEARS = frozenset(range(2019, 2027))


def real_calendar() -> WorkCalendar:
    with HOLIDAYS.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    return WorkCalendar({dt.date.fromisoformat(r["date"]): r["is_workday"] == "1" for r in rows}, YEARS)


REAL = real_calendar()
days = st.dates(dt.date(2019, 2, 1), dt.date(2026, 10, 31))
counts = st.integers(min_value=-60, max_value=60)
# Up to a third of the days move; there is always work within a fortnight.
calendars = st.builds(
    lambda moved, years: WorkCalendar(moved, frozenset(years)),
    st.dictionaries(days.filter(lambda day: day.day % 3 == 0), st.booleans(), max_size=40),
    st.sets(st.integers(2018, 2027)),
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2020-01-19", True),  # Sunday, 春节调休
        ("2020-01-24", False),  # Friday, 除夕
        ("2020-01-31", False),  # Friday, 春节 prolonged in 2020
        ("2020-10-10", True),  # Saturday, 国庆调休
        ("2021-02-20", True),  # Saturday, 春节调休
        ("2021-09-18", True),  # Saturday, 中秋调休
        ("2021-05-05", False),  # Wednesday, 劳动节
        ("2021-01-18", True),  # an ordinary Monday
        ("2021-01-16", False),  # an ordinary Saturday
    ],
)
def test_days_of_the_notices(day: str, works: bool) -> None:
    assert REAL.is_workday(dt.date.fromisoformat(day)) is works


def test_twenty_workdays_over_spring_festival_2021() -> None:
    # 4–10 Feb are 6 (7 Feb is a worked Sunday), 18–26 Feb 8 (20 Feb a worked Saturday), 1–8 March 6.
    assert REAL.add_workdays(dt.date(2021, 2, 3), 20) == DueDay(dt.date(2021, 3, 8), certain=True)


def test_unknown_year_counts_monday_to_friday_and_says_so() -> None:
    due = REAL.add_workdays(dt.date(2026, 12, 31), 1)
    assert due == DueDay(dt.date(2027, 1, 1), certain=False)
    assert REAL.add_workdays(dt.date(2026, 12, 30), 1) == DueDay(dt.date(2026, 12, 31), certain=True)


@given(calendars, days, st.integers(1, 60))
def test_due_day_is_worked_and_counts_back(calendar: WorkCalendar, start: dt.date, count: int) -> None:
    due = calendar.add_workdays(start, count)
    assert calendar.is_workday(due.day)
    assert working_days(calendar, start + DAY, due.day) == count


@given(calendars, days, st.integers(0, 30), st.integers(1, 30))
def test_counting_goes_on_where_it_stopped(calendar: WorkCalendar, start: dt.date, first: int, more: int) -> None:
    if first == 0 and not calendar.is_workday(start):
        return
    middle = calendar.add_workdays(start, first)
    assert calendar.add_workdays(middle.day, more).day == calendar.add_workdays(start, first + more).day


@given(calendars, days, st.integers(1, 40))
def test_going_back_undoes_going_forward_from_a_worked_day(calendar: WorkCalendar, start: dt.date, count: int) -> None:
    begin = start_or_next(calendar, start).day
    assert calendar.add_workdays(calendar.add_workdays(begin, count).day, -count).day == begin


@given(calendars, days, st.integers(1, 40))
def test_certain_means_every_crossed_year_is_known(calendar: WorkCalendar, start: dt.date, count: int) -> None:
    due = calendar.add_workdays(start, count)
    first = start + dt.timedelta(days=1)
    assert due.certain == all(year in calendar.known_years for year in range(first.year, due.day.year + 1))
