"""三降一不: the figures of 2020, zero bases, rounding, and what must hold for any figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.targets import TargetFigures, compare, three_decreases_one_zero

YEAR_2020 = TargetFigures(124, 131, Decimal("5847.00"))
YEAR_2019 = TargetFigures(143, 154, Decimal("7327.00"))

money = st.decimals(min_value=0, max_value=10**9, places=2)
counts = st.integers(min_value=0, max_value=10**6)
figures = st.builds(TargetFigures, counts, counts, money, st.integers(0, 5))


def test_the_year_2020_as_in_the_speech():
    target = three_decreases_one_zero(YEAR_2020, YEAR_2019)
    assert target.accidents.change_pct == Decimal("-13.3")
    assert target.deaths.change_pct == Decimal("-14.9")
    assert target.direct_loss.change_pct == Decimal("-20.2")
    assert target.larger_met
    assert target.achieved


@pytest.mark.parametrize(
    "broken", [{"accidents": 143}, {"deaths": 154}, {"direct_loss": Decimal("7327.00")}, {"larger": 1}]
)
def test_each_of_the_four_alone_breaks_the_target(broken):
    assert not three_decreases_one_zero(replace(YEAR_2020, **broken), YEAR_2019).achieved


@pytest.mark.parametrize(
    ("value", "base", "expected"),
    [
        (1995, 2000, "-0.3"),
        (2005, 2000, "0.3"),
        (19_990, 20_000, "-0.1"),
        (20_010, 20_000, "0.1"),
        (9_999_999, 10_000_000, "0.0"),
        (0, 3, "-100.0"),
        (7, 7, "0.0"),
    ],
)
def test_halves_are_rounded_away_from_zero(value, base, expected):
    change = compare(value, base).change_pct
    assert str(change) == expected


def test_without_a_base_there_is_no_percentage_and_only_zero_has_decreased():
    assert compare(0, 0).change_pct is None
    assert compare(0, 0).decreased
    assert compare(3, 0).change_pct is None
    assert not compare(3, 0).decreased


def test_standing_still_is_no_decrease():
    assert not compare(5, 5).decreased


@given(counts, st.integers(min_value=1, max_value=10**6))
def test_the_percentage_is_the_nearest_tenth(value, base):
    exact = Fraction((value - base) * 100, base)
    shown = Fraction(compare(value, base).change_pct)
    distance = abs(shown - exact)
    assert distance <= Fraction(1, 20)
    if distance == Fraction(1, 20):
        assert abs(shown) > abs(exact)


@given(counts, counts)
def test_decreased_agrees_with_the_sign_before_rounding(value, base):
    assert compare(value, base).decreased == (value < base or value == base == 0)


@given(figures, figures)
def test_achieved_is_exactly_all_four(current, base):
    target = three_decreases_one_zero(current, base)
    parts = [target.accidents.decreased, target.deaths.decreased, target.direct_loss.decreased, current.larger == 0]
    assert target.achieved == all(parts)


@given(figures, figures)
def test_a_smaller_year_is_never_worse(current, base):
    if three_decreases_one_zero(current, base).achieved:
        smaller = TargetFigures(max(current.accidents - 1, 0), current.deaths, current.direct_loss, 0)
        assert three_decreases_one_zero(smaller, base).achieved
