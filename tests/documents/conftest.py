"""What several tests of documents set up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from foundation.common import clock
from tests.documents.programs import NOW, City


@pytest.fixture
def town(city: None) -> Iterator[City]:
    """The programs of a city on a day in March 2021."""
    with clock.at(NOW):
        yield City()
