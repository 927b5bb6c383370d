"""The short form of `make bench`: a small province is sound, and every page that is measured answers in it."""

from __future__ import annotations

import pytest
from django.test import Client

from accidents.models import Accident, AccidentRevision
from accidents.services.tally import tally_differences
from benchmarks import province, scale
from foundation.common.text.search_key import search_key
from foundation.organizations.models import Division
from tests.support.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
ACCIDENTS = 1000


@pytest.fixture
def built(city: None) -> None:
    province.build(accidents=ACCIDENTS)


def test_a_small_province_is_sound_and_its_pages_answer(built: None) -> None:
    assert Division.objects.filter(level="city").count() == len(province.CITIES)
    assert Accident.objects.count() == ACCIDENTS
    assert 1.25 < AccidentRevision.objects.count() / ACCIDENTS < 1.35
    assert AccidentRevision.objects.filter(superseded_at=None).count() == ACCIDENTS
    assert tally_differences() == []
    for accident in Accident.objects.order_by("-pk")[:50]:
        accident.full_clean()
        assert accident.search_key == search_key(accident.name, accident.location, accident.enterprise_name)
        newest = accident.revisions.get(superseded_at=None)
        assert (newest.number, newest.status) == (accident.revision_number, accident.status)
    people = {name: make_user(name, unit=unit) for name, unit in scale.PEOPLE.items()}
    seen = {name: Accident.objects.registered_visible_to(user)[0].code for name, user in people.items()}
    for page in scale.pages("2025-06-30", seen):
        for person in page.people:
            client = Client()
            client.force_login(people[person])
            assert client.get(page.path).status_code == 200, page.path
