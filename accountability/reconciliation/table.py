"""The table of reconciliation (escalation.md, "Reconciliation") as a pure function.

Compare one stored decision with what the rules say now and return one action.

Nothing here reads or writes; ``run.py`` applies the actions under its lock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

#: States in which people have not issued anything: the engine may still change or take back the decision.
BEFORE_ISSUE = frozenset({"proposed", "expected", "drafting"})
#: Ends that people have set on something issued.
ENDED = frozenset({"lifted", "expired", "closed"})


class ReconcileAction(StrEnum):
    """What reconciliation does with one decision."""

    NOTHING = "nothing"
    CREATE = "create"
    MOVE_POINTER = "move_pointer"
    UPDATE_BASIS = "update_basis"
    LAPSE = "lapse"
    REOPEN = "reopen"
    FLAG_CHANGED = "flag_changed"
    FLAG_GONE = "flag_gone"
    FLAG_AGAIN = "flag_again"
    LINK_SUPERSEDED = "link_superseded"
    CLEAR_FLAG = "clear_flag"


@dataclass(frozen=True)
class Basis:
    """The accidents counted: code → fingerprint (production, level, place, department) and code → revision."""

    fingerprints: Mapping[str, str]
    revisions: Mapping[str, str]

    def same_as(self, other: Basis) -> bool:
        """The same accidents, each with the same production, level, place and department."""
        return dict(self.fingerprints) == dict(other.fingerprints)

    @property
    def digest(self) -> str:
        """64 hex digits that identify this basis, whatever the order and the revisions."""
        return digest_of(f"{code}={mark}" for code, mark in self.fingerprints.items())


@dataclass(frozen=True)
class Stored:
    """What is kept of one decision.

    ``number_taken``: its letter has a document number and is being printed; it is then treated as issued.
    ``was_proposed``: whether the rules still asked for it when last reconciled.  ``flag`` is the open flag, empty when
    none, raised for the basis ``flag_digest``; ``answered`` the digests for which a person has answered a flag.
    """

    status: str
    basis: Basis
    number_taken: bool = False
    was_proposed: bool = True
    flag: str = ""
    flag_digest: str = ""
    answered: frozenset[str] = frozenset()
    linked_superseded: bool = False


def decide(stored: Stored | None, proposed: Basis | None, *, superseded: bool = False) -> ReconcileAction:
    """Return the action for one key.

    ``proposed`` is the basis the rules give now, ``None`` when they no longer ask for it; ``superseded`` says that a
    graver measure now holds for the same recipient and accident.
    """
    if stored is None:
        return ReconcileAction.CREATE if proposed is not None else ReconcileAction.NOTHING
    if stored.status == "lapsed":
        return ReconcileAction.REOPEN if proposed is not None else ReconcileAction.NOTHING
    if stored.status == "declined":
        changed = proposed is not None and not stored.basis.same_as(proposed)
        return ReconcileAction.REOPEN if changed else ReconcileAction.NOTHING
    if stored.status == "revoked":
        return _revoked(stored, proposed)
    if stored.status in ENDED:
        return _ended(stored, proposed)
    if stored.status in BEFORE_ISSUE and not stored.number_taken:
        return _before_issue(stored, proposed)
    return _in_life(stored, proposed, superseded)


def gone_digest(stored: Basis) -> str:
    """The digest under which “the basis is gone” is flagged and answered."""
    return digest_of([f"gone:{stored.digest}"])


def digest_of(parts: Iterable[str]) -> str:
    """SHA-256 of the parts in order of code point."""
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()


def _before_issue(stored: Stored, proposed: Basis | None) -> ReconcileAction:
    if proposed is None:
        return ReconcileAction.LAPSE
    if not stored.basis.same_as(proposed):
        return ReconcileAction.UPDATE_BASIS
    return (
        ReconcileAction.MOVE_POINTER
        if dict(stored.basis.revisions) != dict(proposed.revisions)
        else ReconcileAction.NOTHING
    )


def _in_life(stored: Stored, proposed: Basis | None, superseded: bool) -> ReconcileAction:
    if proposed is None and superseded:
        return ReconcileAction.NOTHING if stored.linked_superseded else ReconcileAction.LINK_SUPERSEDED
    if proposed is None:
        return _raise(stored, "basis_gone", gone_digest(stored.basis), ReconcileAction.FLAG_GONE)
    if stored.basis.same_as(proposed):
        return ReconcileAction.CLEAR_FLAG if stored.flag or stored.linked_superseded else ReconcileAction.NOTHING
    return _raise(stored, "basis_changed", proposed.digest, ReconcileAction.FLAG_CHANGED)


def _revoked(stored: Stored, proposed: Basis | None) -> ReconcileAction:
    if proposed is None:
        return ReconcileAction.CLEAR_FLAG if stored.flag else ReconcileAction.NOTHING
    if stored.was_proposed and stored.basis.same_as(proposed):
        return ReconcileAction.NOTHING
    return _raise(stored, "proposed_again", proposed.digest, ReconcileAction.FLAG_AGAIN)


def _ended(stored: Stored, proposed: Basis | None) -> ReconcileAction:
    if proposed is None or not set(proposed.fingerprints) - set(stored.basis.fingerprints):
        return ReconcileAction.CLEAR_FLAG if stored.flag else ReconcileAction.NOTHING
    return _raise(stored, "basis_changed", proposed.digest, ReconcileAction.FLAG_CHANGED)


def _raise(stored: Stored, flag: str, digest: str, action: ReconcileAction) -> ReconcileAction:
    """Raise a flag once for a basis, and never again after a person has answered it."""
    if digest in stored.answered:
        return ReconcileAction.CLEAR_FLAG if stored.flag else ReconcileAction.NOTHING
    return ReconcileAction.NOTHING if (stored.flag, stored.flag_digest) == (flag, digest) else action
