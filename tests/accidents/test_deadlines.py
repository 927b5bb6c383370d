import datetime as dt

import pytest

from accidents.rules import deadlines
from foundation.common.clock import SHANGHAI


def moment(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


KNOWN = moment("2021-03-16T08:25")


def test_two_hours_from_known_to_reported_the_last_moment_in_time():
    clock = deadlines.report_clock(KNOWN)
    assert clock.due_at == moment("2021-03-16T10:25")
    assert not clock.is_over(moment("2021-03-16T10:25"))
    assert clock.is_over(moment("2021-03-16T10:25:01"))
    assert clock.used(moment("2021-03-16T09:25")) == 0.5
    assert clock.used(moment("2021-03-17T09:25")) == 1.0


def test_holidays_do_not_move_the_clock():
    new_year = moment("2021-02-11T23:30")
    assert deadlines.report_clock(new_year).due_at == moment("2021-02-12T01:30")
    assert deadlines.entry_clock(new_year).due_at == moment("2021-02-12T23:30")


@pytest.mark.parametrize(("reported", "late"), [("2021-03-16T10:25", False), ("2021-03-16T10:26", True), (None, False)])
def test_late_is_computed(reported, late):
    assert deadlines.is_late(KNOWN, moment(reported) if reported else None) is late


def test_change_window_counts_calendar_days_without_the_day_itself():
    day = dt.date(2021, 3, 1)
    assert deadlines.last_change_day(day, is_road_traffic=True, is_fire=False) == dt.date(2021, 3, 8)
    assert deadlines.last_change_day(day, is_road_traffic=False, is_fire=True) == dt.date(2021, 3, 8)
    assert deadlines.last_change_day(day, is_road_traffic=False, is_fire=False) == dt.date(2021, 3, 31)


@pytest.mark.parametrize(
    ("occurred", "known", "registered", "backfill"),
    [
        ("2020-12-31T23:30", "2020-12-31T23:40", "2021-01-01T09:00", False),
        ("2020-12-31T23:30", "2020-12-31T23:40", "2021-01-02T00:00", True),
        ("2020-11-03T10:00", "2020-11-03T10:30", "2020-12-28T09:00", True),
        ("2020-12-03T10:00", "2020-12-03T10:30", "2020-12-28T09:00", False),
        ("2020-11-03T10:00", "2020-12-28T08:30", "2020-12-28T09:00", False),
    ],
)
def test_backfill_is_entered_after_its_month_and_not_in_time(occurred, known, registered, backfill):
    assert (
        deadlines.is_backfill(occurred_at=moment(occurred), known_at=moment(known), registered_at=moment(registered))
        is backfill
    )
