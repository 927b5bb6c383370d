"""Words find accidents in the list, in the header and in the API."""

import pytest
from django.db import connection

from accidents.filters import AccidentFilters
from accidents.integration import find
from accidents.models import Accident
from accidents.selectors import facts_as_of
from foundation.common import clock
from tests.accidents.factories import registered
from tests.support.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
FINDING = ["加油", "s225", "Ｓ225 线", "资水物流", "资", "4309", "48公里加300米"]
NOT_FINDING = ["油加", "镇桃", "0922-2021", "安化"]


@pytest.fixture
def accident(city):
    return registered()


def listed(words, rows):
    return [row.code for row in AccidentFilters({"q": words}, queryset=rows).qs]


@pytest.mark.parametrize("words", FINDING)
def test_words_find_the_accident_now_and_as_of_a_moment(accident, words):
    assert listed(words, Accident.objects.all()) == [accident.code]
    assert listed(words, facts_as_of(moment=clock.now())) == [accident.code]
    group = find(make_user("officer"), words, 10)
    assert group is not None
    assert [hit.title for hit in group.hits] == [accident.name]


@pytest.mark.parametrize("words", NOT_FINDING)
def test_other_words_do_not(accident, words):
    assert listed(words, Accident.objects.all()) == []
    assert find(make_user("officer"), words, 10) is None


def test_the_header_knows_initials_and_numbers_in_any_case(accident):
    officer = make_user("officer")
    for words in ("mjt", accident.code.lower(), accident.code[:9]):
        assert find(officer, words, 10) is not None


def test_two_characters_are_found_by_the_index(accident):
    rows = AccidentFilters({"q": "加油"}, queryset=Accident.objects.all()).qs.order_by()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "accident_search_idx" in rows.explain()
