from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accidents.rules.severity import (
    BOUNDS,
    derive,
    level_of,
)
from accidents.rules.vocabulary import LEVELS

people = st.integers(0, 300)
losses = st.decimals(0, 30_000, places=2, allow_nan=False, allow_infinity=False)
figures = st.fixed_dictionaries(
    {
        "deaths": people,
        "missing": people,
        "missing_presumed_dead": st.booleans(),
        "serious_injuries": people,
        "acute_poisonings": people,
        "direct_loss": losses,
    }
)
NOTHING = {
    "deaths": 0,
    "missing": 0,
    "missing_presumed_dead": False,
    "serious_injuries": 0,
    "acute_poisonings": 0,
    "direct_loss": Decimal(0),
}


def level(**given_figures):
    return derive(**(NOTHING | given_figures)).level


@pytest.mark.parametrize(
    ("measure", "value", "expected"),
    [
        ("deaths", 0, "ordinary"),
        ("deaths", 2, "ordinary"),
        ("deaths", 3, "larger"),
        ("deaths", 9, "larger"),
        ("deaths", 10, "major"),
        ("deaths", 29, "major"),
        ("deaths", 30, "extraordinary"),
        ("serious_injuries", 9, "ordinary"),
        ("serious_injuries", 10, "larger"),
        ("serious_injuries", 49, "larger"),
        ("serious_injuries", 50, "major"),
        ("serious_injuries", 99, "major"),
        ("serious_injuries", 100, "extraordinary"),
        ("direct_loss", Decimal("999.99"), "ordinary"),
        ("direct_loss", Decimal("1000"), "larger"),
        ("direct_loss", Decimal("4999.99"), "larger"),
        ("direct_loss", Decimal("5000"), "major"),
        ("direct_loss", Decimal("9999.99"), "major"),
        ("direct_loss", Decimal("10000"), "extraordinary"),
    ],
)
def test_lower_bound_is_inclusive_and_upper_exclusive(measure, value, expected):
    assert level(**{measure: value}) == expected


def test_poisoned_count_with_the_seriously_injured():
    assert level(serious_injuries=6, acute_poisonings=4) == "larger"
    assert level(serious_injuries=5, acute_poisonings=4) == "ordinary"


def test_missing_count_only_when_presumed_dead_and_are_announced_before():
    before = derive(**(NOTHING | {"deaths": 2, "missing": 1}))
    assert (before.level, before.counted_deaths, before.if_presumed_dead) == ("ordinary", 2, "larger")
    after = derive(**(NOTHING | {"deaths": 2, "missing": 1, "missing_presumed_dead": True}))
    assert (after.level, after.counted_deaths, after.if_presumed_dead) == ("larger", 3, None)


def test_sentence_and_stored_derivation_say_why():
    derived = derive(**(NOTHING | {"deaths": 3, "serious_injuries": 1, "direct_loss": Decimal("1200")}))
    assert derived.sentence == (
        "死亡 3 人，达到“3 人以上 10 人以下”；直接经济损失 1,200 万元，达到“1000 万元以上 5000 万元以下”。"
    )
    assert derived.basis_json == [
        {"measure": "deaths", "value": 3, "level": "larger", "text": "3 人以上 10 人以下"},
        {"measure": "serious_injuries", "value": 1, "level": "ordinary", "text": "10 人以下"},
        {"measure": "direct_loss", "value": "1200.00", "level": "larger", "text": "1000 万元以上 5000 万元以下"},
    ]


def test_ordinary_levels_are_explained_too():
    assert derive(**(NOTHING | {"deaths": 1})).sentence == "死亡 1 人，在“3 人以下”。"
    assert derive(**(NOTHING | {"serious_injuries": 2})).sentence == "没有死亡，重伤 2 人，在“10 人以下”。"
    assert derive(**(NOTHING | {"direct_loss": Decimal("12.50")})).sentence == (
        "没有死亡和重伤，直接经济损失 12.5 万元，在“1000 万元以下”。"
    )


@given(figures)
def test_level_is_the_highest_of_the_three_measures(values):
    derived = derive(**values)
    deaths = values["deaths"] + (values["missing"] if values["missing_presumed_dead"] else 0)
    single = [
        level_of("deaths", deaths),
        level_of("serious_injuries", values["serious_injuries"] + values["acute_poisonings"]),
        level_of("direct_loss", values["direct_loss"]),
    ]
    assert LEVELS.index(derived.level) == max(map(LEVELS.index, single))
    assert [entry.level for entry in derived.basis] == single
    assert derived.counted_deaths == deaths


@given(figures, st.sampled_from(["deaths", "missing", "serious_injuries", "acute_poisonings"]), st.integers(1, 50))
def test_more_harm_never_lowers_the_level(values, measure, more):
    worse = values | {measure: values[measure] + more}
    assert LEVELS.index(derive(**worse).level) >= LEVELS.index(derive(**values).level)


@given(figures)
def test_presuming_the_missing_dead_gives_what_was_announced(values):
    before = derive(**(values | {"missing_presumed_dead": False}))
    after = derive(**(values | {"missing_presumed_dead": True}))
    assert after.level == (before.if_presumed_dead or before.level)
    assert after.if_presumed_dead is None


@given(st.sampled_from(sorted(BOUNDS)), st.integers(0, 2))
def test_each_bound_belongs_to_the_higher_level(measure, position):
    bound = BOUNDS[measure][position]
    assert level_of(measure, bound) == LEVELS[position + 1]
    assert level_of(measure, bound - 1) == LEVELS[position]


@pytest.mark.parametrize("measure", ["deaths", "missing", "serious_injuries", "acute_poisonings", "direct_loss"])
def test_negative_figures_are_refused(measure):
    with pytest.raises(ValueError, match="never negative"):
        level(**{measure: -1})
