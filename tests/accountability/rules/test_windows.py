"""Windows: days in Asia/Shanghai, half-open in time."""

import datetime as dt

import pytest

from accountability.rules.windows import (
    Window,
    WindowKind,
    appraisal_year,
    calendar_year,
    window_of,
)
from tests.accountability.rules.facts_factory import moment


@pytest.mark.parametrize(
    ("when", "inside"),
    [
        ("2019-12-31 23:59", False),
        ("2020-01-01 00:00", True),
        ("2020-12-31 23:59", True),
        ("2021-01-01 00:00", False),
    ],
)
def test_calendar_year_ends_at_midnight_in_shanghai(when: str, inside: bool) -> None:
    assert calendar_year(2020).contains_moment(moment(when)) is inside


def test_a_moment_given_in_utc_is_judged_by_its_day_in_shanghai() -> None:
    late_in_utc = dt.datetime(2019, 12, 31, 16, 0, tzinfo=dt.UTC)
    assert calendar_year(2020).contains_moment(late_in_utc)
    assert not calendar_year(2020).contains_moment(late_in_utc - dt.timedelta(seconds=1))


def test_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="timezone"):
        calendar_year(2020).contains_moment(dt.datetime(2020, 1, 1))  # noqa: DTZ001


def test_appraisal_year_changes_between_30_november_and_1_december() -> None:
    assert appraisal_year(2020) == Window(dt.date(2019, 12, 1), dt.date(2020, 11, 30))
    assert window_of(WindowKind.APPRAISAL_YEAR, dt.date(2020, 11, 30)) == appraisal_year(2020)
    assert window_of(WindowKind.APPRAISAL_YEAR, dt.date(2020, 12, 1)) == appraisal_year(2021)
    assert window_of(WindowKind.CALENDAR_YEAR, dt.date(2020, 12, 1)) == calendar_year(2020)


def test_the_key_names_both_days() -> None:
    assert appraisal_year(2021).key == "2020-12-01..2021-11-30"


def test_a_window_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="早于"):
        Window(dt.date(2020, 2, 1), dt.date(2020, 1, 31))


@pytest.mark.parametrize(
    ("window", "text"),
    [
        (calendar_year(2020), "2020年"),
        (appraisal_year(2020), "2019年12月1日至2020年11月30日"),
        (Window(dt.date(2020, 3, 1), dt.date(2020, 5, 9)), "2020年3月1日至5月9日"),
        (Window(dt.date(2020, 3, 1), dt.date(2020, 3, 1)), "2020年3月1日"),
    ],
)
def test_text_is_written_as_officials_write_dates(window: Window, text: str) -> None:
    assert window.text == text
