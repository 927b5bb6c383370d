"""Celery entry points: work that rows already ask for."""

from __future__ import annotations

from celery import shared_task

from accountability.reconciliation import run


@shared_task(ignore_result=True)
def drain_requests() -> None:
    """Reconcile what was asked for; also sent by beat, for messages that were lost."""
    run.process_requests()


@shared_task(ignore_result=True)
def sweep() -> None:
    """Reconcile everything; must find nothing to do."""
    run.reconcile_all()
