"""What follows for decisions when a further letter is issued: minutes set the deadline, a lifting lifts, a revocation
revokes.  Runs in the document's transaction, called by the receiver of its signal."""

from __future__ import annotations

from django.db import transaction

from accountability.decision_locks import lock_decisions
from accountability.further_todos import ask_for_lifting, close_urged
from accountability.journaling import note_decision
from accountability.letter_details import day, is_accepted
from accountability.models import Decision, FurtherLetter
from accountability.todos import refresh_decision_todos
from accountability.veto_approval import ACCIDENTS, await_approval
from foundation.documents.models import Document
from foundation.documents.revoking import revoke_document
from foundation.organizations.models import User
from foundation.workdays import clock

P = FurtherLetter.Purpose


@transaction.atomic
def follow_further(*, document_id: int, act: str, user: User | None) -> None:
    """Bring decisions along after a further letter was issued; other documents and acts are ignored.

    A further letter that is withdrawn or voided undoes nothing: until it is issued it has done nothing.
    """
    if act != "issued":
        return
    letter = FurtherLetter.objects.select_related("document").filter(document_id=document_id).first()
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
        _accepted(letter, decisions)
    elif letter.purpose == P.LIFTING:
        _lift(letter, decisions, user)
    elif letter.purpose == P.REVOCATION:
        _revoke(letter, decisions, user)


def _keep_what_was_asked(letter: FurtherLetter) -> None:
    """The approval will hold for these accidents only."""
    codes = letter.decisions.values_list("basis__accident__code", flat=True)
    letter.details = {**letter.details, ACCIDENTS: sorted(set(codes))}
    letter.save(update_fields=["details"])


def _set_deadline(letter: FurtherLetter, decisions: list[Decision], user: User | None) -> None:
    due = day(letter.details, "report_by")
    for decision in decisions:
        if due is not None and decision.report_due_on != due:
            decision.report_due_on = due
            _save(decision)
        note_decision(user, "decision.minutes", decision, f"约谈纪要{letter.document.document_number}已印发。")


def _accepted(letter: FurtherLetter, decisions: list[Decision]) -> None:
    if not is_accepted(letter.details):
        return
    for decision in decisions:
        close_urged(decision)
    ask_for_lifting(letter, decisions)


def _lift(letter: FurtherLetter, decisions: list[Decision], user: User | None) -> None:
    for decision in decisions:
        decision.status, decision.lifted_at = Decision.Status.LIFTED, clock.now()
        decision.flag = decision.flag_fingerprint = ""
        _save(decision)
        note_decision(user, "decision.lift", decision, f"以{letter.document.document_number}解除黄牌警告。")
    refresh_decision_todos(decisions, user)


def _revoke(letter: FurtherLetter, decisions: list[Decision], user: User | None) -> None:
    """The flag is answered by the revocation; when none of the letter's decisions stands, its document goes too."""
    for decision in decisions:
        decision.status, decision.revoked_at = Decision.Status.REVOKED, clock.now()
        if decision.flag:
            decision.answered_fingerprints = [*decision.answered_fingerprints, decision.flag_fingerprint]
        decision.flag = decision.flag_fingerprint = ""
        decision.reason, decision.decided_by, decision.decided_at = letter.reason, user, clock.now()
        _save(decision)
        close_urged(decision)
        note_decision(user, "decision.revoke", decision, f"以{letter.document.document_number}撤销：{letter.reason}")
    refresh_decision_todos(decisions, user)
    carrier = decisions[0].letter if decisions else None
    if carrier is None or carrier.decisions.exclude(status=Decision.Status.REVOKED).exists():
        return
    if carrier.document.status == Document.Status.ISSUED:
        revoke_document(document=carrier.document, reason=letter.reason, by_document=letter.document)


def _save(decision: Decision) -> None:
    decision.version += 1
    decision.save()
