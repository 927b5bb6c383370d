"""Numbers, moments and remaining time in words."""
# ruff: noqa: DTZ001 - the zone is added in the test

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.common.text import date_format, number_format
from foundation.common.text.time_left import remaining
from foundation.ui.figures import Figure

NOW = dt.datetime(2021, 3, 16, 9, 41, tzinfo=date_format.SHANGHAI)
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5847, "5,847"),
        (Decimal("5847.00"), "5,847"),
        (Decimal("187.50"), "187.5"),
        (Decimal("-3"), "−3"),
        (Decimal("-0.00"), "0"),
        (0, "0"),
        (Decimal("1E+3"), "1,000"),
        (None, "—"),
    ],
)
def test_plain_numbers(value, text):
    assert number_format.plain(value) == text


@pytest.mark.parametrize(
    ("value", "base", "text", "tone"),
    [
        (124, 143, "▼ 13.3%", "good"),
        (131, 154, "▼ 14.9%", "good"),
        (Decimal(5847), Decimal(7327), "▼ 20.2%", "good"),
        (187, 176, "▲ 6.3%", "bad"),
        (0, 1, "▼ 1 起", "good"),
        (3, 0, "去年同期无", "bad"),
        (0, 0, "持平", "flat"),
        (4, 4, "持平", "flat"),
        (None, 4, "—", "flat"),
    ],
)
def test_year_on_year(value, base, text, tone):
    change = number_format.year_on_year(value, base, unit="起")
    assert (str(change), change.tone) == (text, tone)


def test_half_a_tenth_goes_away_from_zero():
    assert number_format.change_in_percent(Decimal("100.25"), 100) == Decimal("0.3")
    assert number_format.change_in_percent(Decimal("99.75"), 100) == Decimal("-0.3")
    assert number_format.percent(Decimal("-13.25")) == "−13.3%"


@given(value=st.integers(0, 10**6), base=st.integers(0, 10**6))
def test_the_arrow_tells_the_truth(value, base):
    change = number_format.year_on_year(value, base)
    assert (change.arrow == "▼") == (value < base)
    assert change.arrow != "▲" or value > base > 0


def test_a_figure_without_a_base_says_so_once():
    figure = Figure("起数", 3, "起", base=0, has_base=True)
    assert (figure.base_text, str(figure.change)) == ("", "去年同期无")
    assert Figure("起数", None).text == "—"
    assert Figure("起数", 3).change is None


@pytest.mark.parametrize(
    ("left", "words", "state"),
    [
        (-15 * HOUR - 11 * MINUTE, "超 15 小时", "late"),
        (-3 * DAY, "超 3 日", "late"),
        (-dt.timedelta(seconds=20), "刚超时", "late"),
        (dt.timedelta(seconds=20), "不到 1 分钟", "soon"),
        (44 * MINUTE, "剩 44 分钟", "soon"),
        (HOUR, "剩 1 小时", "soon"),
        (8 * HOUR + 19 * MINUTE, "剩 8 小时", "soon"),
        (2 * DAY + 7 * HOUR, "剩 2 日", "calm"),
    ],
)
def test_remaining(left, words, state):
    result = remaining(due=NOW + left, now=NOW)
    assert (result.words, result.state) == (words, state)


def test_soon_needs_forty_per_cent_or_less_left():
    assert remaining(due=NOW + 4 * HOUR, now=NOW, start=NOW - 6 * HOUR).state == "soon"
    calm = remaining(due=NOW + 41 * MINUTE, now=NOW, start=NOW - 59 * MINUTE)
    assert (calm.state, calm.used) == ("calm", 59)


@given(before=st.timedeltas(dt.timedelta(0), 400 * DAY), left=st.timedeltas(-400 * DAY, 400 * DAY))
def test_used_time_stays_between_nothing_and_all(before, left):
    result = remaining(due=NOW + left, now=NOW, start=NOW - before)
    assert 0 <= result.used <= 100
    assert (result.state == "late") == (left < dt.timedelta(0))


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (dt.datetime(2021, 3, 16, 10, 25), "应于 10:25"),
        (dt.datetime(2021, 3, 15, 18, 30), "应于 3月15日 18:30"),
        (dt.datetime(2021, 3, 18, 17, 30), "3月18日 17:30"),
        (dt.datetime(2021, 3, 17, 0, 0), "应于 24:00"),
        (dt.datetime(2021, 3, 19, 0, 0), "3月18日 24:00"),
        (dt.datetime(2022, 1, 5, 12, 0), "2022年1月5日 12:00"),
    ],
)
def test_when_due(due, words):
    assert date_format.due(due.replace(tzinfo=date_format.SHANGHAI), now=NOW) == words


def test_moments_are_shanghai_whatever_zone_they_come_in():
    late = dt.datetime(2021, 3, 15, 16, 30, tzinfo=dt.UTC)
    assert date_format.full_moment(late) == "2021年3月16日 00:30"
    assert date_format.weekday(late) == "星期二"
    assert date_format.since(late, now=NOW) == "00:30"
    assert date_format.since(late - 8 * HOUR, now=NOW) == "昨日 16:30"
    assert date_format.since(late - 90 * DAY, now=NOW) == "2020年12月16日"
