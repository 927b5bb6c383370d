"""The permission that each writing operation of the API needs, as a code of the permission table."""

from __future__ import annotations

#: Actions on a document, at documents/, letters/ and further-letters/ alike.
_DOCUMENT_ACTS = {
    "submit": "document.draft",
    "pass": "document.review",
    "return": "document.return",
    "sign": "document.sign",
    "issue": "document.issue",
    "withdraw": "document.draft",
    "void": "document.issue",
    "acknowledge": "document.acknowledge",
    "acknowledge-paper": "document.acknowledge_paper",
}
_RIGHTS = {
    "post accidents/": "accident.draft",
    "patch accidents/{code}/": "accident.correct",
    "post accidents/{code}/reports/": "accident.correct",
    "post accidents/{code}/submit/": "accident.submit",
    "post accidents/{code}/verify/": "accident.verify",
    "post accidents/{code}/return/": "accident.return",
    "post decisions/{id}/approve/": "decision.approve",
    "post decisions/{id}/decline/": "decision.decline",
    "post decisions/{id}/send-back/": "decision.send_back",
    "post decisions/{id}/confirm/": "decision.confirm",
    "post decisions/{id}/province/": "decision.record_province",
    "post decisions/{id}/revoke/": "decision.draft_letter",
    "post decisions/{id}/lift/": "decision.draft_letter",
    "post letters/": "decision.draft_letter",
    "post further-letters/": "decision.draft_letter",
    "post further-letters/{id}/approval/": "decision.record_approval",
    "post documents/": "document.draft",
    "patch documents/{id}/": "document.draft",
    "put documents/{id}/recipients/": "document.draft",
    "post documents/{id}/revoke/": "document.draft",
    "post documents/{id}/remind/": "document.draft",
    "post documents/{id}/replies/": "document.reply",
    "post documents/{id}/reply-paper/": "document.reply_paper",
    "post documents/{id}/countersignatures/": "document.draft",
    "post documents/{id}/countersignatures/{asked}/answer/": "document.countersign",
    "post documents/{id}/countersignatures/{asked}/withdraw/": "document.draft",
    "post documents/{id}/versions/{number}/restore/": "document.draft",
    "post reserved-numbers/": "document.reserve_number",
    "post reserved-numbers/{id}/void/": "document.reserve_number",
    "post simulations/": "simulation.run",
    "post jobs/{id}/cancel/": "job.export",
    "post jobs/{id}/retry/": "job.export",
    **{
        f"post {letters}/{{id}}/{act}/": right
        for letters in ("documents", "letters", "further-letters")
        for act, right in _DOCUMENT_ACTS.items()
    },
}


def right_of(method: str, template: str) -> str:
    """Return the permission. Raises ``KeyError`` for an operation that is not listed here."""
    return _RIGHTS[f"{method} {template.removeprefix('/api/v1/')}"]
