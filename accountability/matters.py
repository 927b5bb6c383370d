"""Matters: proposals that wait together, as the officer's board shows them and a letter takes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from accountability.groupings import grouping_of
from accountability.models import Decision


@dataclass(frozen=True)
class Matter:
    """Proposals of one measure, clause and occasion (or month of 一般 accidents)."""

    key: str
    decisions: tuple[Decision, ...]
    title: str

    @property
    def first(self) -> Decision:
        return self.decisions[0]

    @property
    def has_unresolved(self) -> bool:
        return any(decision.recipient_organization_id is None for decision in self.decisions)


def matters_of(decisions: Iterable[Decision]) -> list[Matter]:
    """Proposals grouped into matters, gravest measures first, then the newest accidents."""
    groups: dict[str, list[Decision]] = {}
    for decision in decisions:
        groups.setdefault(grouping_of(decision).key, []).append(decision)
    weight = {"veto": 0, "yellow_card": 1, "interview": 2, "notice": 3}
    matters = [Matter(key, tuple(rows), _title(rows)) for key, rows in groups.items()]
    return sorted(matters, key=lambda matter: (weight[matter.first.measure], matter.title))


def _title(rows: list[Decision]) -> str:
    first = rows[0]
    month = grouping_of(first).month
    if month is not None:
        accidents = len({row.trigger_id for row in rows})
        return f"{month.year}年{month.month}月一般生产安全事故 {accidents} 起"
    if first.trigger is not None:
        return first.trigger.name
    return f"{first.county.name}　{first.explanation.get('window', {}).get('end', '')[:4]}年累计"
