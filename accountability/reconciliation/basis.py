"""A decision's basis and a proposal's basis in the one form in which they are compared."""

from __future__ import annotations

from accountability.models import Decision
from accountability.reconciliation.table import Basis
from accountability.rules.evaluation import Proposal


def stored_basis(decision: Decision) -> Basis:
    """The basis kept with a decision, each accident as the revision counted says."""
    fingerprints, revisions = {}, {}
    for row in decision.basis.all():
        revision = row.revision
        department = revision.supervising_department.code if revision.supervising_department else "-"
        place = f"{revision.county_id}/{revision.township_id or '-'}"
        fingerprints[row.accident.code] = f"{revision.production}|{revision.level}|{place}|{department}"
        revisions[row.accident.code] = str(revision.pk)
    return Basis(fingerprints, revisions)


def proposed_basis(proposal: Proposal) -> Basis:
    """The basis of a proposal as the table reads it."""
    counted = proposal.explanation.counted
    return Basis({item.code: item.fingerprint for item in counted}, {item.code: item.revision for item in counted})
