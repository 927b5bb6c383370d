"""What several tests of documents set up."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from foundation.accounts.models import User
from foundation.common import clock
from tests.documents.factories import Office, make_office
from tests.documents.programs import NOW, City


@pytest.fixture
def town(city: None) -> Iterator[City]:
    """The programs of a city on a day in March 2021."""
    with clock.at(NOW):
        yield City()


@pytest.fixture
def office(city: None) -> Office:
    """Officer, reviewer and leader of the bureau."""
    return make_office()


@pytest.fixture
def as_user(client: Client) -> Callable[[User], Client]:
    """Signs somebody in to the one browser of the test, in place of whoever was."""

    def sign_in(user: User) -> Client:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
