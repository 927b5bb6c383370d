"""Reading uploaded files."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from django.db import models

from foundation.files.models import Attachment, AttachmentQuerySet


def files_of(owner: models.Model) -> AttachmentQuerySet:
    """Return the files of one object, oldest first; the caller has checked that the object itself may be seen."""
    return Attachment.objects.of(owner).select_related("uploaded_by")


def files_by_owner(model: type[models.Model], ids: Collection[int]) -> dict[int, list[Attachment]]:
    """Return the files of several objects of one model by their ids, oldest first, in one query.

    The caller has checked that the objects may be seen.
    """
    found: dict[int, list[Attachment]] = {}
    if ids:
        owner_type = ContentType.objects.get_for_model(model)
        for file in Attachment.objects.filter(owner_type=owner_type, owner_id__in=ids):
            found.setdefault(file.owner_id, []).append(file)
    return found
