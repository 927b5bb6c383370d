"""Celery tasks of the project itself."""

from __future__ import annotations

from celery import shared_task

from yiyang_ems import heartbeat as yiyang_ems_heartbeat


@shared_task
def heartbeat() -> None:
    """Record the worker's sign of life; sent by beat each minute through the common queue."""
    yiyang_ems_heartbeat.record(yiyang_ems_heartbeat.WORKER)
