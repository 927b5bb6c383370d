"""Reading documents: what waits for whom, how far one is, who has acknowledged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from documents.actions import DOCUMENT_ACTIONS, EDITABLE
from documents.models import (
    Countersignature,
    Document,
    DocumentRecipient,
    reads_all,
    recipients_in_reach,
)
from documents.workflow.file_purposes import RECEIPT_SCAN, REPLY_FILE, REPLY_SCAN
from foundation.accounts.models import User
from foundation.audit.selectors import history_of
from foundation.common import clock
from foundation.common.actions import OfferedAction
from foundation.common.errors import NotPermitted
from foundation.files.models import Attachment
from foundation.files.selectors import files_by_owner
from foundation.ui.timeline import Step, StepState

S = Document.Status


def require_office(user: User, paper: str) -> None:
    """Raise ``NotPermitted`` unless ``user`` reads documents city-wide; ``paper`` is what the others do not see."""
    if not reads_all(user):
        raise NotPermitted(f"{paper}由市局留存，收文单位不看。")


def listed_for(user: User) -> QuerySet[Document]:
    """Documents that ``user`` may see with how many units must acknowledge and have, for the list: all units for city
    staff, else only those below the user or that the user receives for."""
    must = DocumentRecipient.objects.filter(recipients_in_reach(user), must_acknowledge=True)
    return (
        Document.objects.visible_to(user)
        .select_related("series", "drafted_by", "signed_by")
        .annotate(asked=units_of(must), acknowledged=units_of(must.filter(acknowledged_at__isnull=False)))
    )


def units_of(rows: QuerySet[DocumentRecipient], *, document: str = "pk") -> Coalesce:
    """To annotate documents with how many of ``rows`` are theirs.

    A subquery, evaluated for the rows of a page only and not when they are counted. ``document`` is the lookup of the
    document's key on rows of another model.
    """
    own = rows.filter(document=OuterRef(document)).order_by().values("document")
    return Coalesce(Subquery(own.annotate(total=Count("pk")).values("total")), 0)


def receipts_for(user: User, document: Document) -> list[DocumentRecipient]:
    """Rows of the document that ``user`` may acknowledge now: of the own unit or of one it receives for."""
    if document.status != S.ISSUED or not user.may("document.acknowledge"):
        return []
    rows = document.recipients.awaiting_receipt().of_units(user, "document.acknowledge")
    return list(rows.select_related("organization"))


def recipients_of(user: User, document: Document) -> list[DocumentRecipient]:
    """Units of the document with their receipts, as far as the user may see them."""
    rows = list(recipients_seen_by(user).filter(document=document).order_by("pk"))
    files = files_of_rows(rows)
    for row in rows:
        row.document = document
        row.scans = [  # type: ignore[attr-defined]
            file for file in files.get(row.pk, []) if file.purpose == RECEIPT_SCAN.code
        ]
    return rows


def reply_files(row: DocumentRecipient, files: dict[int, list[Attachment]]) -> list[Attachment]:
    """What of the row's files belongs to its reply: what the unit attached, or the scan of a reply on paper."""
    return [file for file in files.get(row.pk, []) if file.purpose in (REPLY_FILE.code, REPLY_SCAN.code)]


def files_of_rows(rows: list[DocumentRecipient]) -> dict[int, list[Attachment]]:
    """Files of these rows, oldest first, by row, in one query; the caller has checked who sees the rows."""
    return files_by_owner(DocumentRecipient, [row.pk for row in rows if row.on_paper or row.replied_at])


def recipients_seen_by(user: User) -> QuerySet[DocumentRecipient]:
    """Rows of receipt that the user may see, with unit and who acknowledged."""
    return DocumentRecipient.objects.visible_to(user).select_related("organization", "acknowledged_by")


def within_reach(rows: QuerySet[Any], user: User, act: str) -> QuerySet[Any]:
    """Those of ``rows`` that the user's right to ``act`` reaches, by the model's ``scope_lookups``.

    For confirm pages: what lies outside is not there.
    """
    return rows.filter(user.scope_for(act).q(**rows.model.scope_lookups))


def steps_of(document: Document, recipients: Sequence[DocumentRecipient]) -> list[Step]:
    """起草, 审核, 签发, 印发取号, 签收: where the document stands, with the day of each step that is done.

    ``recipients`` are the rows of receipt that the reader may see; 签收 is shown of these.
    """
    receipts = [row for row in recipients if row.must_acknowledge]
    acknowledged = [row.acknowledged_at for row in receipts if row.acknowledged_at]
    done = [
        document.submitted_at if document.status not in EDITABLE else None,
        document.reviewed_at,
        document.signed_at,
        document.rendered_at,
        max(acknowledged) if receipts and len(acknowledged) == len(receipts) else None,
    ]
    labels = ["起草", "审核", "签发", "印发取号", "签收"]
    if document.number is not None and not receipts:  # an upward document: nobody in the portal will ever acknowledge
        labels, done = labels[:-1], done[:-1]
    steps: list[Step] = []
    current_found = document.status in (S.VOIDED, S.REVOKED)
    for index, (label, moment) in enumerate(zip(labels, done, strict=True)):
        if moment is not None:
            day = clock.local(moment)
            steps.append(Step(label, StepState.DONE, f"{day.month}月{day.day}日"))
        elif current_found:
            steps.append(Step(label))
        else:
            state = StepState.BACK if index == 0 and document.status == S.RETURNED else StepState.NOW
            note = f"{len(acknowledged)}/{len(receipts)}" if index == 4 and receipts else ""
            steps.append(Step(label, state, note))
            current_found = True
    return steps


def actions_for(user: User, document: Document) -> list[OfferedAction]:
    """What ``user`` may do with the document in its present state, the main action first."""
    return DOCUMENT_ACTIONS.offered(user, document, state=document.status, key=document.pk)


def may_edit(user: User, document: Document) -> bool:
    """Whether the user may change the text: it is not submitted, and the role drafts documents."""
    return DOCUMENT_ACTIONS.is_available("edit", user, document, state=document.status)


def may_choose_recipients(user: User, document: Document) -> bool:
    """Whether the user may change the units: only of a kind that is begun from nothing, others follow their matter."""
    return DOCUMENT_ACTIONS.is_available("recipients", user, document, state=document.status)


def drafts_of(user: User) -> QuerySet[Document]:
    """The user's own documents that are not submitted."""
    return Document.objects.visible_to(user).filter(drafted_by=user, status__in=EDITABLE).order_by("-drafted_at")


def to_sign() -> Q:
    """Passed by the reviewer and not signed yet: 待签发, wherever it is counted or listed."""
    return Q(status=S.IN_REVIEW, reviewed_at__isnull=False)


def partly_revoked() -> Q:
    """In force with a part of it revoked: 部分撤销, wherever it is counted or listed."""
    return Q(status=S.ISSUED, partly_revoked_by__len__gt=0)


def waiting_for_signature(user: User) -> QuerySet[Document]:
    """Documents of every kind that wait for a leader's signature, the longest waiting first."""
    return Document.objects.visible_to(user).filter(to_sign()).order_by("reviewed_at", "pk")


def waiting_for(user: User) -> int:
    """How many documents wait for an act of this person, for the count in the navigation; each is counted once."""
    visible = Document.objects.visible_to(user).order_by().values("pk")
    first, *others = [visible.filter(condition) for condition in _waiting_for(user)] or [visible.none()]
    return first.union(*others).count()


def _waiting_for(user: User) -> Iterator[Q]:
    """Yield what waits for the person by each right of theirs; one query for each finds it by an index of its own."""
    recipients = DocumentRecipient.objects
    if user.may("document.draft"):
        yield Q(status__in=EDITABLE, drafted_by=user)
    if user.may("document.review"):
        yield Q(status=S.IN_REVIEW, reviewed_at=None)
    if user.may("document.sign"):
        yield to_sign()
    if user.may("document.issue"):
        yield Q(status=S.SIGNED)
    if user.may("document.acknowledge"):
        unsigned = recipients.awaiting_receipt().of_units(user, "document.acknowledge")
        yield Q(status=S.ISSUED, pk__in=unsigned.values("document_id"))
    if user.may("document.reply"):
        owed = recipients.awaiting_reply().of_units(user, "document.reply")
        yield Q(status=S.ISSUED, pk__in=owed.values("document_id"))
    if user.may("document.countersign"):
        scope = user.scope_for("document.countersign")
        asked = Countersignature.objects.filter(scope.q(organization="organization_id"), opinion="")
        yield Q(status__in=[*EDITABLE, S.IN_REVIEW], pk__in=asked.values("document_id")) & ~Q(drafted_by=user)


def revoked_by(document: Document) -> str:
    """Number of the document that revoked this one, or of those that revoked a part of it; else empty."""
    if document.is_partly_revoked:
        return "、".join(document.partly_revoked_by)
    if document.status != Document.Status.REVOKED:
        return ""
    event = history_of(document).filter(act="document.revoke").first()
    return str(event.data.get("by", "")) if event else ""
