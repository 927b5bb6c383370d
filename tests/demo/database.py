"""The demonstration data for tests: seeded once a run into a template that every worker clones."""

from __future__ import annotations

import datetime as dt
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from foundation.common.clock import SHANGHAI
from yiyang_ems.testing import TEMPLATE_LOCK, _use

#: The present of the demonstration data in tests; the tests that read it hold the clock there.
NOW = dt.datetime(2026, 11, 20, 10, 0, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class DemoDatabase:
    """The clone's name and the accounts file's rows."""

    name: str
    accounts: list[dict[str, Any]]


@pytest.fixture(scope="session")
def demo_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[DemoDatabase]:
    """A database of its own with the city and the demonstration data. Ask for ``demo`` instead."""
    from django.db import connections

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]
    connection = connections["default"]
    plain = str(connection.settings_dict["NAME"])
    base = plain.rsplit("_test_", 1)[0]
    template, clone = f"{base}_demo_{run}", f"{plain}_demo"
    accounts = Path(tempfile.gettempdir()) / f"yiyang-demo-{run}"
    with django_db_blocker.unblock():
        _use(connection, base)
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_lock(%s)", [TEMPLATE_LOCK + 1])
            cursor.execute("select 1 from pg_database where datname = %s", [template])
            if cursor.fetchone() is None:
                _drop_older(cursor, base)
                _disconnect(cursor, plain)
                cursor.execute(f'create database "{template}" template "{plain}"')
                _seed(connection, template, base, accounts)
            cursor.execute("select pg_advisory_unlock(%s)", [TEMPLATE_LOCK + 1])
            cursor.execute(f'drop database if exists "{clone}" with (force)')
            cursor.execute(f'create database "{clone}" template "{template}"')
        _use(connection, plain)
    yield DemoDatabase(clone, json.loads((accounts / "demo-accounts.json").read_text(encoding="utf-8")))
    with django_db_blocker.unblock():
        _use(connection, base)
        with connection.cursor() as cursor:
            cursor.execute(f'drop database if exists "{clone}" with (force)')
            if "PYTEST_XDIST_WORKER" not in os.environ:
                cursor.execute(f'drop database if exists "{template}" with (force)')
        _use(connection, plain)


def _drop_older(cursor: Any, base: str) -> None:
    cursor.execute("select datname from pg_database where datname like %s", [f"{base}\\_demo\\_%"])
    for (name,) in cursor.fetchall():
        cursor.execute(f'drop database "{name}" with (force)')


def _disconnect(cursor: Any, name: str) -> None:
    """A database can be a template only while nobody is connected to it."""
    cursor.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [name])


def _seed(connection: Any, template: str, base: str, accounts: Path) -> None:
    """Seeded over a connection of its own: the lock is held by the one that is set aside meanwhile."""
    from foundation.common import clock
    from yiyang_ems.demo import seeding

    accounts.mkdir(exist_ok=True)
    holder, connection.connection = connection.connection, None
    connection.settings_dict["NAME"] = template
    try:
        with clock.at(NOW):
            seeding.seed(accounts)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = base
        connection.connection = holder


@pytest.fixture(scope="module")
def demo_module(demo_database: DemoDatabase, django_db_blocker: Any) -> Iterator[DemoDatabase]:
    """Points this module's tests at the demonstration database."""
    from django.db import connections

    connection = connections["default"]
    plain = str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock():
        _use(connection, demo_database.name)
    yield demo_database
    with django_db_blocker.unblock():
        _use(connection, plain)


@pytest.fixture
def demo(demo_module: DemoDatabase, db: None) -> Iterator[DemoDatabase]:
    """The demonstration data, with the clock at ``NOW``; what a test changes is undone after it."""
    from foundation.common import clock

    with clock.at(NOW):
        yield demo_module
