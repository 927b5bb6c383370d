"""Accidents that may be the same one reported twice (reading 28): reported to people, never refused."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from accidents.facts import AccidentInput
from accidents.models import Accident, Status
from accidents.selectors import with_facts
from foundation.accounts.models import User

WITHIN = dt.timedelta(hours=24)
NEAR_KM = 2.0
SIMILAR = 0.6


@dataclass(frozen=True)
class Duplicate:
    """A registered accident that may be the one at hand, and the Chinese reasons why."""

    accident: Accident
    reasons: tuple[str, ...]


def reasons_for(facts: AccidentInput, other: Any) -> tuple[str, ...]:
    """Why ``other`` (a row of facts) may be the same accident; empty when nothing speaks for it.

    Needed: same county and at most 24 hours apart; and the same township, a similar place, or the same unit.
    """
    if facts.occurred_at is None or other.occurred_at is None or facts.county != other.county_id:
        return ()
    if abs(facts.occurred_at - other.occurred_at) > WITHIN:
        return ()
    found = []
    if facts.township and facts.township == other.township_id:
        found.append("同一乡镇（街道）")
    if similar(facts.location, other.location):
        found.append("地点相近")
    distance = distance_km(facts, other)
    if distance is not None and distance <= NEAR_KM:
        found.append(f"相距 {distance:.1f} 公里")
    if facts.enterprise_name and _bare(facts.enterprise_name) == _bare(other.enterprise_name):
        found.append("同一单位")
    return tuple(found)


def similar(one: str, other: str) -> bool:
    """Whether two descriptions of a place are alike: one within the other, or most of their characters in order."""
    one, other = _bare(one), _bare(other)
    if min(len(one), len(other)) < 4:
        return bool(one) and one == other
    return one in other or other in one or SequenceMatcher(None, one, other).ratio() >= SIMILAR


def distance_km(facts: AccidentInput, other: Any) -> float | None:
    """Kilometres between two points on the ground; ``None`` while one of them is not known."""
    if None in (facts.longitude, facts.latitude, other.longitude, other.latitude):
        return None
    lon, lat = math.radians(float(facts.longitude or 0)), math.radians(float(facts.latitude or 0))
    other_lon, other_lat = math.radians(float(other.longitude)), math.radians(float(other.latitude))
    half = (
        math.sin((other_lat - lat) / 2) ** 2
        + math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def duplicates_of(user: User, facts: AccidentInput, *, leave_out: int | None = None, limit: int = 5) -> list[Duplicate]:
    """Accidents that ``user`` may see and that may be the same as ``facts``; drafts of the own county among them."""
    if facts.occurred_at is None or not facts.county:
        return []
    near = with_facts(Accident.objects.visible_to(user)).filter(
        county_id=facts.county, occurred_at__range=(facts.occurred_at - WITHIN, facts.occurred_at + WITHIN)
    )
    near = near.exclude(status__in=[Status.MERGED, Status.WITHDRAWN]).exclude(pk=leave_out)
    return _with_reasons(facts, near.order_by("occurred_at")[:50])[:limit]


def _with_reasons(facts: AccidentInput, rows: Iterable[Accident]) -> list[Duplicate]:
    found = [Duplicate(row, reasons_for(facts, row)) for row in rows]
    return sorted((item for item in found if item.reasons), key=lambda item: -len(item.reasons))


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
