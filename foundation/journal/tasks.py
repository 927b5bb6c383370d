"""Celery entry points of the journal's housekeeping."""

from __future__ import annotations

from celery import shared_task

from foundation.journal import answered


@shared_task
def forget_answered_requests() -> None:
    answered.forget_old()
