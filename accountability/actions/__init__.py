"""All actions on decisions and on the letters about them, each declared once."""

from accountability.actions.decisions import DECISION_ACTIONS, FLAG_ACTIONS
from accountability.actions.letters import (
    APPROVAL_ACTIONS,
    FOLLOW_UP_ACTIONS,
    FOLLOW_UP_LETTER_ACTIONS,
    LETTER_ACTIONS,
    approval_state,
)
from accountability.actions.todos import (
    APPROVAL_TODO,
    DECIDE_TODO,
    DRAFT_TODO,
    EXPECTED_TODO,
    FLAG_TODO,
    LIFTING_TODO,
    MINUTES_TODO,
    PROPOSE_TODO,
    RECHECK_TODO,
)

__all__ = [
    "APPROVAL_ACTIONS",
    "APPROVAL_TODO",
    "DECIDE_TODO",
    "DECISION_ACTIONS",
    "DRAFT_TODO",
    "EXPECTED_TODO",
    "FLAG_ACTIONS",
    "FLAG_TODO",
    "FOLLOW_UP_ACTIONS",
    "FOLLOW_UP_LETTER_ACTIONS",
    "LETTER_ACTIONS",
    "LIFTING_TODO",
    "MINUTES_TODO",
    "PROPOSE_TODO",
    "RECHECK_TODO",
    "approval_state",
]


def event_labels() -> dict[str, str]:
    """Return the Chinese names of the events of decisions that are no rows of the permission table."""
    tables = (DECISION_ACTIONS, FLAG_ACTIONS, FOLLOW_UP_ACTIONS, APPROVAL_ACTIONS)
    return {code: label for table in tables for code, label in table.event_labels().items()}
