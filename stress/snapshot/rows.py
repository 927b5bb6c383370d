"""Every row of every table by what names it for people; references as the name of the row they lead to."""

from __future__ import annotations

import contextlib
import datetime as dt
import decimal
import hashlib
import json
from collections import Counter, defaultdict
from functools import cached_property
from typing import Any

from django.db import connection, transaction

from stress.snapshot.comparing import Entries
from stress.snapshot.names import Names, load_names
from stress.snapshot.normalising import json_lines, without_random

SHANGHAI = dt.timezone(dt.timedelta(hours=8))
#: The column by which the history of a row leads to that row.
OBJECT = "pgh_obj_id"
REFERENCES = """
    select r.conrelid::regclass::text, a.attname, r.confrelid::regclass::text
    from pg_constraint r join pg_attribute a on a.attrelid = r.conrelid and a.attnum = r.conkey[1]
    where r.contype = 'f' and r.connamespace = 'public'::regnamespace
"""
PRIMARY_KEYS = """
    select r.conrelid::regclass::text, a.attname
    from pg_constraint r join pg_attribute a on a.attrelid = r.conrelid and a.attnum = r.conkey[1]
    where r.contype = 'p' and r.connamespace = 'public'::regnamespace
"""
TIMES = """
    select table_name, column_name from information_schema.columns natural join information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and data_type = 'timestamp with time zone'
"""


def collect() -> Entries:
    """Return ``table name of the row`` and its columns; where rows have no name, the table and one line a row."""
    tables = _Tables(load_names())
    entries: dict[str, list[str]] = {}
    for table, rows in tables.rows.items():
        name = tables.names.table(table)
        if tables.names.is_left_out(name):
            continue
        entries[f"{name} columns"] = sorted(tables.columns(table))
        whole, count = [], Counter[str]()
        for row in rows.values():
            lines = tables.lines(table, row)
            if OBJECT in row:
                label = tables.label_of_object(table, row)
                count[label] += 1
                entries[f"{name} {label} #{count[label]}"] = lines
            elif name in tables.names.keys:
                entries.setdefault(f"{name} {tables.label(table, row)}", []).extend(lines)
            else:
                whole.append(" | ".join(lines))
        if whole:
            entries[name] = sorted(whole)
    return entries


def replace_database_times(moment: dt.datetime) -> None:
    """Write ``moment`` where the database's own clock has written the last hour; without triggers."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        for table, column in _asked(TIMES):
            recent = f"\"{column}\" between now() - interval '1 hour' and clock_timestamp()"
            cursor.execute(f'update "{table}" set "{column}" = %s where {recent}', [moment])


class _Tables:
    """All rows in memory, by table and primary key."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.references: dict[str, dict[str, str]] = defaultdict(dict)
        for table, column, target in _asked(REFERENCES):
            self.references[table][column] = target
        for table in list(self.references):  # history keeps the columns, but has no constraints
            self.references[f"{table}event"] = {**self.references[table], OBJECT: table}
        self._labels: dict[tuple[str, Any], str] = {}

    @cached_property
    def rows(self) -> dict[str, dict[Any, dict[str, Any]]]:
        found = {}
        for table, key in _asked(PRIMARY_KEYS):
            if not self.names.is_left_out(self.names.table(table)):
                found[table] = {row[key]: row for row in _rows(table, key)}
        return dict(sorted(found.items()))

    def columns(self, table: str) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(f'select * from "{table}" limit 0')
            return [self.names.column(self.names.table(table), item[0]) for item in cursor.description or []]

    def label(self, table: str, row: dict[str, Any]) -> str:
        """Return what names the row: its key columns, else a digest of all of it."""
        columns = self.names.keys.get(self.names.table(table))
        if columns is None:
            return hashlib.sha256(" | ".join(self.lines(table, row)).encode()).hexdigest()[:12]
        return " / ".join(self._value(table, column, row[column]) for column in columns)

    def label_of_object(self, table: str, row: dict[str, Any]) -> str:
        return self._value(table, OBJECT, row[OBJECT])

    def lines(self, table: str, row: dict[str, Any]) -> list[str]:
        name = self.names.table(table)
        lines = []
        for column, value in row.items():
            today = self.names.column(name, column)
            if column in self.names.columns_left_out or f"{name}.{today}" in self.names.columns_left_out:
                continue
            read = _read_json(value)
            lines += json_lines(read, today) if read else [f"{today}: {self._value(table, column, value)}"]
        return sorted(lines)

    def _value(self, table: str, column: str, value: Any) -> str:
        target = self.references[table].get(column)
        if target in self.rows and value is not None:
            return self._label_of(target, value)
        if isinstance(value, dt.datetime):
            return value.astimezone(SHANGHAI).isoformat()
        if isinstance(value, decimal.Decimal):
            return str(value)
        if isinstance(value, str):
            return without_random(value)
        return json.dumps(value, default=str, ensure_ascii=False)

    def _label_of(self, table: str, key: Any) -> str:
        if (table, key) not in self._labels:
            self._labels[table, key] = "…"  # a row that leads back to itself
            row = self.rows[table].get(key)
            self._labels[table, key] = self.label(table, row) if row else "a row that is gone"
        return self._labels[table, key]


def _read_json(value: Any) -> Any:
    """Return the object or list that a JSON column gives, as text or read; None of other values and of empty ones."""
    if isinstance(value, str) and value[:1] in "{[" and value[-1:] in "}]":
        with contextlib.suppress(ValueError):
            return json.loads(value)
    return value if isinstance(value, dict | list) else None


def _asked(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def _rows(table: str, key: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f'select * from "{table}" order by "{key}"')
        names = [item[0] for item in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
