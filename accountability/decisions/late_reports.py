"""Rectification reports (整改报告) that did not come by their day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accountability.models import Decision, FollowUpLetter
from documents.models import Document, DocumentRecipient
from foundation.common import clock


def overdue_words(due: dt.date, today: dt.date) -> str:
    """How long a report is overdue, in natural days: 超期 3 日，未报; empty up to the end of its day."""
    days = (today - due).days
    return f"超期 {days} 日，未报" if days > 0 else ""


def overdue_reports(decisions: Iterable[Decision]) -> dict[int, str]:
    """What to say of those decisions in force whose report is overdue and has not come, by key; one query at most.

    A report has come when the unit replied to a document of the decision, or when its rectification was inspected
    (an issued 整改验收意见, whatever it found): the portal keeps no other record of a report on paper.
    """
    today = clock.today()
    late = {
        one.pk: words
        for one in decisions
        if one.status == Decision.Status.ISSUED
        and one.report_due_on is not None
        and (words := overdue_words(one.report_due_on, today))
    }
    if not late:
        return {}
    reported = Decision.objects.filter(Exists(_replies()) | Exists(_acceptances()), pk__in=late)
    came = set(reported.values_list("pk", flat=True))
    return {key: words for key, words in late.items() if key not in came}


def _replies() -> QuerySet[Any]:
    carried = Q(document__letter=OuterRef("letter")) | Q(document__follow_up_letter__decisions=OuterRef("pk"))
    return DocumentRecipient.objects.filter(
        carried, organization=OuterRef("recipient_organization"), replied_at__isnull=False
    )


def _acceptances() -> QuerySet[Any]:
    return FollowUpLetter.objects.filter(
        decisions=OuterRef("pk"),
        purpose=FollowUpLetter.Purpose.ACCEPTANCE,
        document__status=Document.Status.ISSUED,
    )
