"""Celery entry points of the register."""

from __future__ import annotations

from celery import shared_task

from accidents import draft_deletion


@shared_task
def purge_deleted_drafts() -> None:
    draft_deletion.purge_deleted_drafts()
