"""A clock fixed in March 2021 for every test that stores something."""

from collections.abc import Iterator

import pytest

from accountability.models import Letter
from foundation.common import clock
from tests.accountability.rules.facts_factory import moment
from tests.documents.factories import Office, make_office
from tests.support.accident_register import (
    HUISHANGANG,
    decision,
    drain,
    larger,
    make_accident,
)
from tests.support.decision_chain import issued_letter


@pytest.fixture
def march(city: None) -> Iterator[None]:
    """10:00 on 20 March 2021, with the city loaded."""
    with clock.at(moment("2021-03-20 10:00")):
        yield


@pytest.fixture
def office(march: None) -> Office:
    """Officer, reviewer and leader of the bureau."""
    return make_office()


@pytest.fixture
def card(office: Office) -> Letter:
    """An issued yellow card for 桃江县人民政府."""
    larger("2021-01-14", production="no")
    larger("2021-03-16", production="no", township=HUISHANGANG)
    drain()
    return issued_letter(office, [decision("R2")])


@pytest.fixture
def notice(office: Office) -> Letter:
    """An issued notice naming a township and a department of 桃江."""
    accident = make_accident("2021-03-01")
    drain()
    return issued_letter(office, [decision("R3a", accident), decision("R3b", accident)])
