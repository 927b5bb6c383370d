"""Load reference data from files: add what is missing, leave what people have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True)
class LoadCount:
    """The result of a load. ``kept`` rows differ from the file because a person changed them."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0

    def __add__(self, other: LoadCount) -> LoadCount:
        return LoadCount(
            self.created + other.created,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.kept + other.kept,
        )

    @property
    def changed(self) -> int:
        return self.created + self.updated

    def __str__(self) -> str:
        kept = f"，人工改过而保留 {self.kept}" if self.kept else ""
        return f"新增 {self.created}，更新 {self.updated}，未变 {self.unchanged}{kept}"


def load_rows(
    model: type[models.Model],
    rows: Iterable[Mapping[str, Any]],
    *,
    key: str,
    may_update: Callable[[Any], bool] = lambda value: False,
) -> LoadCount:
    """Bring a table of reference data up to ``rows`` in two statements, regardless of their number.

    Each row maps field names (``…_id`` for foreign keys) to values of the field's type; ``key`` names the field that
    identifies a row. An existing row that differs is changed only when ``may_update`` is true for its key.
    """
    rows = list(rows)
    existing = {
        getattr(item, key): item for item in model._default_manager.filter(**{f"{key}__in": [r[key] for r in rows]})
    }
    created, updated, kept = [], [], 0
    for row in rows:
        item = existing.get(row[key])
        if item is None:
            created.append(model(**row))
        elif any(getattr(item, name) != value for name, value in row.items()):
            if not may_update(row[key]):
                kept += 1
                continue
            for name, value in row.items():
                setattr(item, name, value)
            updated.append(item)
    model._default_manager.bulk_create(created, batch_size=1000)
    if updated:
        names = [name.removesuffix("_id") for name in rows[0] if name != key]
        model._default_manager.bulk_update(updated, names, batch_size=1000)
    return LoadCount(len(created), len(updated), len(rows) - len(created) - len(updated) - kept, kept)
