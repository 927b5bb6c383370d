"""What the rules say beside an accident while it is typed, and on its page."""

import pytest

from accidents.measure_previews import CARRIED_OUT
from accidents.services import verification
from accountability.explain.accident_panels import preview
from accountability.models import Decision
from accountability.reconciliation.run import reconcile_all
from foundation.common import clock
from tests.accidents.factories import NOW, facts, moment, registered
from tests.documents.factories import make_office
from tests.support.decision_chain import issued_letter
from tests.support.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _frozen(city):
    with clock.at(NOW):
        yield


def said(**changes):
    return [(item.label, item.recipients) for item in preview(facts(**changes), "")]


def test_what_would_be_proposed_follows_level_and_kind():
    assert said(deaths=1) == [("通报", "马迹塘镇、桃江县交通运输局")]
    assert said(deaths=3) == [("黄牌警告", "马迹塘镇、桃江县交通运输局"), ("约谈", "桃江县、马迹塘镇")]
    assert said(deaths=1, production="no") == said(deaths=1, production="pending") == []


def test_a_second_larger_accident_reaches_the_threshold():
    registered(deaths=3, production="no", occurred_at=moment("2021-02-01T10:00"), known_at=None)
    assert ("黄牌警告", "桃江县") in said(deaths=3, production="no")
    assert said(deaths=3, production="no", occurred_at=moment("2020-02-01T10:00"), known_at=None) == []


def test_an_accident_already_in_the_register_is_not_counted_twice():
    accident = registered(deaths=3, production="no")
    items = preview(facts(deaths=4, production="no"), accident.code)
    assert [item.label for item in items] == ["通报"]


@pytest.mark.parametrize("missing", [{"county": ""}, {"occurred_at": None}, {"county": "999999"}])
def test_half_filled_forms_say_nothing(missing):
    assert said(**missing) == []


def test_the_page_of_an_accident_shows_its_decisions(client):
    accident = registered(deaths=3)
    reconcile_all()
    client.force_login(make_user("officer"))
    page = client.get(accident.get_absolute_url()).content.decode()
    assert "处理决定" in page
    assert "拟黄牌警告" in page


def test_what_was_issued_is_not_proposed_anew():
    office = make_office()
    accident = registered(deaths=1)
    verification.verify(user=office.officer, accident=accident, version=accident.version)
    reconcile_all()
    issued_letter(office, list(Decision.objects.filter(status=Decision.Status.PROPOSED, measure="notice")))
    unchanged = preview(facts(deaths=1), accident.code)
    assert [(item.label, item.note) for item in unchanged] == [("通报", CARRIED_OUT)]
    graver = preview(facts(deaths=3), accident.code)
    assert {(item.label, item.note) for item in graver} == {("黄牌警告", ""), ("约谈", "")}
