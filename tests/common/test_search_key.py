"""Searching folds what is stored and what is typed in the same way, and finds words of two characters by index."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from foundation.common.text.search_key import fold, search_key, terms

TEXTS = st.text(alphabet="桃江县马迹塘镇Ss２2 　（(\n", max_size=12)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("省道 S225 线", "省道s225线"), ("（ＡＢ）１２", "(ab)12"), ("  ", ""), ("桃江县", "桃江县")],
)
def test_text_is_folded_for_searching(text, folded):
    assert fold(text) == folded


@given(TEXTS, TEXTS)
def test_what_a_text_contains_its_key_contains(text, other):
    assert fold(text) in search_key(other, text, "尾")
    assert fold(fold(text)) == fold(text)


def test_words_do_not_match_across_two_texts():
    assert "江马" not in search_key("桃江", "马迹塘")


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "桃", "桃江", "桃江县马迹塘镇\n省道s225线", "aaaa", "😀😀中"])
def test_the_database_splits_a_key_as_the_code_does(key):
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_terms(%s)", [key])
        assert sorted(cursor.fetchone()[0] or []) == terms(key)
