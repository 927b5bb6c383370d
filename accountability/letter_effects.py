"""What happens to an unissued letter when a decision in it changes or lapses: system acts of reconciliation."""

from __future__ import annotations

from accountability.models import Decision, Letter
from foundation.documents import drafting, review, voiding
from foundation.documents.models import Document
from foundation.inbox.services import send_message

_WAITING = (Document.Status.IN_REVIEW, Document.Status.SIGNED)


def reopen(letter: Letter, reason: str) -> None:
    """Send a letter under review or signed back to drafting; its signature is void; drafter and signer are told.

    A letter still in drafting stays there and its drafter is told.
    """
    document = Document.objects.select_for_update().get(pk=letter.document_id)
    told = [person for person in (document.drafted_by, document.reviewed_by, document.signed_by) if person]
    was_signed = document.status == Document.Status.SIGNED
    if document.status in _WAITING:
        review.reopen(document=document, reason=reason)
        title = "公文退回起草，原签发作废" if was_signed else "公文退回起草"
    else:
        title = "在办公文的依据有变"
    send_message(
        recipients=told,
        event=f"letter:{letter.pk}:reopened:{document.version}:{reason[:40]}",
        title=f"{title}：{document.title}",
        body=f"{reason}。请核对正文后重新送审。",
        url=f"/documents/{document.pk}/",
    )


def leave(letter: Letter, decision: Decision, reason: str) -> None:
    """Take a decision out of its letter; a letter left empty is withdrawn, any other goes back to drafting."""
    others = letter.decisions.exclude(pk=decision.pk)
    if not others.exists():
        document = Document.objects.select_for_update().get(pk=letter.document_id)
        voiding.withdraw_draft(document=document, reason=reason)
        send_message(
            recipients=[document.drafted_by],
            event=f"letter:{letter.pk}:withdrawn",
            title=f"公文已撤下：{document.title}",
            body=f"{reason}。文中已没有其他处理决定。",
            url=f"/documents/{document.pk}/",
        )
        return
    organization = decision.recipient_organization_id
    if organization and not others.filter(recipient_organization_id=organization).exists():
        drafting.remove_recipient(document=letter.document, organization_id=organization)
    reopen(letter, reason)
