"""What this package does when the register or a document changes: rows in the same transaction, nothing else."""

from __future__ import annotations

from typing import Any

from accidents.signals import AccidentChange, accidents_changed
from accountability.letters.follow_up_progress import on_follow_up_event
from accountability.letters.progress import on_letter_event
from accountability.reconciliation.requests import request_for_changes
from documents.signals import document_status_changed
from foundation.accounts.models import User


def connect() -> None:
    """Listen; connecting twice does no harm."""
    accidents_changed.connect(reconcile_later, dispatch_uid="accountability.reconcile")
    document_status_changed.connect(bring_decisions_along, dispatch_uid="accountability.on_letter_event")


def reconcile_later(sender: Any, changes: list[AccidentChange], **_: Any) -> None:
    """Leave a request for each county and window the facts before and after touch."""
    request_for_changes(changes)


def bring_decisions_along(sender: Any, document_id: int, act: str, user_id: int | None = None, **_: Any) -> None:
    """A letter was issued, received or withdrawn: so are its decisions; a follow-up letter lifts or revokes them."""
    user = User.objects.filter(pk=user_id).first() if user_id else None
    on_letter_event(document_id=document_id, act=act, user=user)
    on_follow_up_event(document_id=document_id, act=act, user=user)
