"""What this package does when the register or a document changes: rows in the same transaction, nothing else."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accidents.signals import AccidentChange, accidents_changed
from accountability.reconciliation_requests import request_for_changes


@receiver(accidents_changed, dispatch_uid="accountability.reconcile")
def reconcile_later(sender: Any, changes: list[AccidentChange], **_: Any) -> None:
    request_for_changes(changes)
