"""What every action for one unit of a document begins and ends with: lock, journal, to-dos, signal; and what came on
paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from documents.models import Document, DocumentRecipient
from documents.workflow import todos
from documents.workflow.base import send_signal
from foundation.accounts.models import User
from foundation.audit.locking import lock_row
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.actions import Action
from foundation.common.errors import DomainError
from foundation.common.text.normalization import clean_line
from foundation.files.checks import clean_name
from foundation.files.owners import Purpose
from foundation.files.services import attach


def lock_recipient(recipient: DocumentRecipient, document: Document) -> DocumentRecipient:
    """Return the newest stored row of a unit of ``document``, locked until the transaction ends."""
    rows = DocumentRecipient.objects.filter(document=document).select_related(
        "organization", "document__series__issuer"
    )
    return lock_row(rows, recipient.pk)


def complete_recipient_action(
    user: User, recipient: DocumentRecipient, action: Action, message: str, data: dict[str, Any] | None = None
) -> None:
    """Store the ``action`` for a unit: row, journal entry, to-dos, signal."""
    document, unit = recipient.document, recipient.organization
    recipient.full_clean(validate_unique=False, validate_constraints=False)
    recipient.save()
    record(
        user=user,
        act=action.event_code,
        obj=document,
        message=message,
        division_code=unit.division_id,
        data={"organization": unit.code} | (data or {}),
    )
    todos.settle_recipient(action, recipient)
    send_signal(user=user, document=document, action=action)


@dataclass(frozen=True)
class Paper:
    """What came on paper for a unit: the day ``on`` it is of, and its scan or the reason why there is none.

    ``act`` and ``noun`` are the words for it in sentences (签收, 签字回执).
    """

    act: str
    noun: str
    on: dt.date
    scan: UploadedFile | None = None
    no_scan_reason: str = ""

    def faults(self, recipient: DocumentRecipient) -> dict[str, str]:
        """Return what is wrong, by field (``on``, ``scan``); ``recipient`` has been served."""
        assert recipient.served_at is not None, "nothing is signed or answered before it is served"
        fields: dict[str, str] = {}
        if not clock.local(recipient.served_at).date() <= self.on <= clock.today():
            fields["on"] = f"{self.act}日期应在送达之日与今天之间。"
        if self.scan is None and not self._reason:
            fields["scan"] = f"请上传{self.noun}的扫描件；确实没有的，在下面写明原因。"
        return fields

    @property
    def moment(self) -> dt.datetime:
        """When it happened: now if it is of today, else, as only the day is known, the end of that day."""
        if self.on == clock.today():
            return clock.now()
        return clock.start_of_day(self.on + dt.timedelta(days=1)) - dt.timedelta(seconds=1)

    @property
    def proof(self) -> str:
        """Whether it was scanned, in the words of the journal."""
        if self.scan is not None:
            return f"{self.noun}扫描件“{clean_name(self.scan.name or '')}”"
        return f"没有扫描件：{self._reason.rstrip('。')}"

    @property
    def data(self) -> dict[str, str]:
        """What the journal keeps of it besides the words."""
        return {"no_scan_reason": "" if self.scan else self._reason}

    def keep_scan(self, user: User, recipient: DocumentRecipient, purpose: Purpose) -> None:
        """Keep the scan, if any, with the unit's row; what is wrong with it is said at the field ``scan``."""
        if self.scan is None:
            return
        place = recipient.organization.division_id
        try:
            attach(user=user, owner=recipient, upload=self.scan, purpose=purpose, division_code=place)
        except DomainError as error:
            raise DomainError(error.code, error.message, {"scan": error.message}) from None

    @property
    def _reason(self) -> str:
        return clean_line(self.no_scan_reason)
