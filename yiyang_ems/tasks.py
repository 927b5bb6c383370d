"""Entry points of the house's own background work."""

from __future__ import annotations

from celery import shared_task

from yiyang_ems import pulse


@shared_task
def heartbeat() -> None:
    """Sent by beat each minute through the queue all work goes through."""
    pulse.record(pulse.WORKER)
