"""A clock that stands in March 2021 for every test that stores something."""

from collections.abc import Iterator

import pytest

from foundation.workdays import clock
from tests.accountability.facts_factory import moment
from tests.documents.factories import Office, make_office


@pytest.fixture
def march(city: None) -> Iterator[None]:
    """10:00 on 20 March 2021, with the city loaded."""
    with clock.at(moment("2021-03-20 10:00")):
        yield


@pytest.fixture
def office(march: None) -> Office:
    """Officer, reviewer and leader of the bureau."""
    return make_office()
