"""Celery tasks of uploaded files."""

from __future__ import annotations

from celery import shared_task

from foundation.files import orphans


@shared_task
def sweep_orphans() -> None:
    orphans.sweep_orphans()
