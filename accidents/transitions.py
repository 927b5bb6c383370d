"""The states of an accident and all moves between them."""

from __future__ import annotations

from accidents.models import Status
from foundation.kit.transitions import Transition, TransitionTable

ACCIDENT_MOVES = TransitionTable(
    [
        Transition("save_draft", frozenset({Status.DRAFT}), Status.DRAFT),
        Transition("submit", frozenset({Status.DRAFT, Status.RETURNED}), Status.SUBMITTED),
        Transition("verify", frozenset({Status.SUBMITTED}), Status.VERIFIED),
        Transition("return", frozenset({Status.SUBMITTED, Status.VERIFIED}), Status.RETURNED),
    ],
    dict(Status.choices),
)

#: A further report keeps the status, unless it changes what the city has verified (reading 21).
REPORTABLE = frozenset({Status.SUBMITTED, Status.RETURNED, Status.VERIFIED, Status.WRITE_OFF_PENDING})
