"""Pytest plugin: PostgreSQL and Valkey for the tests, and a prepared database for each worker.

Loaded by `-p yiyang_ems.testing`. The servers are under TEST_DATA_DIR (default `var-test/`), kept between runs and
separate from the developer's. With DATABASE_URL / REDIS_URL set, those are used. The first worker migrates a template
named by the hash of all migrations; every worker, and every later run, clones it.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from yiyang_ems.embedded.servers import EmbeddedServers
from yiyang_ems.embedded.state import State, StateLock

BASE_DIR = Path(__file__).resolve().parents[1]
TEMPLATE_LOCK = 4711
_running: list[tuple[EmbeddedServers, StateLock]] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, parser: pytest.Parser, args: list[str]) -> None:
    """Start the servers before pytest-django reads the settings. Workers of xdist inherit the environment."""
    root = (BASE_DIR / os.environ.get("TEST_DATA_DIR", "var-test")).resolve()
    os.environ["DATA_DIR"] = str(root)
    database, broker = not os.environ.get("DATABASE_URL"), not os.environ.get("REDIS_URL")
    quiet = {"--help", "-h", "--version", "--collect-only", "--co", "--fixtures", "--markers"}
    if "PYTEST_XDIST_WORKER" in os.environ or not (database or broker) or quiet & set(args):
        return
    state = State(root)
    lock = StateLock(state)
    if not lock.acquire("tests"):
        print(f"等待另一次测试（进程 {lock.holder()[0]}）用完 {root} …", file=sys.stderr)
        if not lock.wait("tests", seconds=1800):
            raise pytest.UsageError(f"{root} 一直被占用，可用 TEST_DATA_DIR 另指目录")
    servers = EmbeddedServers(state, database=database, broker=broker, fast=True)
    servers.start()
    _running.append((servers, lock))


def pytest_unconfigure(config: pytest.Config) -> None:
    while _running:
        servers, lock = _running.pop()
        servers.stop()
        lock.release()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Clone the template. Must be imported in conftest.py, or pytest-django's own fixture silently takes precedence."""
    from django.conf import settings
    from django.db import connections

    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        connection = connections["default"]
        base = str(settings.DATABASES["default"]["NAME"])
        template = f"{base}_tpl_{migrations_hash()}"
        name = f"{base}_test_{worker}"
        _use(connection, base)
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_lock(%s)", [TEMPLATE_LOCK])
            if not _is_template(cursor, template):
                _make_template(connection, base, template)
            cursor.execute("select pg_advisory_unlock(%s)", [TEMPLATE_LOCK])
            cursor.execute(f'drop database if exists "{name}" with (force)')
            cursor.execute(f'create database "{name}" template "{template}"')
        _use(connection, name)
    yield
    with django_db_blocker.unblock():
        _use(connection, base)
        with connection.cursor() as cursor:
            cursor.execute(f'drop database if exists "{name}" with (force)')
        connection.close()


def migrations_hash() -> str:
    """Return the hash of every migration of every installed app: any change makes a new template."""
    from django.apps import apps

    digest = hashlib.sha256()
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for path in sorted(Path(config.path).glob("migrations/*.py")):
            digest.update(f"{config.label}/{path.name}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _is_template(cursor: Any, name: str) -> bool:
    cursor.execute("select 1 from pg_database where datname = %s and datistemplate", [name])
    return cursor.fetchone() is not None


def _make_template(connection: Any, base: str, template: str) -> None:
    """Migrate by a second connection: this one holds the advisory lock until the template is complete."""
    from django.core.management import call_command

    with connection.cursor() as cursor:
        cursor.execute("select datname from pg_database where datname like %s", [f"{base}\\_tpl\\_%"])
        for (old,) in cursor.fetchall():
            cursor.execute(f'alter database "{old}" is_template false')
            cursor.execute(f'drop database "{old}" with (force)')
        cursor.execute(f'create database "{template}"')
    holder, connection.connection = connection.connection, None
    _name(connection, template)
    try:
        call_command("migrate", interactive=False, verbosity=0)
    finally:
        connection.close()
        _name(connection, base)
        connection.connection = holder
    with connection.cursor() as cursor:
        cursor.execute(f'alter database "{template}" is_template true')


def _use(connection: Any, name: str) -> None:
    connection.close()
    _name(connection, name)


def _name(connection: Any, name: str) -> None:
    from django.conf import settings

    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
