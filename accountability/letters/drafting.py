"""Letters: drafting the official document that carries decisions, and writing its text anew from the facts.

Review, signature, issue, delivery and receipt are actions on the document (``documents``). ``guards.py`` says what
keeps a letter from them, ``progress.py`` changes its decisions afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from accountability.actions import DECISION_ACTIONS, LETTER_ACTIONS
from accountability.actions.eligibility import require_letter
from accountability.audit import log_decision_event
from accountability.decisions.grouping import grouping_of, may_share_letter
from accountability.decisions.services import lock_decisions
from accountability.decisions.todos import refresh_decision_todos
from accountability.letters.content import (
    KINDS,
    copies_of,
    letter_recipients,
    letter_text,
    note_of,
)
from accountability.letters.facts import accidents_of
from accountability.letters.questions import questions_of
from accountability.models import Decision, Letter
from accountability.rules.measures import Measure
from documents.correspondence.details import read_details
from documents.correspondence.drafting import draft_document, rewrite_document
from documents.numbering.numbers import kind_of
from foundation.accounts.models import User
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode
from foundation.worklist.action_todos import settle_todos

_DRAFT = DECISION_ACTIONS["draft_letter"]


@transaction.atomic
def draft_letter(
    *, user: User, decisions: Sequence[Decision], by_month: bool = False, details: Mapping[str, Any] | None = None
) -> Letter:
    """Draft one document for proposals of one measure, one clause and one trigger (or one month of 一般 accidents).

    ``by_month`` makes a collection even of one accident; ``details`` answers ``questions_of`` the measure,
    and what is not answered becomes a placeholder. The proposals become ``drafting``. Raises ``DomainError``:
    ``nothing_chosen``, ``wrong_state``, ``unresolved``, ``not_together``, ``no_request``, ``details``, ``no_series``.
    """
    require(user, _DRAFT.permission)
    chosen = lock_decisions(decisions)
    _check(user, chosen)
    grouping = grouping_of(chosen[0])
    single = not by_month and len(accidents_of(chosen)) == 1
    month = None if single or grouping.month is None else grouping.month
    measure = Measure(chosen[0].measure)
    answers = read_details(questions_of(measure), details or {})
    kind = kind_of(KINDS[measure])
    recipients = letter_recipients(chosen)
    text = letter_text(chosen, month, kind.series, answers)
    document = draft_document(
        user=user,
        kind=kind,
        series=kind.series,
        text=text,
        copies_to=copies_of(measure, recipients),
        note=note_of(text, chosen),
        recipients=recipients,
    )
    letter = Letter(
        document=document,
        rule_set=chosen[0].rule.rule_set,
        measure=measure.value,
        clause=chosen[0].rule.clause,
        trigger=chosen[0].trigger if month is None else None,
        month=month,
        details=answers,
    )
    letter.full_clean()
    letter.save()
    for decision in chosen:
        decision.status, decision.letter = _DRAFT.target, letter
        decision.version += 1
        decision.save()
        log_decision_event(user, _DRAFT, decision, f"起草{kind.label}《{document.title}》。")
        settle_todos(_DRAFT, decision)
    refresh_decision_todos(chosen)
    return letter


@transaction.atomic
def rewrite_letter(
    *, user: User, letter: Letter, details: Mapping[str, Any] | None = None, version: int | None = None
) -> Letter:
    """Write the text of a letter in drafting anew from the decisions and facts as they are now.

    ``details`` replaces the answers given when drafting; left out, they stay. The units it is for are set anew
    too.  What the officer wrote by hand stays in the document's earlier versions.
    """
    require(user, LETTER_ACTIONS["rewrite"].permission)
    decisions = list(letter.decisions.select_related("rule__rule_set", "trigger", "county", "recipient_organization"))
    if not decisions:
        raise DomainError(ErrorCode.NOTHING_CHOSEN, "文中已没有处理决定，不能更新正文。")
    if details is not None:
        letter.details = read_details(questions_of(letter.measure), details)
    document = letter.document
    text = letter_text(decisions, letter.month, document.series, letter.details)
    rewrite_document(
        user=user,
        document=document,
        text=text,
        note=text.note or document.content.get("note", ""),
        recipients=letter_recipients(decisions),
        version=version,
    )
    if details is not None:
        letter.version += 1
        letter.save(update_fields=["details", "version"])
    return letter


def _check(user: User, chosen: list[Decision]) -> None:
    if not chosen:
        raise DomainError(ErrorCode.NOTHING_CHOSEN, "请先勾选要写进公文的处理决定。")
    for decision in chosen:
        require(user, _DRAFT.permission, on=decision)
        if decision.status == Decision.Status.EXPECTED:
            raise DomainError(ErrorCode.WRONG_STATE, f"{decision}由省里发文，本市不起草，收到后登记文号。")
        DECISION_ACTIONS.require_state(_DRAFT.code, decision.status, name=str(decision))
        require_letter(decision)
    apart = may_share_letter([grouping_of(decision) for decision in chosen])
    if apart:
        raise DomainError(ErrorCode.NOT_TOGETHER, apart)
