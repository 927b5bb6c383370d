"""Celery entry points of the register."""

from __future__ import annotations

import logging

from celery import shared_task

from accidents.services import drafts, tally

logger = logging.getLogger(__name__)


@shared_task
def purge_deleted_drafts() -> None:
    drafts.purge_deleted_drafts()


@shared_task
def maintain_tally() -> None:
    """Join the rows of the sums of the day, then compare with a recount; a difference is a fault and is logged."""
    tally.merge_tally()
    for difference in tally.tally_differences():
        logger.error("the tally differs from a recount: %s", difference)
