"""All actions on documents and on what belongs to them, each declared once."""

from documents.actions.countersigning import COUNTERSIGNATURE_ACTIONS
from documents.actions.documents import DOCUMENT_ACTIONS, EDITABLE
from documents.actions.numbers import KIND_ACTIONS, RESERVED_NUMBER_ACTIONS, SERIES_ACTIONS
from documents.actions.recipients import (
    RECEIPT_ACTIONS,
    REPLY_ACTIONS,
    receipt_state,
    reply_state,
)
from documents.actions.todos import (
    ACKNOWLEDGE_TODO,
    COUNTERSIGN_TODO,
    ISSUE_TODO,
    NOT_PRINTED_TODO,
    REPLY_TODO,
    RETURN_TODO,
    REVIEW_TODO,
    SIGN_TODO,
)

__all__ = [
    "ACKNOWLEDGE_TODO",
    "COUNTERSIGNATURE_ACTIONS",
    "COUNTERSIGN_TODO",
    "DOCUMENT_ACTIONS",
    "EDITABLE",
    "ISSUE_TODO",
    "KIND_ACTIONS",
    "NOT_PRINTED_TODO",
    "RECEIPT_ACTIONS",
    "REPLY_ACTIONS",
    "REPLY_TODO",
    "RESERVED_NUMBER_ACTIONS",
    "RETURN_TODO",
    "REVIEW_TODO",
    "SERIES_ACTIONS",
    "SIGN_TODO",
    "receipt_state",
    "reply_state",
]


def event_labels() -> dict[str, str]:
    """Return the Chinese names of the events of documents that are no rows of the permission table."""
    tables = (
        DOCUMENT_ACTIONS,
        COUNTERSIGNATURE_ACTIONS,
        RECEIPT_ACTIONS,
        REPLY_ACTIONS,
        RESERVED_NUMBER_ACTIONS,
        SERIES_ACTIONS,
        KIND_ACTIONS,
    )
    return {code: label for table in tables for code, label in table.event_labels().items()}
