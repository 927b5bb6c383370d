"""Celery entry points of recurring duties."""

from __future__ import annotations

from celery import shared_task

from foundation.recurrence import services


@shared_task(ignore_result=True)
def bring_up_to_date() -> None:
    services.bring_up_to_date()
