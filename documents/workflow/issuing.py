"""Issue a signed document: take its number and 印发日期 in one short transaction, then let a worker print it."""

from __future__ import annotations

from celery import signature
from django.db import transaction

from documents.actions import DOCUMENT_ACTIONS
from documents.content.builder import final_content, require_typesettable
from documents.models import Document, ReservedNumber
from documents.numbering.numbers import take_number
from documents.numbering.reservations import mark_used, take_reserved
from documents.workflow import seals
from documents.workflow.base import begin_transition, complete_transition
from foundation.accounts.models import User
from foundation.common import clock
from foundation.worklist.action_todos import settle_todos

ISSUE = DOCUMENT_ACTIONS["issue"]
#: By name, so that what queues the rendering does not import what does it.
RENDER = "documents.tasks.render"


@transaction.atomic
def issue(
    *, user: User, document: Document, version: int | None = None, reserved: ReservedNumber | None = None
) -> Document:
    """Give the document its number and queue the rendering; the state is then ``issuing``.

    The number is the next one, or ``reserved``, a number kept in the same series and year. It belongs to the series
    and the year of the 成文日期. If this transaction fails the number was never taken; once it has committed the number
    is kept, whatever happens to the rendering.
    """
    document = begin_transition(user=user, document=document, action=ISSUE, version=version)
    assert document.dated_on is not None, "signing sets the date"
    document.issued_by, document.issued_at, document.printed_on = user, clock.now(), clock.today()
    document.number_year = document.dated_on.year
    kept = take_reserved(reserved, document=document, year=document.number_year) if reserved else None
    document.number = kept.number if kept else take_number(document.series, document.number_year)
    content = seals.seal(document, final_content(document, number=document.number, printed_on=document.printed_on))
    require_typesettable(content)
    document.document_number = content.document_number
    document.content = content.to_dict()
    complete_transition(
        user=user,
        document=document,
        action=ISSUE,
        message=f"印发，{'用预留文号' if kept else '取号'}{document.document_number}。",
        data={"document_number": document.document_number},
    )
    if kept:
        mark_used(kept, document)
    settle_todos(ISSUE, document)
    transaction.on_commit(lambda: _queue_rendering(document.pk), robust=True)
    return document


def _queue_rendering(document_id: int) -> None:
    signature(RENDER, args=[document_id]).delay()
