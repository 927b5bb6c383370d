"""What the table of states cannot say: whether an action concerns this person and document at all."""

from __future__ import annotations

from documents.models import Document, DocumentKind
from foundation.accounts.models import User


def is_not_drafter(user: User, document: Document) -> bool:
    """Return whether somebody else drafted the document."""
    return bool(document.drafted_by_id != user.pk)


def awaits_review(user: User, document: Document) -> bool:
    """Return whether the document waits for a review, which its drafter does not make."""
    return document.reviewed_at is None and is_not_drafter(user, document)


def awaits_signature(user: User, document: Document) -> bool:
    """Return whether the document has passed the review, and another person than its drafter may sign it."""
    return document.reviewed_at is not None and is_not_drafter(user, document)


def has_failed(user: User, document: Document) -> bool:
    """Return whether the rendering of the issued text has failed."""
    return bool(document.render_error)


def has_free_kind(user: User, document: Document) -> bool:
    """Return whether the document is of a kind that is begun from nothing; others follow what they are about."""
    return DocumentKind.objects.filter(pk=document.kind, is_free=True).exists()


def may_be_revoked(user: User, document: Document) -> bool:
    """Return whether a notice of its own may revoke the document: of a free kind, and no such notice on its way."""
    return has_free_kind(user, document) and not document.revocations.exclude(status=Document.Status.VOIDED).exists()
