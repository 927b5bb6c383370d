"""Answers to requests with an Idempotency-Key, kept in the transaction of the act (setting IDEMPOTENCY_STORE)."""

from __future__ import annotations

import datetime as dt

from foundation.journal.models import AnsweredRequest
from foundation.kit.api import StoredAnswer
from foundation.workdays import clock

KEPT = dt.timedelta(hours=24)


def claim(*, digest: str, content: str) -> StoredAnswer | None:
    """Take the digest, or return what was answered to it within 24 h; waits for another transaction that holds it."""
    now = clock.now()
    AnsweredRequest.objects.filter(digest=digest, at__lt=now - KEPT).delete()
    AnsweredRequest.objects.bulk_create(
        [AnsweredRequest(digest=digest, content=content, at=now)], ignore_conflicts=True
    )
    row = AnsweredRequest.objects.select_for_update().get(digest=digest)
    if row.status is None:
        return None
    return StoredAnswer(row.content, row.status, row.data, row.headers)


def keep(*, digest: str, answer: StoredAnswer) -> None:
    """Store the answer of a digest claimed in this transaction."""
    AnsweredRequest.objects.filter(digest=digest).update(status=answer.status, data=answer.data, headers=answer.headers)


def forget_old() -> int:
    """Remove what is older than 24 h; called daily by the scheduler. Returns how many."""
    return AnsweredRequest.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
