"""Every write of uploaded files."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction

from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode
from foundation.files.checks import check_file, clean_name, refusal
from foundation.files.models import Attachment
from foundation.files.owners import Purpose, find_purpose

MOST_FILES = 20
#: Events of files, in the journal of the object that they belong to; they change no version of it.
ATTACHED, REMOVED = "file.attach", "file.remove"


@transaction.atomic
def attach(
    *, user: User, owner: models.Model, upload: UploadedFile, purpose: Purpose, division_code: str = ""
) -> Attachment:
    """Add an uploaded file to a stored object, for a ``purpose`` that its model registered.

    The same bytes under the same name for the same purpose are kept once. Raises ``DomainError("bad_file")`` with a
    message for the field ``attachments`` when name, size and content do not agree or the object has 20 files,
    ``NotPermitted`` without the permission of the purpose on the object.
    """
    permission = find_purpose(type(owner), purpose.code).permission_on(owner)
    require(user, permission, on=owner)
    name = clean_name(upload.name or "")
    content_type = check_file(name, upload.size or 0, cast(BinaryIO, upload.file))
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    there = Attachment.objects.of(owner)
    same = there.filter(sha256=digest.hexdigest(), name=name, purpose=purpose.code).first()
    if same is not None:
        return same
    if there.count() >= MOST_FILES:
        raise refusal(f"附件最多 {MOST_FILES} 个，请先删去不用的。")
    attachment = Attachment(
        owner=owner,
        purpose=purpose.code,
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
        act=ATTACHED,
        obj=owner,
        division_code=division_code,
        message=f"上传附件“{name}”。",
        data={"sha256": digest.hexdigest(), "purpose": purpose.code},
    )
    return attachment


@transaction.atomic
def remove(*, user: User, attachment: Attachment, owner: models.Model, division_code: str = "") -> None:
    """Take a file away from its owner; the bytes are deleted when the transaction has been kept.

    Raises ``DomainError("not_found")`` when it belongs to another object, ``NotPermitted`` without the permission of
    its purpose.
    """
    if not Attachment.objects.of(owner).filter(pk=attachment.pk).exists():
        raise DomainError(ErrorCode.NOT_FOUND, "这个附件不在这里。")
    permission = find_purpose(type(owner), attachment.purpose).permission_on(owner)
    require(user, permission, on=owner)
    record(user=user, act=REMOVED, obj=owner, division_code=division_code, message=f"删除附件“{attachment.name}”。")
    delete_with_bytes([attachment])


@transaction.atomic
def delete_files_of(owner: models.Model) -> int:
    """Delete all files of an object that is itself being deleted; part of the caller's act. Returns their number."""
    files = list(Attachment.objects.of(owner))
    delete_with_bytes(files)
    return len(files)


def delete_with_bytes(files: Iterable[Attachment]) -> None:
    """Delete rows, and their bytes when the transaction has been kept; part of the caller's act."""
    for attachment in files:
        storage, stored_name = attachment.file.storage, attachment.file.name
        attachment.delete()
        transaction.on_commit(lambda storage=storage, name=stored_name: storage.delete(name))  # type: ignore[misc]
