"""What is stored of official documents: series and kinds, documents and their versions, recipients, countersigning."""

from foundation.documents.models.document import (
    Document,
    DocumentVersion,
    frozen_name,
    frozen_storage,
    recipients_in_reach,
)
from foundation.documents.models.recipient import Countersignature, DocumentRecipient
from foundation.documents.models.register import RegisterEntry
from foundation.documents.models.series import DocumentKind, NumberCounter, NumberSeries, ReservedNumber
from foundation.documents.models.working_copy import WorkingCopy

__all__ = [
    "Countersignature",
    "Document",
    "DocumentKind",
    "DocumentRecipient",
    "DocumentVersion",
    "NumberCounter",
    "NumberSeries",
    "RegisterEntry",
    "ReservedNumber",
    "WorkingCopy",
    "frozen_name",
    "frozen_storage",
    "recipients_in_reach",
]
