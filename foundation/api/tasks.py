"""Celery tasks of the shared API parts."""

from __future__ import annotations

from celery import shared_task

from foundation.api import idempotency


@shared_task
def forget_answered_requests() -> None:
    idempotency.forget_old()
