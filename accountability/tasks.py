"""Celery entry points of reconciliation."""

from __future__ import annotations

from celery import shared_task

from accountability.reconciliation import run


@shared_task(ignore_result=True)
def process_requests() -> None:
    """Reconcile what rows ask for. Beat sends it every minute too, so that a lost message only delays."""
    run.process_requests()


@shared_task(ignore_result=True)
def reconcile_all() -> None:
    """Reconcile everything once a night; must find nothing to do."""
    run.reconcile_all()
