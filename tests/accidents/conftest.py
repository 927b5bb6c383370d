"""Persons and the moment at which these tests stand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from foundation.accounts.models import User
from foundation.common import clock
from tests.accidents.factories import NOW
from tests.support.people import make_user


@pytest.fixture
def frozen_clock(city: None) -> Iterator[None]:
    """It is ``NOW`` all the time; with it comes the city."""
    with clock.at(NOW):
        yield


@pytest.fixture
def clerk(frozen_clock: None) -> User:
    return make_user("clerk")


@pytest.fixture
def officer(frozen_clock: None) -> User:
    return make_user("officer")
