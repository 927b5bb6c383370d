"""Files of an accident: added with a draft that is saved, added to a registered accident, removed."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accidents.facts import AccidentInput
from accidents.models import Accident, Status
from accidents.services.base import lock
from accidents.services.drafts import save_draft
from foundation.accounts.models import User
from foundation.files.models import Attachment
from foundation.files.owners import Purpose
from foundation.files.services import attach, remove


def permission_on(accident: Accident) -> str:
    """Return the permission that files of an accident ask for: to write a draft, to correct a registered accident."""
    return "accident.draft" if accident.status == Status.DRAFT else "accident.correct"


#: What is photographed for a 快报.
SCENE_PHOTO = Purpose("scene_photo", "现场照片", permission_on)
#: Everything else: 认定书, 情况说明, 名单.
MATERIAL = Purpose("material", "事故材料", permission_on)


@transaction.atomic
def save_draft_with_files(
    *,
    user: User,
    facts: AccidentInput,
    uploads: Iterable[UploadedFile],
    purpose: Purpose = MATERIAL,
    accident: Accident | None = None,
    version: int | None = None,
    draft_code: str = "",
    is_quick: bool | None = None,
) -> Accident:
    """Save a draft and add its new files, both or neither. For the forms that register an accident.

    Raises what ``save_draft`` and ``add_files`` raise.
    """
    saved = save_draft(
        user=user, facts=facts, accident=accident, version=version, draft_code=draft_code, is_quick=is_quick
    )
    add_files(user=user, accident=saved, uploads=uploads, purpose=purpose)
    return saved


@transaction.atomic
def add_files(
    *, user: User, accident: Accident, uploads: Iterable[UploadedFile], purpose: Purpose = MATERIAL
) -> list[Attachment]:
    """Add uploaded files to an accident, all or none; each is recorded in the journal.

    Raises ``DomainError`` ("bad_file" with a message for ``attachments``, "draft_deleted"), ``NotPermitted``.
    """
    accident = lock(accident, None)
    return [
        attach(user=user, owner=accident, upload=upload, purpose=purpose, division_code=accident.place_code)
        for upload in uploads
    ]


@transaction.atomic
def remove_file(*, user: User, accident: Accident, attachment: Attachment) -> None:
    """Take a file away from its accident; recorded in the journal.

    Raises ``DomainError`` ("not_found" when it belongs to another, "draft_deleted"), ``NotPermitted``.
    """
    accident = lock(accident, None)
    remove(user=user, attachment=attachment, owner=accident, division_code=accident.place_code)
