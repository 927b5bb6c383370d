"""Reading uploaded files."""

from __future__ import annotations

from django.db import models

from foundation.files.models import Attachment, AttachmentQuerySet


def files_of(owner: models.Model) -> AttachmentQuerySet:
    """The files of one object, oldest first; the caller has checked that the object itself may be seen."""
    return Attachment.objects.filter(owner_type=owner._meta.label_lower, owner_id=owner.pk).select_related(
        "uploaded_by"
    )
