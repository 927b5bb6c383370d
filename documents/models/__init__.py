"""What is stored of official documents: series and kinds, documents and their versions, recipients, countersigning."""

from documents.models.document import (
    Document,
    DocumentVersion,
    frozen_name,
    frozen_storage,
)
from documents.models.letter import CorrespondenceLetter, LetterQuerySet
from documents.models.reach import reads_all, recipients_in_reach
from documents.models.recipient import Countersignature, DocumentRecipient
from documents.models.register import RegisterEntry
from documents.models.series import (
    DocumentKind,
    NumberCounter,
    NumberSeries,
    ReservedNumber,
)
from documents.models.working_copy import WorkingCopy

__all__ = [
    "CorrespondenceLetter",
    "Countersignature",
    "Document",
    "DocumentKind",
    "DocumentRecipient",
    "DocumentVersion",
    "LetterQuerySet",
    "NumberCounter",
    "NumberSeries",
    "RegisterEntry",
    "ReservedNumber",
    "WorkingCopy",
    "frozen_name",
    "frozen_storage",
    "reads_all",
    "recipients_in_reach",
]
