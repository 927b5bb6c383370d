"""What the register sends to the layers above; receivers write rows in the same transaction and do nothing else."""

from dataclasses import dataclass
from datetime import date, datetime

from django.dispatch import Signal


@dataclass(frozen=True)
class PlaceAndDate:
    """Where and when an accident counted, before or after a change; enough to know which windows must be looked at."""

    county_code: str
    occurred_at: datetime
    counted_on: date


@dataclass(frozen=True)
class AccidentChange:
    """One changed accident: its id and its place and dates before (none when new) and after."""

    accident_id: int
    before: PlaceAndDate | None
    after: PlaceAndDate


accidents_changed = Signal()
"""Sent once a service call, inside its transaction, with ``changes: list[AccidentChange]``; also for 100,000 rows."""
