"""Every write of uploaded files."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction

from foundation.audit.services import record
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode
from foundation.files.checks import check_file, clean_name, refusal
from foundation.files.models import Attachment

MOST_FILES = 20


@transaction.atomic
def attach(*, user: Any, owner: models.Model, upload: UploadedFile, act: str, division_code: str = "") -> Attachment:
    """Hang an uploaded file on a stored object; ``act`` is the right that the person needs on that object.

    The same bytes under the same name are kept once. Raises ``DomainError("bad_file")`` with a message for the field
    ``attachments`` when name, size and content do not agree, ``NotPermitted``.
    """
    require(user, act, on=owner)
    name = clean_name(upload.name or "")
    content_type = check_file(name, upload.size or 0, cast(BinaryIO, upload.file))
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    there = Attachment.objects.filter(owner_type=owner._meta.label_lower, owner_id=owner.pk)
    same = there.filter(sha256=digest.hexdigest(), name=name).first()
    if same is not None:
        return same
    if there.count() >= MOST_FILES:
        raise refusal(f"附件最多 {MOST_FILES} 个，请先删去不用的。")
    attachment = Attachment(
        owner_type=owner._meta.label_lower,
        owner_id=owner.pk,
        name=name,
        content_type=content_type,
        size=upload.size or 0,
        sha256=digest.hexdigest(),
        uploaded_by=user,
        uploaded_at=clock.now(),
    )
    upload.seek(0)
    attachment.file.save(f"{uuid.uuid4().hex}.{name.rpartition('.')[2]}", upload, save=False)
    attachment.full_clean()
    attachment.save()
    record(
        user=user,
        act=act,
        obj=owner,
        division_code=division_code,
        message=f"上传附件“{name}”。",
        data={"sha256": digest.hexdigest()},
    )
    return attachment


@transaction.atomic
def remove(*, user: Any, attachment: Attachment, owner: models.Model, act: str, division_code: str = "") -> None:
    """Take a file away from its object; the bytes go when the transaction has been kept."""
    require(user, act, on=owner)
    if (attachment.owner_type, attachment.owner_id) != (owner._meta.label_lower, owner.pk):
        raise DomainError(ErrorCode.NOT_FOUND, "这个附件不在这里。")
    record(user=user, act=act, obj=owner, division_code=division_code, message=f"删除附件“{attachment.name}”。")
    _drop([attachment])


@transaction.atomic
def delete_files_of(owner: models.Model) -> int:
    """Delete all files of an object that is itself being deleted; part of the caller's act. Returns their number."""
    files = list(Attachment.objects.filter(owner_type=owner._meta.label_lower, owner_id=owner.pk))
    _drop(files)
    return len(files)


def _drop(files: list[Attachment]) -> None:
    for attachment in files:
        storage, stored_name = attachment.file.storage, attachment.file.name
        attachment.delete()
        transaction.on_commit(lambda storage=storage, name=stored_name: storage.delete(name))  # type: ignore[misc]
