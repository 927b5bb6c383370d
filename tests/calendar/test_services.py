"""The calendar as stored: which years are known, and the warning for those that are not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from foundation.calendar.models import Holiday
from foundation.calendar.services import (
    add_working_days,
    load_holidays,
    unknown_years,
    working_day_calendar,
)

pytestmark = pytest.mark.usefixtures("city")


def test_known_years_are_those_of_the_notices() -> None:
    assert working_day_calendar().known_years == frozenset(range(2019, 2027))


def test_a_stray_day_does_not_make_a_year_known() -> None:
    Holiday.objects.create(day=dt.date(2027, 1, 1), is_workday=False, name="元旦", source="国办通知")
    assert 2027 not in working_day_calendar().known_years
    assert not working_day_calendar().is_workday(dt.date(2027, 1, 1))


@pytest.mark.parametrize(
    ("today", "missing"),
    [("2026-11-30", []), ("2026-12-01", [2027]), ("2027-01-04", [2027]), ("2027-12-31", [2027, 2028])],
)
def test_next_years_notice_is_asked_for_from_december_on(today: str, missing: list[int]) -> None:
    assert unknown_years(dt.date.fromisoformat(today)) == missing


def test_twenty_working_days_over_the_national_holiday_of_2021() -> None:
    # 1-7 October is free, Saturday 9 October is worked: 2 days in September, 17 in October, 1 in November.
    assert add_working_days(dt.date(2021, 9, 28), 20) == dt.date(2021, 11, 1)


def test_loading_again_keeps_what_people_entered(tmp_path: Path) -> None:
    path = tmp_path / "holidays.csv"
    path.write_text("date,is_workday,name,source\n2026-10-01,1,错,错\n2028-10-01,0,国庆节,国办通知\n", encoding="utf-8")
    count = load_holidays(path)
    assert (count.created, count.kept, count.updated) == (1, 1, 0)
    assert not Holiday.objects.get(day=dt.date(2026, 10, 1)).is_workday
