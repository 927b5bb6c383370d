"""Reconciliation: what the rules say now against the decisions kept (escalation.md, "Reconciliation").

One transaction and one lock for each county and window.  The engine proposes, updates what nobody has issued, and
flags what was; it never changes or deletes anything issued.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.db import transaction
from django.db.models import Q

from accountability.facts import rule_sets
from accountability.facts.reading import read_facts
from accountability.models import Decision, ReconciliationRequest, RuleSet
from accountability.reconciliation.basis import proposed_basis, stored_basis
from accountability.reconciliation.requests import counties_below, windows_until
from accountability.reconciliation.table import ReconcileAction, Stored, decide
from accountability.reconciliation.updater import DecisionUpdater
from accountability.rules.evaluation import Proposal, evaluate
from accountability.rules.facts import AccidentFacts
from accountability.rules.measures import Measure, gravity, supersedes
from accountability.rules.spec import RuleSetSpec, Use
from accountability.rules.windows import Window
from documents.models import Document
from foundation.common import clock
from foundation.common.locks import hold_lock

logger = logging.getLogger(__name__)


@dataclass
class ReconcileResult:
    """How many decisions a reconciliation touched, by kind; all zero when there was nothing to do."""

    created: int = 0
    updated: int = 0
    lapsed: int = 0
    flagged: int = 0

    def add(self, other: ReconcileResult) -> None:
        """Add another result to this one."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


_COUNTED_AS = {
    ReconcileAction.CREATE: "created",
    ReconcileAction.MOVE_POINTER: "updated",
    ReconcileAction.UPDATE_BASIS: "updated",
    ReconcileAction.REOPEN: "updated",
    ReconcileAction.LINK_SUPERSEDED: "updated",
    ReconcileAction.LAPSE: "lapsed",
    ReconcileAction.FLAG_CHANGED: "flagged",
    ReconcileAction.FLAG_GONE: "flagged",
    ReconcileAction.FLAG_AGAIN: "flagged",
    ReconcileAction.CLEAR_FLAG: "flagged",
}


def process_requests() -> ReconcileResult:
    """Reconcile everything that was asked for, in order of county code, each county and window in its own transaction.

    A system act of the workers; safe to run in several at once.  One that fails keeps its request and does not hold
    up the others; the last failure is raised at the end.
    """
    total = ReconcileResult()
    waiting = ReconciliationRequest.objects.values_list("rule_set_id", "county_id", "window_start").distinct()
    failed: Exception | None = None
    for rule_set_id, county, start in sorted(waiting, key=lambda row: (row[1], row[2], row[0])):
        try:
            total.add(reconcile(rule_set=RuleSet.objects.get(pk=rule_set_id), county=county, day=start))
        except Exception as error:
            logger.exception("reconciling %s %s failed; its request waits", county, start)
            failed = error
    if failed is not None:
        raise failed
    return total


def reconcile_all() -> ReconcileResult:
    """Reconcile every county and window of every applied rule set; finds nothing to do when no request was lost."""
    total = ReconcileResult()
    published = RuleSet.objects.published().filter(use=Use.APPLIED)
    places: set[tuple[str, dt.date, int]] = set()
    for rule_set in published:
        spec = rule_set.spec
        for window in windows_until(spec, clock.today()):
            places |= {(county, window.start, rule_set.pk) for county in counties_below(spec.division)}
    by_id = {rule_set.pk: rule_set for rule_set in published}
    for county, start, rule_set_id in sorted(places):
        total.add(reconcile(rule_set=by_id[rule_set_id], county=county, day=start))
    return total


@transaction.atomic
def reconcile(*, rule_set: RuleSet, county: str, day: dt.date) -> ReconcileResult:
    """Apply the rules to one county and the window that contains ``day``.  Idempotent.

    A version that is not (or no longer) the one in force for the window only loses its request.
    """
    spec = rule_set.spec
    window = spec.window_of(day)
    _lock(spec.code, county, window)
    # Deleted before the facts are read: what is written from now on leaves a request of its own.
    ReconciliationRequest.objects.filter(rule_set=rule_set, county_id=county, window_start=window.start).delete()
    if not rule_sets.is_in_force(rule_set, window):
        return ReconcileResult()
    facts = {accident.code: accident for accident in read_facts(spec, window, county=county)}
    proposals = {proposal.key: proposal for proposal in evaluate(facts.values(), spec, window)}
    return _apply(rule_set, spec, county, window, facts, proposals)


def _apply(
    rule_set: RuleSet,
    spec: RuleSetSpec,
    county: str,
    window: Window,
    facts: dict[str, AccidentFacts],
    proposals: dict[str, Proposal],
) -> ReconcileResult:
    result = ReconcileResult()
    stored = {decision.key: decision for decision in _stored(spec.code, county, window, proposals)}
    updater = DecisionUpdater(rule_set, spec, window, facts)
    # Creations first: what supersedes a milder measure must exist when that one is linked to it.
    for key in sorted(proposals.keys() - stored.keys()):
        updater.create(proposals[key])
        result.created += 1
    for key in sorted(stored):
        decision, proposal = stored[key], proposals.get(key)
        superseding = superseding_proposal(decision, proposals.values()) if proposal is None else None
        action = decide(
            stored_state(decision), proposed_basis(proposal) if proposal else None, superseded=superseding is not None
        )
        updater.apply(action, decision, proposal, superseding)
        if action in _COUNTED_AS:
            setattr(result, _COUNTED_AS[action], getattr(result, _COUNTED_AS[action]) + 1)
    updater.refresh_todos()
    return result


def superseding_proposal(decision: Decision, proposals: Iterable[Proposal]) -> Proposal | None:
    """The gravest measure of the same level that now holds for the same recipient and accident, if any."""
    codes = {basis.accident.code for basis in decision.basis.all()}
    found = [
        proposal
        for proposal in proposals
        if proposal.issuer.value == decision.rule.issuing_level
        and (proposal.recipient.role.value, proposal.recipient.code or "")
        == (decision.recipient_role, decision.recipient_code)
        and codes & set(proposal.basis)
        and supersedes(proposal.measure, Measure(decision.measure))
    ]
    return max(found, key=lambda proposal: (gravity(proposal.measure), proposal.key), default=None)


def stored_state(decision: Decision) -> Stored:
    """What the table of reconciliation reads of a decision."""
    document = decision.letter.document if decision.letter else None
    return Stored(
        status=decision.status,
        basis=stored_basis(decision),
        number_taken=document is not None and document.status in (Document.Status.ISSUING, Document.Status.ISSUED),
        was_proposed=decision.is_proposed,
        flag=decision.flag,
        flag_digest=decision.flag_fingerprint,
        answered=frozenset(decision.answered_fingerprints),
        linked_superseded=decision.superseded_by_id is not None,
    )


def _stored(code: str, county: str, window: Window, keys: Iterable[str]) -> list[Decision]:
    """Decisions of the county and window, and any that a date moved into this window; locked in order of id.

    Their documents are locked first, as the acts on documents do: two orders would be a deadlock.
    """
    here = Q(county_id=county, window_start=window.start, rule__rule_set__code=code)
    decisions = Decision.objects.filter(here | Q(key__in=list(keys)))
    documents = Document.objects.filter(letter__decisions__in=decisions).values("pk")
    list(Document.objects.filter(pk__in=documents).select_for_update().order_by("pk").values_list("pk"))
    return list(
        decisions.select_for_update(of=("self",))
        .select_related("rule__rule_set", "letter__document", "trigger", "county")
        .prefetch_related("basis__accident", "basis__revision__supervising_department")
        .order_by("pk")
    )


def _lock(code: str, county: str, window: Window) -> None:
    hold_lock(f"accountability.reconcile:{code}:{county}:{window.key}")
