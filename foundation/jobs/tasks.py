"""Celery entry points of jobs; the waiting row is the work, the message only makes it prompt."""

from __future__ import annotations

from celery import shared_task

from foundation.jobs import running
from foundation.jobs.services import send


@shared_task(ignore_result=True)
def run_waiting() -> None:
    """Run one job, then ask for the next: each has the whole time of a task."""
    if running.run_next() is not None:
        send()


@shared_task(ignore_result=True)
def sweep() -> None:
    running.sweep()


@shared_task(ignore_result=True)
def remove_expired() -> None:
    running.remove_expired()
