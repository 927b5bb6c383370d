"""The life of a document: one table of all moves."""

from __future__ import annotations

from documents.models import Document
from foundation.common.transitions import Transition, TransitionTable

S = Document.Status


def _move(act: str, sources: list[Document.Status], target: Document.Status) -> Transition:
    return Transition(act, frozenset(source.value for source in sources), target.value)


DOCUMENT_TRANSITIONS = TransitionTable(
    [
        _move("edit", [S.DRAFT, S.RETURNED], S.DRAFT),
        _move("submit", [S.DRAFT, S.RETURNED], S.IN_REVIEW),
        _move("pass", [S.IN_REVIEW], S.IN_REVIEW),
        _move("return", [S.IN_REVIEW, S.SIGNED], S.RETURNED),
        _move("reopen", [S.DRAFT, S.RETURNED, S.IN_REVIEW, S.SIGNED], S.DRAFT),
        _move("sign", [S.IN_REVIEW], S.SIGNED),
        _move("issue", [S.SIGNED], S.ISSUING),
        _move("freeze", [S.ISSUING], S.ISSUED),
        _move("withdraw", [S.DRAFT, S.RETURNED], S.VOIDED),
        # Of the system alone: a document that has nothing left to say ends wherever it stands.
        _move("take_down", [S.DRAFT, S.RETURNED, S.IN_REVIEW, S.SIGNED], S.VOIDED),
        _move("void_number", [S.ISSUING], S.VOIDED),
        _move("revoke", [S.ISSUED], S.REVOKED),
    ],
    labels=dict(S.choices),
)
