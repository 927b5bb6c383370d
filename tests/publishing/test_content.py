"""Digest and differences of contents, without a database."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.publishing.diff import Difference, diff
from foundation.publishing.digest import canonical_json, digest_of

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
rows = st.lists(
    st.fixed_dictionaries({"code": st.sampled_from("ABCD"), "threshold": st.integers(1, 3)}),
    max_size=4,
    unique_by=lambda row: row["code"],
)
contents = st.fixed_dictionaries({"title": texts, "extra": values, "rows": rows})


@given(contents, contents)
def test_two_contents_have_one_digest_exactly_when_nothing_differs(one: dict[str, Any], other: dict[str, Any]) -> None:
    is_same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (digest_of(one) == digest_of(other)) is is_same
    assert (diff(one, other) == []) is is_same


@given(contents)
def test_the_order_of_keys_does_not_count(content: dict[str, Any]) -> None:
    turned = dict(reversed(copy.deepcopy(content).items()))
    assert digest_of(turned) == digest_of(content)
    assert digest_of(json.loads(canonical_json(content))) == digest_of(content)


@given(contents, contents)
def test_differences_read_backwards_are_those_of_the_way_back(one: dict[str, Any], other: dict[str, Any]) -> None:
    back = [Difference(each.path, each.after, each.before) for each in diff(other, one)]
    assert sorted(map(repr, back)) == sorted(map(repr, diff(one, other)))


def test_a_difference_says_where_it_is() -> None:
    before = {"title": "规则", "rules": [{"code": "R1", "threshold": 2}, {"code": "R2", "threshold": 1}], "until": None}
    after = {"title": "规则", "rules": [{"code": "R0", "threshold": 1}, {"code": "R1", "threshold": 3}], "note": "新"}
    assert diff(before, after) == [
        Difference(("rules", "R1", "threshold"), 2, 3),
        Difference(("rules", "R2"), {"code": "R2", "threshold": 1}, None),
        Difference(("rules", "R0"), None, {"code": "R0", "threshold": 1}),
        Difference(("until",), None, None),
        Difference(("note",), None, "新"),
    ]


def test_rows_in_another_order_and_lists_without_codes() -> None:
    assert diff([{"code": "A"}, {"code": "B"}], [{"code": "B"}, {"code": "A"}]) == [
        Difference(("order",), ["A", "B"], ["B", "A"])
    ]
    assert diff({"findings": ["a"]}, {"findings": ["a", "b"]}) == [Difference(("findings",), ["a"], ["a", "b"])]
    twice = [{"code": "A"}, {"code": "A"}]
    assert diff(twice, [{"code": "A"}]) == [Difference((), twice, [{"code": "A"}])]


def test_what_is_no_json_has_no_digest() -> None:
    with pytest.raises(ValueError, match="JSON"):
        digest_of({"x": float("nan")})
