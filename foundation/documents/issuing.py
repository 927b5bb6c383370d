"""Issue a signed document: take its number and 印发日期 in one short transaction, then let a worker print it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from foundation.documents import sealing, todos
from foundation.documents.acting import begin, finish
from foundation.documents.composing import final_content, require_typesettable
from foundation.documents.models import Document, ReservedNumber
from foundation.documents.numbering import take_number
from foundation.documents.reserving import mark_used, take_reserved
from foundation.workdays import clock


@transaction.atomic
def issue(
    *, user: Any, document: Document, version: int | None = None, reserved: ReservedNumber | None = None
) -> Document:
    """Give the document its number and queue the rendering; the state is then ``issuing``.

    The number is the next one, or ``reserved``, a number kept in the same series and year. It belongs to the series
    and the year of the 成文日期. If this transaction fails the number was never taken; once it has committed the number
    is kept, whatever happens to the rendering.
    """
    document = begin(user=user, document=document, act="issue", permission="document.issue", version=version)
    assert document.dated_on is not None, "signing sets the date"
    document.issued_by, document.issued_at, document.printed_on = user, clock.now(), clock.today()
    document.number_year = document.dated_on.year
    kept = take_reserved(reserved, document=document, year=document.number_year) if reserved else None
    document.number = kept.number if kept else take_number(document.series, document.number_year)
    content = sealing.seal(document, final_content(document, number=document.number, printed_on=document.printed_on))
    require_typesettable(content)
    document.document_number = content.document_number
    document.content = content.to_dict()
    finish(
        user=user,
        document=document,
        act="document.issue",
        moved="issuing",
        message=f"印发，{'用预留文号' if kept else '取号'}{document.document_number}。",
        data={"document_number": document.document_number},
    )
    if kept:
        mark_used(kept, document)
    todos.close_all(document, user)
    transaction.on_commit(lambda: _queue_rendering(document.pk), robust=True)
    return document


def _queue_rendering(document_id: int) -> None:
    from foundation.documents.tasks import render

    render.delay(document_id)
