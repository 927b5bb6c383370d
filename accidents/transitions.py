"""The states of an accident and all moves between them."""

from __future__ import annotations

from accidents.models import Status
from foundation.common.transitions import Transition, TransitionTable

ACCIDENT_MOVES = TransitionTable(
    [
        Transition("save_draft", frozenset({Status.DRAFT}), Status.DRAFT),
        Transition("delete_draft", frozenset({Status.DRAFT}), Status.DRAFT),
        Transition("submit", frozenset({Status.DRAFT}), Status.SUBMITTED),
        Transition("submit_again", frozenset({Status.RETURNED}), Status.SUBMITTED),
        Transition("verify", frozenset({Status.SUBMITTED}), Status.VERIFIED),
        Transition("return", frozenset({Status.SUBMITTED, Status.VERIFIED}), Status.RETURNED),
    ],
    dict(Status.choices),
)

#: What is written on the register's own form: a draft, and what the city gave back.
EDITABLE = ACCIDENT_MOVES.sources("save_draft") | ACCIDENT_MOVES.sources("submit_again")
#: A further report keeps the status, unless it changes what the city has verified (reading 21).
REPORTABLE = frozenset({Status.SUBMITTED, Status.RETURNED, Status.VERIFIED, Status.WRITE_OFF_PENDING})
