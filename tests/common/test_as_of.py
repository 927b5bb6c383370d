"""Reading the moment of an as-of question."""

import datetime as dt

import pytest

from foundation.common.as_of import parse_as_of
from foundation.common.errors import Unreadable


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2020-12-20", "2020-12-20T23:59:59.999999+08:00"),
        ("2020-12-20T18:00", "2020-12-20T18:00:00+08:00"),
        ("2020-12-20T18:00:00 08:00", "2020-12-20T18:00:00+08:00"),
        ("2020-12-20T10:00:00Z", "2020-12-20T18:00:00+08:00"),
    ],
)
def test_a_moment_is_read_as_meant(text: str, meant: str) -> None:
    assert parse_as_of(text) == dt.datetime.fromisoformat(meant)


@pytest.mark.parametrize("text", [None, "", "  "])
def test_nothing_asks_for_now(text: str | None) -> None:
    assert parse_as_of(text) is None


@pytest.mark.parametrize(
    "text",
    ["gestern", "2020-02-30", "0001-01-01", "9999-12-31", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-12:00"],
)
def test_what_is_no_moment_or_beyond_any_register_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_as_of(text)
    assert list(refused.value.fields) == ["as_of"]
