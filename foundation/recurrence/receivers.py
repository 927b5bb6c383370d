"""What recurring duties learn from lower layers."""

from __future__ import annotations

from typing import Any

from foundation.recurrence.services import settle_by_facts


def on_holidays_changed(sender: Any, **_: Any) -> None:
    """Settle the yearly duty in the transaction that enters the last missing day."""
    settle_by_facts()
