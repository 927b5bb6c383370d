"""Every cell of the table of escalation.md, "Reconciliation"."""

from dataclasses import replace

import pytest

from accountability.reconciliation.table import (
    Basis,
    ReconcileAction,
    Stored,
    decide,
    gone_digest,
)

ONE = Basis({"A": "yes|larger|430922/430922101|d1"}, {"A": "1"})
NEWER = Basis(ONE.fingerprints, {"A": "2"})
OTHER_DEPARTMENT = Basis({"A": "yes|larger|430922/430922101|d2"}, {"A": "2"})
TWO = Basis({**ONE.fingerprints, "B": "yes|larger|430922/430922102|d1"}, {"A": "1", "B": "1"})


def stored(status: str, **changes: object) -> Stored:
    return replace(Stored(status, ONE), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "same", "other", "gone"),
    [
        (None, ReconcileAction.CREATE, ReconcileAction.CREATE, ReconcileAction.NOTHING),
        (stored("proposed"), ReconcileAction.NOTHING, ReconcileAction.UPDATE_BASIS, ReconcileAction.LAPSE),
        (stored("expected"), ReconcileAction.NOTHING, ReconcileAction.UPDATE_BASIS, ReconcileAction.LAPSE),
        (stored("drafting"), ReconcileAction.NOTHING, ReconcileAction.UPDATE_BASIS, ReconcileAction.LAPSE),
        (
            stored("drafting", number_taken=True),
            ReconcileAction.NOTHING,
            ReconcileAction.FLAG_CHANGED,
            ReconcileAction.FLAG_GONE,
        ),
        (stored("issued"), ReconcileAction.NOTHING, ReconcileAction.FLAG_CHANGED, ReconcileAction.FLAG_GONE),
        (stored("declined"), ReconcileAction.NOTHING, ReconcileAction.REOPEN, ReconcileAction.NOTHING),
        (stored("lapsed"), ReconcileAction.REOPEN, ReconcileAction.REOPEN, ReconcileAction.NOTHING),
        (stored("revoked"), ReconcileAction.NOTHING, ReconcileAction.FLAG_AGAIN, ReconcileAction.NOTHING),
        (
            stored("revoked", was_proposed=False),
            ReconcileAction.FLAG_AGAIN,
            ReconcileAction.FLAG_AGAIN,
            ReconcileAction.NOTHING,
        ),
        (stored("lifted"), ReconcileAction.NOTHING, ReconcileAction.FLAG_CHANGED, ReconcileAction.NOTHING),
        (stored("expired"), ReconcileAction.NOTHING, ReconcileAction.FLAG_CHANGED, ReconcileAction.NOTHING),
        (stored("closed"), ReconcileAction.NOTHING, ReconcileAction.FLAG_CHANGED, ReconcileAction.NOTHING),
    ],
)
def test_each_row_of_the_table(
    row: Stored | None, same: ReconcileAction, other: ReconcileAction, gone: ReconcileAction
) -> None:
    assert (decide(row, ONE), decide(row, TWO), decide(row, None)) == (same, other, gone)


def test_a_newer_revision_with_the_same_facts_only_moves_the_pointer() -> None:
    assert decide(stored("proposed"), NEWER) is ReconcileAction.MOVE_POINTER
    assert decide(stored("issued"), NEWER) is ReconcileAction.NOTHING


def test_another_department_is_another_basis() -> None:
    assert decide(stored("proposed"), OTHER_DEPARTMENT) is ReconcileAction.UPDATE_BASIS
    assert decide(stored("issued"), OTHER_DEPARTMENT) is ReconcileAction.FLAG_CHANGED


def test_ended_decisions_are_flagged_only_for_an_added_accident() -> None:
    assert decide(stored("closed"), OTHER_DEPARTMENT) is ReconcileAction.NOTHING
    assert decide(stored("closed"), TWO) is ReconcileAction.FLAG_CHANGED


def test_an_issued_measure_replaced_by_a_graver_one_is_not_flagged() -> None:
    assert decide(stored("issued"), None, superseded=True) is ReconcileAction.LINK_SUPERSEDED
    assert decide(stored("issued", linked_superseded=True), None, superseded=True) is ReconcileAction.NOTHING
    assert decide(stored("proposed"), None, superseded=True) is ReconcileAction.LAPSE
    assert decide(stored("issued", linked_superseded=True), ONE) is ReconcileAction.CLEAR_FLAG


def test_a_flag_is_raised_once_and_never_again_for_a_basis_that_was_answered() -> None:
    flagged = stored("issued", flag="basis_changed", flag_digest=TWO.digest)
    assert decide(flagged, TWO) is ReconcileAction.NOTHING
    answered = stored("issued", answered=frozenset({TWO.digest, gone_digest(ONE)}))
    assert decide(answered, TWO) is ReconcileAction.NOTHING
    assert decide(answered, None) is ReconcileAction.NOTHING
    assert decide(answered, OTHER_DEPARTMENT) is ReconcileAction.FLAG_CHANGED


def test_a_flag_goes_when_the_facts_come_back() -> None:
    flagged = stored("issued", flag="basis_gone", flag_digest=gone_digest(ONE))
    assert decide(flagged, None) is ReconcileAction.NOTHING
    assert decide(flagged, ONE) is ReconcileAction.CLEAR_FLAG
    assert decide(flagged, TWO) is ReconcileAction.FLAG_CHANGED


def test_a_revoked_decision_flagged_once_when_the_condition_returns() -> None:
    again = stored("revoked", flag="proposed_again", flag_digest=ONE.digest)
    assert decide(again, ONE) is ReconcileAction.NOTHING
    assert (
        decide(stored("revoked", was_proposed=False, answered=frozenset({ONE.digest})), ONE) is ReconcileAction.NOTHING
    )


def test_the_digest_does_not_depend_on_order_or_revision() -> None:
    turned = Basis(dict(reversed(list(TWO.fingerprints.items()))), {"A": "7", "B": "8"})
    assert turned.digest == TWO.digest
    assert TWO.digest != ONE.digest
