"""Change decisions when their document is issued, received or withdrawn.

Runs in the document's transaction, called by the receiver of its signal.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from accountability.actions import DECISION_ACTIONS
from accountability.audit import log_decision_event
from accountability.decisions.status import receipt_of
from accountability.decisions.todos import refresh_decision_todos
from accountability.letters.content import REPORT_WORKDAYS
from accountability.letters.follow_up_todos import ask_for_minutes
from accountability.models import Decision, Letter
from accountability.rules.measures import Measure
from documents.models import Document
from documents.workflow import review, voiding
from foundation.accounts.models import User
from foundation.calendar.services import add_working_days
from foundation.common import clock
from foundation.worklist.services import send_message

#: A document counts as received at the latest on the third working day after service (readings.md 34).
LATEST_RECEIPT = 3


@transaction.atomic
def on_letter_event(*, document_id: int, act: str, user: User | None) -> None:
    """Bring a letter's decisions along after an act on its document; documents that are no letters are ignored."""
    letter = Letter.objects.select_related("document").filter(document_id=document_id).first()
    if letter is None:
        return
    if act == "freeze":
        _issued(letter, user)
    elif act in ("acknowledge", "acknowledge_paper"):
        _set_due_dates(list(_locked(letter)))
    elif act in ("withdraw", "take_down", "void"):
        _released(letter, user)


def report_due_on(served: dt.date, acknowledged: dt.date | None) -> dt.date:
    """The last day for the rectification report: 20 working days after the day of receipt."""
    latest = add_working_days(served, LATEST_RECEIPT)
    start = min(acknowledged, latest) if acknowledged else latest
    return add_working_days(start, REPORT_WORKDAYS)


def _issued(letter: Letter, user: User | None) -> None:
    document = letter.document
    decisions = list(_locked(letter))
    issue = DECISION_ACTIONS["issue"]
    for decision in decisions:
        if not issue.allows(decision.status):
            continue
        decision.status = issue.target
        decision.issued_at = document.issued_at or clock.now()
        decision.version += 1
        decision.save()
        log_decision_event(user, issue, decision, f"以{document.document_number}印发。")
    _set_due_dates(decisions)
    ask_for_minutes(letter, decisions)
    refresh_decision_todos(decisions)


def _released(letter: Letter, user: User | None) -> None:
    """The draft was withdrawn: its decisions in drafting are proposals again."""
    release = DECISION_ACTIONS["release"]
    decisions = [one for one in _locked(letter) if release.allows(one.status)]
    for decision in decisions:
        decision.status, decision.letter = release.target, None
        decision.version += 1
        decision.save()
        log_decision_event(user, release, decision, "公文撤下，恢复为拟处理。")
    refresh_decision_todos(decisions)


def _set_due_dates(decisions: list[Decision]) -> None:
    for decision in decisions:
        if decision.measure == Measure.INTERVIEW:
            continue  # named at the interview, and set by its minutes
        receipt = receipt_of(decision)
        if receipt is None or receipt.served_at is None or decision.status != Decision.Status.ISSUED:
            continue
        acknowledged = clock.local(receipt.acknowledged_at).date() if receipt.acknowledged_at else None
        due = report_due_on(clock.local(receipt.served_at).date(), acknowledged)
        if due != decision.report_due_on:
            decision.report_due_on = due
            decision.version += 1
            decision.save()


def _locked(letter: Letter) -> list[Decision]:
    rows = letter.decisions.select_for_update(of=("self",)).order_by("pk")
    return list(rows.select_related("rule__rule_set", "trigger", "county", "letter__document"))


def reopen(letter: Letter, reason: str) -> None:
    """Take the letter back to drafting: review and signature are void; drafter, reviewer and signer are notified."""
    review.reopen(document=letter.document, reason=f"{reason.rstrip('。')}。请更新正文后重新送审。")


def leave(letter: Letter, decision: Decision, reason: str) -> None:
    """After a decision has left its letter: an empty one is withdrawn, any other goes back to drafting."""
    if letter.decisions.exclude(pk=decision.pk).exists():
        reopen(letter, reason)
        return
    document: Document = letter.document
    voiding.withdraw_draft(document=document, reason=reason)
    send_message(
        recipients=[document.drafted_by],
        event=f"letter:{letter.pk}:withdrawn",
        title=f"公文已撤下：{document.title}"[:200],
        body=f"{reason}。文中已没有其他处理决定。",
        url=f"/documents/{document.pk}/",
    )
