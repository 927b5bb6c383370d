"""Groups by due time."""
# ruff: noqa: DTZ001 - the rule takes plain moments of one zone

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.worklist.due_groups import Due, group_of, grouped

NOW = dt.datetime(2021, 3, 16, 9, 41)
MOMENTS = st.datetimes(min_value=dt.datetime(2020, 1, 1), max_value=dt.datetime(2022, 12, 31))


@pytest.mark.parametrize(
    ("due_at", "group"),
    [
        (dt.datetime(2021, 3, 16, 9, 40), Due.LATE),
        (dt.datetime(2021, 3, 16, 9, 41), Due.TODAY),
        (dt.datetime(2021, 3, 16, 23, 59), Due.TODAY),
        (dt.datetime(2021, 3, 17, 0, 0), Due.TODAY),
        (dt.datetime(2021, 3, 17, 0, 1), Due.WEEK),
        (dt.datetime(2021, 3, 22, 17, 30), Due.WEEK),
        (dt.datetime(2021, 3, 23, 17, 30), Due.LATER),
        (None, Due.OPEN),
    ],
)
def test_groups(due_at, group):
    assert group_of(due_at=due_at, snoozed_until=None, now=NOW) == group


def test_late_shows_even_when_put_off():
    late = dt.datetime(2021, 3, 15, 18, 30)
    tomorrow = NOW + dt.timedelta(days=1)
    assert group_of(due_at=late, snoozed_until=tomorrow, now=NOW) == Due.LATE
    assert group_of(due_at=None, snoozed_until=tomorrow, now=NOW) == Due.SNOOZED
    assert group_of(due_at=tomorrow, snoozed_until=NOW, now=NOW) == Due.WEEK


@given(moments=st.lists(st.none() | MOMENTS), now=MOMENTS)
def test_nothing_is_lost_and_the_order_stays(moments, now):
    groups = grouped(moments, lambda due_at: group_of(due_at=due_at, snoozed_until=None, now=now))
    assert sum(len(group.items) for group in groups) == len(moments)
    assert [group.due for group in groups] == [due for due in Due if any(group.due is due for group in groups)]
    for group in groups:
        assert group.items == [item for item in moments if item in group.items]
