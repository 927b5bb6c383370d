"""Files hung on an accident: with a draft that is saved, on a registered accident, taken away again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accidents.facts import AccidentInput
from accidents.models import Accident, Status
from accidents.services.base import lock
from accidents.services.drafts import save_draft
from foundation.files.models import Attachment
from foundation.files.services import attach, remove


@transaction.atomic
def save_draft_with_files(
    *,
    user: Any,
    facts: AccidentInput,
    uploads: Iterable[UploadedFile],
    accident: Accident | None = None,
    version: int | None = None,
    draft_code: str = "",
    is_quick: bool | None = None,
) -> Accident:
    """Save a draft and hang its new files on it, both or neither. For the form of the register.

    Raises what ``save_draft`` and ``add_files`` raise.
    """
    saved = save_draft(
        user=user, facts=facts, accident=accident, version=version, draft_code=draft_code, is_quick=is_quick
    )
    add_files(user=user, accident=saved, uploads=uploads)
    return saved


@transaction.atomic
def add_files(*, user: Any, accident: Accident, uploads: Iterable[UploadedFile]) -> list[Attachment]:
    """Hang uploaded files on an accident, all or none; each is journalled.

    Raises ``DomainError`` ("bad_file" with a message for ``attachments``, "draft_deleted"), ``NotPermitted``.
    """
    accident = lock(accident, None)
    return [
        attach(user=user, owner=accident, upload=upload, act=right_on(accident), division_code=accident.place_code)
        for upload in uploads
    ]


@transaction.atomic
def remove_file(*, user: Any, accident: Accident, attachment: Attachment) -> None:
    """Take a file away from its accident, journalled.

    Raises ``DomainError`` ("not_found" when it hangs elsewhere, "draft_deleted"), ``NotPermitted``.
    """
    accident = lock(accident, None)
    remove(
        user=user,
        attachment=attachment,
        owner=accident,
        act=right_on(accident),
        division_code=accident.place_code,
    )


def right_on(accident: Accident) -> str:
    """The act of the role table that files ask for: of a draft to write it, of a registered accident to correct it."""
    return "accident.draft" if accident.status == Status.DRAFT else "accident.correct"
