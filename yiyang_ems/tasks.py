"""Entry points of the house's own background work."""

from __future__ import annotations

from celery import shared_task

from yiyang_ems import heartbeat as yiyang_ems_heartbeat


@shared_task
def heartbeat() -> None:
    """Sent by beat each minute through the queue all work goes through."""
    yiyang_ems_heartbeat.record(yiyang_ems_heartbeat.WORKER)
