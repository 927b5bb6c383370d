"""What changed between two states of an accident, in words: 死亡人数（2 → 3）."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accidents.facts import FACT_NAMES, LABELS, loss_of
from accidents.rules.severity import plain
from accidents.rules.vocabulary import Level, Production
from foundation.common import clock

_LABELS = LABELS | {"level": "等级", "status": "状态"}
_NOT_COMPARED = {"external_number", "counted_on", "is_loss_unknown"}
COMPARED = ("level", *(name for name in FACT_NAMES if name not in _NOT_COMPARED), "counted_on")


@dataclass(frozen=True)
class Difference:
    """One field that changed; ``old`` and ``new`` as people read them, “—” for nothing."""

    field: str
    label: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.label}（{self.old} → {self.new}）"


def differences(before: Any, after: Any) -> tuple[Difference, ...]:
    """Compare two rows that hold facts (an accident, a revision); places, sector and department loaded with them."""
    found = []
    for name in COMPARED:
        old, new = _value(before, name), _value(after, name)
        if old != new:
            found.append(Difference(name, _LABELS[name], _text(name, old), _text(name, new)))
    day = next((item for item in found if item.field == "counted_on"), None)
    if day and any(item.field == "occurred_at" for item in found):
        found.remove(day)
    return tuple(found)


def sentence(found: Iterable[Difference], limit: int = 3) -> str:
    """死亡人数（2 → 3）、详细地点（…）等 5 处; long texts are named without their words."""
    items = list(found)
    words = [item.label if item.field in ("summary", "location") else str(item) for item in items]
    if len(words) > limit:
        return "、".join(words[:limit]) + f"等 {len(words)} 处"
    return "、".join(words)


def _value(row: Any, name: str) -> Any:
    return loss_of(row) if name == "direct_loss" else getattr(row, name)


def _text(name: str, value: Any) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if name == "production":
        return Production(value).answer
    if name == "level":
        return Level(value).label
    if name == "direct_loss":
        return f"{plain(value)} 万元"
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dt.datetime):
        local = clock.local(value)
        return f"{local.year}-{local:%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)
