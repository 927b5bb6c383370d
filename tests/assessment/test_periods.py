"""Periods under review and their counterparts a year before."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.periods import a_year_before, whole_year, year_of, year_until

days = st.dates(min_value=dt.date(2001, 1, 1), max_value=dt.date(2099, 12, 31))


def test_the_appraisal_year_runs_from_december_to_november():
    year = whole_year(2020, is_appraisal=True)
    assert (year.start, year.end) == (dt.date(2019, 12, 1), dt.date(2020, 11, 30))
    assert year.months()[0] == (2019, 12)
    assert year.months()[-1] == (2020, 11)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        ("2020-02-29", "2019-02-28"),
        ("2021-02-28", "2020-02-29"),
        ("2020-02-28", "2019-02-28"),
        ("2021-03-01", "2020-03-01"),
    ],
)
def test_the_end_of_february(day, before):
    assert a_year_before(dt.date.fromisoformat(day)) == dt.date.fromisoformat(before)


@pytest.mark.parametrize("is_appraisal", [False, True])
@given(day=days)
def test_a_year_until_a_day_of_it_ends_there(is_appraisal, day):
    year = year_of(day, is_appraisal=is_appraisal)
    period = year_until(year, day, is_appraisal=is_appraisal)
    assert period.end == day
    assert period.base.end < period.start
    assert len(period.months()) == 12


def test_a_past_year_is_whole_and_a_future_one_has_not_moved():
    assert year_until(2020, dt.date(2026, 5, 1)) == whole_year(2020)
    assert year_until(2027, dt.date(2026, 5, 1)).end == dt.date(2027, 1, 1)
