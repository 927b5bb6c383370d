"""Shared fixtures and guards of all tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from yiyang_ems.testing import django_db_setup as project_db_setup  # noqa: F401 - the fixture below builds on it

pytest_plugins = ["tests.support.long_form", "tests.support.guards", "tests.support.browser", "tests.demo.database"]

CITY_FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "yiyang"


@pytest.fixture(scope="session")
def django_db_setup(project_db_setup: None, django_db_blocker: Any) -> None:  # noqa: F811
    """The tests' database with the city in it: every test starts with Yiyang's places and units.

    Must be seen here, or pytest-django's own fixture wins.
    """
    with django_db_blocker.unblock():
        _load_city()


@pytest.fixture
def city(db: None) -> None:
    """Ask for it wherever the city is needed: a test that commits empties the tables for those after it."""
    from foundation.organizations.models import Division

    if not Division.objects.exists():
        _load_city()


def _load_city() -> None:
    from accountability.models import ReconciliationRequest
    from yiyang_ems.management.commands.load_city import load_all

    load_all(CITY_FOLDER)
    # Publishing the rule sets asks for every county and year; there is nothing to find yet, and each test that drains
    # would do it all over again.
    ReconciliationRequest.objects.all().delete()
