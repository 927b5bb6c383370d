"""Change decisions when a follow-up letter is issued: close, lift, revoke, set a deadline.

Runs in the document's transaction, called by the receiver of its signal.
"""

from __future__ import annotations

from django.db import transaction

from accountability.actions import DECISION_ACTIONS
from accountability.audit import log_decision_event
from accountability.decisions.services import lock_decisions
from accountability.decisions.todos import refresh_decision_todos
from accountability.letters.follow_up_todos import ask_for_lifting
from accountability.letters.veto_approval import ACCIDENTS, await_approval
from accountability.models import Decision, FollowUpLetter
from accountability.rules.measures import Measure
from documents.correspondence.details import day, is_accepted
from documents.models import Document
from documents.workflow.revoking import revoke_document, revoke_partly
from foundation.accounts.models import User
from foundation.common import clock
from foundation.worklist.action_todos import settle_todos

P = FollowUpLetter.Purpose
_CLOSED_BY_ACCEPTANCE = (Measure.NOTICE, Measure.INTERVIEW)


@transaction.atomic
def on_follow_up_event(*, document_id: int, act: str, user: User | None) -> None:
    """Bring decisions along after a follow-up letter was issued; other documents and acts are ignored.

    A follow-up letter that is withdrawn or voided undoes nothing: until it is issued it has done nothing.
    """
    if act != "freeze":
        return
    letter = FollowUpLetter.objects.select_related("document").filter(document_id=document_id).first()
    if letter is None:
        return
    # Whoever had it issued is the one who acts; printing it is the system's.
    user = user or letter.document.issued_by
    decisions = [one for one in lock_decisions(list(letter.decisions.all())) if one.status == Decision.Status.ISSUED]
    if letter.purpose == P.VETO_REQUEST:
        _keep_what_was_asked(letter)
        await_approval(letter)
    elif letter.purpose == P.INTERVIEW_MINUTES:
        _set_deadline(letter, decisions, user)
    elif letter.purpose == P.ACCEPTANCE:
        _accepted(letter, decisions, user)
    elif letter.purpose == P.LIFTING:
        _lift(letter, decisions, user)
    elif letter.purpose == P.REVOCATION:
        _revoke(letter, decisions, user)


def _keep_what_was_asked(letter: FollowUpLetter) -> None:
    """The approval will hold for these accidents only."""
    codes = letter.decisions.values_list("basis__accident__code", flat=True)
    letter.details = {**letter.details, ACCIDENTS: sorted(set(codes))}
    letter.save(update_fields=["details"])


def _set_deadline(letter: FollowUpLetter, decisions: list[Decision], user: User | None) -> None:
    minutes, due = DECISION_ACTIONS["minutes"], day(letter.details, "report_by")
    for decision in decisions:
        if due is not None and decision.report_due_on != due:
            decision.report_due_on = due
            _save(decision)
        log_decision_event(user, minutes, decision, f"约谈纪要{letter.document.document_number}已印发。")


def _accepted(letter: FollowUpLetter, decisions: list[Decision], user: User | None) -> None:
    """What was asked for is done: notices and interviews are closed; a card waits to be lifted, a veto runs on."""
    if not is_accepted(letter.details):
        return
    for decision in decisions:
        settle_todos(DECISION_ACTIONS["accept"], decision)
    ask_for_lifting(letter, decisions)
    ended = [one for one in decisions if one.measure in _CLOSED_BY_ACCEPTANCE]
    close = DECISION_ACTIONS["close"]
    for decision in ended:
        decision.status, decision.closed_at = close.target, clock.now()
        decision.flag = decision.flag_fingerprint = ""
        _save(decision)
        log_decision_event(user, close, decision, f"{letter.document.document_number}验收合格，办结。")
    refresh_decision_todos(ended)


def _lift(letter: FollowUpLetter, decisions: list[Decision], user: User | None) -> None:
    lift = DECISION_ACTIONS["lift"]
    for decision in decisions:
        decision.status, decision.lifted_at = lift.target, clock.now()
        decision.flag = decision.flag_fingerprint = ""
        _save(decision)
        log_decision_event(user, lift, decision, f"以{letter.document.document_number}解除黄牌警告。")
    refresh_decision_todos(decisions)


def _revoke(letter: FollowUpLetter, decisions: list[Decision], user: User | None) -> None:
    """The revocation answers the flag; the carrying document is revoked, in part while others stay in force."""
    revoke = DECISION_ACTIONS["revoke"]
    for decision in decisions:
        decision.status, decision.revoked_at = revoke.target, clock.now()
        if decision.flag:
            decision.answered_fingerprints = [*decision.answered_fingerprints, decision.flag_fingerprint]
        decision.flag = decision.flag_fingerprint = ""
        decision.reason, decision.decided_by, decision.decided_at = letter.reason, user, clock.now()
        _save(decision)
        settle_todos(revoke, decision)
        log_decision_event(user, revoke, decision, f"以{letter.document.document_number}撤销：{letter.reason}")
    refresh_decision_todos(decisions)
    carrier = decisions[0].letter if decisions else None
    if carrier is None or carrier.document.status != Document.Status.ISSUED:
        return
    document, notice = carrier.document, letter.document
    if carrier.decisions.exclude(status=Decision.Status.REVOKED).exists():
        units = list(dict.fromkeys(decision.recipient_name for decision in decisions))
        revoke_partly(document=document, units=units, reason=letter.reason, by_document=notice)
    else:
        revoke_document(document=document, reason=letter.reason, by_document=notice)


def _save(decision: Decision) -> None:
    decision.version += 1
    decision.save()
