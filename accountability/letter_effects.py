"""What happens to an unissued letter when a decision in it changes or lapses: system acts of reconciliation."""

from __future__ import annotations

from accountability.models import Decision, Letter
from foundation.documents import review, voiding
from foundation.documents.models import Document
from foundation.inbox.services import send_message


def reopen(letter: Letter, reason: str) -> None:
    """Back to drafting; review and signature are void, drafter, reviewer and signer are told by the document."""
    review.reopen(document=letter.document, reason=f"{reason.rstrip('。')}。请更新正文后重新送审。")


def leave(letter: Letter, decision: Decision, reason: str) -> None:
    """After a decision has left its letter: an empty one is withdrawn, any other goes back to drafting."""
    if letter.decisions.exclude(pk=decision.pk).exists():
        reopen(letter, reason)
        return
    document: Document = letter.document
    voiding.withdraw_draft(document=document, reason=reason)
    send_message(
        recipients=[document.drafted_by],
        event=f"letter:{letter.pk}:withdrawn",
        title=f"公文已撤下：{document.title}"[:200],
        body=f"{reason}。文中已没有其他处理决定。",
        url=f"/documents/{document.pk}/",
    )
