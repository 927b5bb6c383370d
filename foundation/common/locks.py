"""Locks by name, for what no single row can be locked for."""

from __future__ import annotations

from django.db import connection


def hold_lock(name: str) -> None:
    """Hold the lock ``name`` until the transaction ends, waiting for whoever holds it.

    Call it before any row is locked, so that two transactions never wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
