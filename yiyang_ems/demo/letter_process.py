"""The life of one letter, each step by the person who would do it and at the time it would be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from accountability.letters.drafting import draft_letter
from accountability.models import Decision
from documents.models import Document
from documents.workflow import (
    delivery,
    issuing,
    printing,
    review,
    signing,
)
from foundation.accounts.models import User
from foundation.calendar.services import working_day_calendar
from foundation.common import clock

#: The state reached by a letter: the number of steps of ``LetterProcess.advance`` that are done.
DRAFTED, SUBMITTED, PASSED, SIGNED, ISSUED, PARTLY_RECEIVED, RECEIVED = range(7)
#: Hours after the drafting at which each step is done.
HOURS = (0, 2, 5, 24, 26, 48, 72)


@dataclass(frozen=True)
class LetterProcess:
    """The people who write letters, and the present moment, after which nothing is done."""

    users: Mapping[str, User]
    now: dt.datetime

    def advance(
        self, decisions: Sequence[Decision], start: dt.datetime, *, until: int, by_month: bool = False
    ) -> Document:
        """Draft a letter at ``start`` and take it through its steps up to ``until``."""
        moments = self._moments(start)
        with clock.at(next(moments)):
            document = draft_letter(user=self.users["officer"], decisions=decisions, by_month=by_month).document
        acts: tuple[Callable[[], object], ...] = (
            lambda: review.submit(user=self.users["officer"], document=document),
            lambda: review.pass_review(user=self.users["reviewer"], document=document, remark="同意。"),
            lambda: signing.sign(user=self.users["leader"], document=document, remark="同意印发。"),
            lambda: self._issue(document),
            lambda: self._acknowledge(document, every=2),
            lambda: self._acknowledge(document, every=1),
        )
        for act in acts[:until]:
            with clock.at(next(moments)):
                act()
            document.refresh_from_db()
        return document

    def _moments(self, start: dt.datetime) -> Iterator[dt.datetime]:
        """Return the times of the steps, none on a day off and none after the present."""
        calendar, last = working_day_calendar(), start
        for hours in HOURS:
            moment = start + dt.timedelta(hours=hours)
            while not calendar.is_workday(clock.local(moment).date()):
                moment += dt.timedelta(days=1)
            last = max(last, moment)
            yield min(last, self.now)

    def _issue(self, document: Document) -> None:
        issuing.issue(user=self.users["officer"], document=document)
        printing.render_and_freeze(document_id=document.pk)

    def _acknowledge(self, document: Document, *, every: int) -> None:
        """Acknowledge for the counties; units without an account sign by hand."""
        by_unit = {user.organization_id: user for user in self.users.values() if user.may("document.acknowledge")}
        waiting = document.recipients.filter(must_acknowledge=True, acknowledged_at=None).select_related("organization")
        for recipient in list(waiting)[::every]:
            unit = recipient.organization
            person = by_unit.get(unit.pk) or by_unit.get(unit.received_by_id or 0)
            if person is not None:
                delivery.acknowledge(user=person, document=document, recipient=recipient)
            else:
                delivery.acknowledge_on_paper(
                    user=self.users["officer"],
                    recipient=recipient,
                    signer="收文员（演示）",
                    on=clock.today(),
                    no_scan_reason="演示数据，没有真实回执",
                )
