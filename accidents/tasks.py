"""Celery entry points of the register."""

from __future__ import annotations

from celery import shared_task

from accidents.services import drafts


@shared_task
def purge_deleted_drafts() -> None:
    drafts.purge_deleted_drafts()
