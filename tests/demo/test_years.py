"""The plan of the demonstration years: what the speech says, for every year and however often it is made."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from foundation.common.clock import SHANGHAI
from yiyang_ems.demo.cases import cases_of
from yiyang_ems.demo.kinds import INSIDE, OUTSIDE
from yiyang_ems.demo.past import before_the_close, close_of_year
from yiyang_ems.demo.years import apportion, read_years

RUNNING = 2026
YEARS = read_years(settings.CITY_FOLDER / "demo")


@pytest.mark.parametrize(
    ("year", "accidents", "deaths", "loss"), [(2019, 143, 154, "7327.00"), (2020, 124, 131, "5847.00")]
)
def test_the_years_of_the_speech_add_up_exactly(year, accidents, deaths, loss):
    inside = [case for case in cases_of(YEARS, year, running=RUNNING) if case.is_production]
    assert len(inside) == accidents
    assert sum(case.deaths for case in inside) == deaths
    assert sum(case.loss for case in inside) == Decimal(loss)
    assert max(case.deaths for case in inside) < 3
    assert max(case.loss for case in inside) < 1000


def test_the_seven_of_2020_by_county_and_day_and_no_eighth():
    larger = [case for case in cases_of(YEARS, 2020, running=RUNNING) if case.deaths >= 3]
    assert [(case.county, case.occurred_at.date()) for case in larger] == [
        ("430922", dt.date(2020, 1, 14)),
        ("430923", dt.date(2020, 2, 24)),
        ("430902", dt.date(2020, 3, 11)),
        ("430981", dt.date(2020, 5, 28)),
        ("430902", dt.date(2020, 8, 15)),
        ("430922", dt.date(2020, 8, 16)),
        ("430981", dt.date(2020, 12, 10)),
    ]
    assert not any(case.is_production for case in larger)


def test_months_and_counties_of_2020_are_those_of_the_picture():
    inside = [case for case in cases_of(YEARS, 2020, running=RUNNING) if case.is_production]
    months = Counter(case.occurred_at.month for case in inside)
    assert [months[month] for month in range(1, 13)] == [8, 6, 9, 10, 11, 10, 12, 11, 12, 11, 11, 13]
    counties = Counter(case.county for case in inside)
    assert [counties[county] for county in YEARS.counties] == [24, 22, 20, 18, 13, 12, 10, 5]


def test_some_road_accidents_were_entered_only_after_20_december():
    late = [case for case in cases_of(YEARS, 2020, running=RUNNING) if case.registered_at]
    limit = dt.datetime(2020, 12, 20, 18, tzinfo=SHANGHAI)
    assert len(late) == 7
    for case in late:
        assert case.occurred_at < limit < case.registered_at
        assert case.kind.sector == "road_transport"
        assert case.backfill_reason


def test_an_accident_of_new_years_eve_is_entered_that_day():
    cases = cases_of(YEARS, 2020, running=RUNNING)
    evening = [case for case in cases if case.occurred_at.strftime("%m-%d %H") > "12-31 14"]
    assert evening
    for case in evening:
        moved = before_the_close(case)
        assert moved.occurred_at.date() == case.occurred_at.date()
        assert moved.occurred_at < close_of_year(2020) - dt.timedelta(hours=4)
    assert before_the_close(cases[0]) is cases[0]


@pytest.mark.parametrize("year", range(2019, 2030))
def test_a_year_is_the_same_each_time_and_follows_its_plan(year):
    first, second = cases_of(YEARS, year, running=max(year, RUNNING)), cases_of(YEARS, year, running=max(year, RUNNING))
    assert first == second
    plan = YEARS.plan_for(year)
    inside = [case for case in first if case.is_production]
    assert Counter(case.county for case in inside) == Counter(plan.accidents)
    assert sum(case.deaths for case in inside) == sum(plan.deaths.values())
    assert sum(case.loss for case in inside) * 100 == sum(plan.loss.values())
    assert all(case.loss > 0 and case.occurred_at.year == year for case in first)


def test_kinds_inside_and_outside_production_do_not_mix():
    for year in range(2019, 2027):
        for case in cases_of(YEARS, year, running=RUNNING):
            if case.kind.weight:
                assert case.kind.sector in (INSIDE if case.is_production else OUTSIDE)


@given(st.integers(0, 10_000), st.lists(st.integers(1, 500), min_size=1, max_size=20))
def test_apportioning_adds_up_and_is_never_more_than_one_off(total, weights):
    parts = apportion(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) < 1
