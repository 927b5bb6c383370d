"""What is being written and not saved yet, kept on the server: a private working copy per person and document.

None of it is journalled. The journal says what people did, and this is not said yet: nobody else sees it, nothing
follows from it, and an entry every few seconds of typing would bury those that count. Saving makes a version and an
entry of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from django.db import transaction

from documents.actions import EDITABLE
from documents.content.builder import content_of
from documents.editor.form import EditorForm
from documents.models import Document, WorkingCopy
from documents.typesetting.content.blocks import DocumentContent
from documents.workflow import drafting
from documents.workflow.base import lock
from documents.workflow.selectors import may_edit
from foundation.accounts.models import User
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode

MOST_CHARACTERS = 2_000_000
#: A copy nobody came back for is let go after this time.
KEPT = dt.timedelta(days=90)
_FIELD = re.compile(
    r"^(title|main_recipients|copies_to|note|attendance|urgency|copy_number"
    r"|a\d{1,2}-title|(a\d{1,2}-)?block-\d{1,4}-(kind|text|origin|caption|(cell-\d{1,4}|width|align)-\d{1,3}))$"
)
_PAGE = re.compile(r"^[0-9a-f-]{36}$")


class WrittenElsewhere(DomainError):
    """Another open page of the same person has kept something else meanwhile; ``at`` is when."""

    def __init__(self, at: dt.datetime) -> None:
        self.at = at
        super().__init__(
            ErrorCode.ELSEWHERE,
            f"您在另一处打开的这份公文，{clock.local(at):%H:%M} 也有未保存的改动，本页的不覆盖它，只暂存本机。",
        )


@transaction.atomic
def keep(
    *, user: User, document: Document, data: Mapping[str, str], version: int, page: str, known: str = ""
) -> WorkingCopy | None:
    """Keep what stands in the editor's fields, whether or not it could be printed; None when it is the stored text.

    ``data`` is the form as sent, ``version`` the one it was opened with, ``page`` a token of the open page, ``known``
    that of the page whose copy it took up. Raises ``NotPermitted``, ``WrittenElsewhere``,
    ``DomainError("wrong_state")`` once the document is submitted, ``DomainError("too_long")``.
    """
    require(user, "document.draft", on=document)
    if not _PAGE.match(page):
        raise DomainError(ErrorCode.BAD_PAGE, "页面已过期，请重新打开。")
    document = lock(document.pk)  # a save that is on its way is waited for, or its copy would come back after it
    if document.status not in EDITABLE:
        raise DomainError(ErrorCode.WRONG_STATE, f"公文已是“{document.get_status_display()}”，不再自动保存。")
    held = WorkingCopy.objects.filter(document=document, user=user).first()
    if held is not None and held.page not in (page, known):
        raise WrittenElsewhere(held.saved_at)
    if _is_stored(document, data):
        WorkingCopy.objects.filter(document=document, user=user).delete()
        return None
    entries = {name: value for name, value in data.items() if _FIELD.match(name)}
    if sum(map(len, entries.values())) > MOST_CHARACTERS:
        raise DomainError(ErrorCode.TOO_LONG, "文稿太长，不能自动保存，请分成几份。")
    values = {"version": version, "entries": entries, "page": page, "saved_at": clock.now()}
    copy, _ = WorkingCopy.objects.update_or_create(document=document, user=user, defaults=values)
    return copy


@transaction.atomic
def save(
    *,
    user: User,
    document: Document,
    content: DocumentContent,
    version: int | None,
    page: str = "",
    known: str = "",
) -> Document:
    """Store what stands in the editor as a version, and let go of the working copy it was kept in.

    A copy that another window wrote stays. Raises what ``drafting.save_content`` raises; the copy then stays too.
    """
    document = drafting.save_content(user=user, document=document, content=content, version=version)
    let_go(user=user, document=document, pages=(page, known))
    return document


def let_go(*, user: User, document: Document, pages: tuple[str, ...] | None = None) -> None:
    """Drop the person's own working copy; with ``pages`` only one that these pages wrote."""
    rows = WorkingCopy.objects.filter(document=document, user=user)
    (rows if pages is None else rows.filter(page__in=pages)).delete()


def of(user: User, document: Document) -> WorkingCopy | None:
    """The person's own copy of a document whose text may be changed, if it says anything else than the stored text."""
    if not may_edit(user, document):
        return None
    copy = WorkingCopy.objects.visible_to(user).filter(document=document).first()
    return None if copy is None or _is_stored(document, copy.entries) else copy


def form_of(copy: WorkingCopy, document: Document) -> EditorForm:
    """The editor's form as it was left; saving it is compared with what others have stored since."""
    return EditorForm.read(copy.entries | {"version": str(copy.version)}, content_of(document))


def forget_old() -> int:
    """Remove the copies of texts that can never change again, and those nobody came back for; returns how many."""
    over = WorkingCopy.objects.filter(document__status__in=["issuing", "issued", "revoked", "voided"])
    old = WorkingCopy.objects.filter(saved_at__lt=clock.now() - KEPT)
    return int((over | old).delete()[0])


def _is_stored(document: Document, data: Mapping[str, str]) -> bool:
    stored = content_of(document)
    return EditorForm.read(data, stored).content(stored) == stored
