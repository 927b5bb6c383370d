"""Celery entry points; the row in state ``issuing`` is the work, the message only makes it prompt."""

from __future__ import annotations

from celery import shared_task

from documents.editor import working_copies
from documents.workflow import printing


@shared_task
def render(document_id: int) -> None:
    printing.render_when_due(document_id=document_id)


@shared_task
def render_pending() -> None:
    printing.render_pending()


@shared_task
def forget_working_copies() -> None:
    working_copies.forget_old()
