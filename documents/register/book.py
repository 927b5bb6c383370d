"""发文登记簿: all numbers ever taken, as read by the page, its export and the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from documents.models import DocumentRecipient, RegisterEntry, reads_all
from documents.numbering.numbers import format_number
from documents.workflow.revoking import revoking_number
from documents.workflow.selectors import units_of
from foundation.accounts.models import User
from foundation.common.errors import NotPermitted
from foundation.common.people import Person

#: States of entries whose document has an original.
WITH_ORIGINAL = (RegisterEntry.State.ISSUED, RegisterEntry.State.PARTLY_REVOKED, RegisterEntry.State.REVOKED)


def require_keeper(user: Person) -> None:
    """Raise ``NotPermitted`` unless the user reads documents city-wide.

    The number register is internal to the bureau.
    """
    if not reads_all(user):
        raise NotPermitted("发文登记簿由市局掌管。您单位收到的公文请看“公文”。")


def entries_of(user: User) -> QuerySet[RegisterEntry]:
    """Return the entries that ``user`` may see, annotated with counts of recipients.

    Counts of units that must acknowledge and reply, and have: ``asked``, ``acknowledged``, ``to_reply``, ``replied``.
    ``revoked_by`` is the number of the revoking 通知.
    """
    return (
        RegisterEntry.objects.visible_to(user)
        .select_related(
            "series",
            "document__drafted_by",
            "document__reviewed_by",
            "document__signed_by",
            "reserved__reserved_by",
        )
        .annotate(
            asked=_units(must_acknowledge=True),
            acknowledged=_units(must_acknowledge=True, acknowledged_at__isnull=False),
            to_reply=_units(must_reply=True),
            replied=_units(must_reply=True, replied_at__isnull=False),
            revoked_by=revoking_number("document__"),
        )
    )


def number_of(row: Any) -> str:
    """Return the number as printed, or as it would have been printed."""
    own = row.document.document_number if row.document else ""
    return own or format_number(row.series.agency_code, row.year, row.number)


def title_of(row: Any) -> str:
    """Return the document's title, or what the number was reserved for."""
    if row.document:
        return str(row.document.title)
    return f"（预留：{row.reserved.reason}）" if row.state == "reserved" else f"（未用：{row.reserved.reason}）"


def note_of(row: Any) -> str:
    """Return why a number was voided or reserved, or a document revoked."""
    if row.document:
        if row.state == "voided":
            return f"作废：{row.document.return_reason}"
        if row.state == "partly_revoked":
            return f"由{row.revoked_by}撤销部分内容"
        return f"由{row.revoked_by}撤销：{row.document.revoked_reason}" if row.state == "revoked" else ""
    return f"作废：{row.reserved.void_reason}" if row.state == "voided" else ""


def _units(**filters: Any) -> Coalesce:
    return units_of(DocumentRecipient.objects.filter(**filters), document="document")
