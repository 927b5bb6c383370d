"""Periods tile the calendar and due days are working days: for any day, and at the real edges."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.calendar.working_days import WorkCalendar
from foundation.recurrence.rules.due_days import DueBy, DueRule, due_day
from foundation.recurrence.rules.periods import (
    Frequency,
    Period,
    clipped,
    month_end,
    period_of,
    periods_from,
    require_dates,
)
from tests.support.working_days import DAY, working_days

days = st.dates(dt.date(2000, 1, 2), dt.date(2096, 12, 30))
frequencies = st.sampled_from(list(Frequency))
month_days = st.dates(dt.date(2000, 1, 1), dt.date(2000, 12, 31)).map(lambda day: f"{day:%m-%d}")
date_lists = st.lists(month_days, min_size=1, max_size=6, unique=True)
calendars = st.dictionaries(days, st.booleans(), max_size=40).map(
    lambda exceptions: WorkCalendar(exceptions, frozenset(day.year for day in exceptions))
)
rules = st.one_of(
    st.builds(DueRule, st.sampled_from([DueBy.WORKDAY_OF, DueBy.WORKDAY_AFTER]), st.integers(1, 25)),
    st.builds(DueRule, st.just(DueBy.DATE), st.integers(1, 31), st.integers(1, 24)),
)
#: 2026: New Year 1–3 January (Sunday 4 worked), Spring Festival 15–23 February (14 and 28 worked), October 1–7.
NOTICE = WorkCalendar(
    {
        **{dt.date(2026, 1, day): False for day in (1, 2, 3)},
        dt.date(2026, 1, 4): True,
        **{dt.date(2026, 2, day): False for day in range(15, 24)},
        dt.date(2026, 2, 14): True,
        dt.date(2026, 2, 28): True,
        **{dt.date(2026, 10, day): False for day in range(1, 8)},
        dt.date(2026, 9, 20): True,
        dt.date(2026, 10, 10): True,
    },
    frozenset({2026}),
)


@given(frequency=frequencies, day=days, dates=date_lists)
def test_a_day_is_in_its_period_and_all_its_days_have_the_same(frequency, day, dates):
    period = period_of(frequency, day, dates)
    assert period.start <= day <= period.end
    assert period_of(frequency, period.start, dates) == period == period_of(frequency, period.end, dates)


@given(frequency=frequencies, day=days, dates=date_lists)
def test_periods_follow_each_other_without_gap_or_overlap(frequency, day, dates):
    some = list(itertools.islice(periods_from(frequency, day, dates), 15))
    assert all(later.start == earlier.end + DAY for earlier, later in itertools.pairwise(some))
    assert len({period.label for period in some}) == 15


@given(frequency=frequencies, day=days, dates=date_lists, rule=rules, calendar=calendars)
def test_every_due_day_is_worked(frequency, day, dates, rule, calendar):
    due = due_day(rule, period_of(frequency, day, dates), calendar)
    assert calendar.is_workday(due.day)


@given(day=days, number=st.integers(1, 25), calendar=calendars)
def test_the_nth_working_day_has_n_before_it_and_itself(day, number, calendar):
    period = period_of(Frequency.MONTH, day)
    within = due_day(DueRule(DueBy.WORKDAY_OF, number), period, calendar).day
    assert working_days(calendar, period.start, within) == number
    after = due_day(DueRule(DueBy.WORKDAY_AFTER, number), period, calendar).day
    assert working_days(calendar, period.end + DAY, after) == number


@pytest.mark.parametrize(
    ("frequency", "day", "start", "end", "label"),
    [
        (Frequency.MONTH, "2024-02-29", "2024-02-01", "2024-02-29", "2024年2月"),
        (Frequency.MONTH, "2026-02-01", "2026-02-01", "2026-02-28", "2026年2月"),
        (Frequency.QUARTER, "2026-03-31", "2026-01-01", "2026-03-31", "2026年第一季度"),
        (Frequency.QUARTER, "2026-07-01", "2026-07-01", "2026-09-30", "2026年第三季度"),
        (Frequency.QUARTER, "2026-12-31", "2026-10-01", "2026-12-31", "2026年第四季度"),
        (Frequency.HALF_YEAR, "2026-06-30", "2026-01-01", "2026-06-30", "2026年上半年"),
        (Frequency.HALF_YEAR, "2026-12-31", "2026-07-01", "2026-12-31", "2026年下半年"),
        (Frequency.YEAR, "2024-02-29", "2024-01-01", "2024-12-31", "2024年"),
    ],
)
def test_periods_of_the_calendar(frequency, day, start, end, label):
    wanted = Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end), label)
    assert period_of(frequency, dt.date.fromisoformat(day)) == wanted


def test_fixed_dates_end_their_periods_over_the_year_end_and_in_leap_years():
    dates = ["02-29", "11-30"]
    over_the_year = period_of(Frequency.DATES, dt.date(2025, 12, 31), dates)
    assert over_the_year == Period(dt.date(2025, 12, 1), dt.date(2026, 2, 28), "2026年2月28日")
    assert period_of(Frequency.DATES, dt.date(2024, 2, 29), dates).end == dt.date(2024, 2, 29)
    assert period_of(Frequency.DATES, dt.date(2024, 3, 1), dates).end == dt.date(2024, 11, 30)
    assert period_of(Frequency.DATES, dt.date(2026, 3, 1), ["02-28", "02-29"]).end == dt.date(2027, 2, 28)


@pytest.mark.parametrize("dates", [[], ["02-30"], ["13-01"], ["2-1"], ["03-31", "03-31"], ["00-10"]])
def test_what_is_no_date_is_refused(dates):
    with pytest.raises(ValueError, match=r"date|day"):
        require_dates(dates)


@pytest.mark.parametrize(
    ("rule", "frequency", "day", "due", "is_certain"),
    [
        # 1–3 January are off, Sunday 4 January is worked.
        (DueRule(DueBy.WORKDAY_OF, 1), Frequency.MONTH, "2026-01-15", "2026-01-04", True),
        # After September come eight days off; the third working day after them is Saturday 10 October, worked.
        (DueRule(DueBy.WORKDAY_AFTER, 3), Frequency.QUARTER, "2026-07-01", "2026-10-10", True),
        # The year after the notice: 1–3 January 2027 count as Friday and a weekend, and it says so.
        (DueRule(DueBy.WORKDAY_AFTER, 1), Frequency.YEAR, "2026-05-01", "2027-01-01", False),
        # 16 February is in Spring Festival: moved to the first day worked, Tuesday 24 February.
        (DueRule(DueBy.DATE, 16, 2), Frequency.YEAR, "2026-05-01", "2026-02-24", True),
        # 31 of the fourth month of a quarter that begins in January: 30 April.
        (DueRule(DueBy.DATE, 31, 4), Frequency.QUARTER, "2026-02-01", "2026-04-30", True),
        # The 13th month is January of the next year.
        (DueRule(DueBy.DATE, 15, 13), Frequency.YEAR, "2026-02-01", "2027-01-15", False),
        (DueRule(DueBy.DATE, 1, 12), Frequency.YEAR, "2026-02-01", "2026-12-01", True),
    ],
)
def test_due_days_of_a_real_notice(rule, frequency, day, due, is_certain):
    found = due_day(rule, period_of(frequency, dt.date.fromisoformat(day)), NOTICE)
    assert (found.day.isoformat(), found.certain) == (due, is_certain)


def test_a_day_that_a_month_has_not_is_its_last():
    assert clipped(2026, 2, 31) == month_end(2026, 2) == dt.date(2026, 2, 28)
    assert clipped(2024, 2, 29) == dt.date(2024, 2, 29)
