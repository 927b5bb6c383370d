"""A row that is written while its version is being published waits and is refused."""

from __future__ import annotations

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from foundation.publishing import services
from tests.publishing.test_versions import add_rule, draft

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("city")]


def is_waiting() -> bool:
    """Whether somebody waits for a lock; read from the locks, as the list of sessions is fixed within a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select exists (select 1 from pg_locks where not granted)")
        return bool(cursor.fetchone()[0])


def test_a_row_written_during_the_publication_is_refused() -> None:
    new = draft()
    add_rule(new)
    checked = services.check(new, checker="政策法规科")
    raised: list[Exception | None] = []

    def write_row() -> None:
        try:
            add_rule(new, code="T2")
            raised.append(None)
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    writer = threading.Thread(target=write_row)
    with transaction.atomic():
        published = services.publish(checked, act="ruleset.publish", message="发布试行规则。")
        writer.start()
        while writer.is_alive() and not is_waiting():
            writer.join(timeout=0.05)
    writer.join(timeout=60)
    assert len(raised) == 1
    assert isinstance(raised[0], DatabaseError), raised
    assert [rule.code for rule in published.rules.all()] == ["T1"]
