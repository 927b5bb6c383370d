"""Begin a document from nothing, and change whom such a draft is for; pages and API call the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from documents.actions.offers import has_free_kind
from documents.content.addressing import UnitGroup, main_recipients
from documents.content.builder import compose
from documents.content.paste import blocks_from_text, clean_paragraph
from documents.content.written import pasted_block
from documents.models import Document, DocumentKind, DocumentRecipient
from documents.workflow import drafting
from documents.workflow.drafting import RecipientInput
from foundation.accounts.models import User
from foundation.common import clock
from foundation.common.errors import NotPermitted
from foundation.common.text.normalization import clean_line
from foundation.organizations.models import Organization

Role = DocumentRecipient.Role
UNITS_FOLLOW = "只有直接起草的公文在送审之前能改收文单位，处理文书的收文单位随处理决定而定。"


@dataclass(frozen=True)
class ChosenUnits:
    """The units chosen for a document, from ``groups``, and what is asked of those of 主送.

    ``reply_by`` is the last day for replies; it is asked for when they must reply, and means nothing otherwise.
    """

    groups: Sequence[UnitGroup]
    main: Sequence[Organization]
    copies: Sequence[Organization] = ()
    must_acknowledge: bool = True
    must_reply: bool = False
    reply_by: dt.date | None = None

    def faults(self) -> list[tuple[str, str]]:
        """Return what is wrong with the choice: the field it is about (empty: the choice itself) and a sentence."""
        found = []
        if not self.main:
            found.append(("", "请选主送单位。"))
        if both := {unit.pk for unit in self.main} & {unit.pk for unit in self.copies}:
            name = next(unit.name for unit in self.main if unit.pk in both)
            found.append(("", f"{name}既选了主送又选了抄送，请留一处。"))
        if self.must_reply and self.reply_by is None:
            found.append(("reply_by", "请填回复期限，到期未回复的由系统提醒。"))
        if self.reply_by is not None and self.reply_by < clock.today():
            found.append(("reply_by", "回复期限已经过去，请填今天以后的日子。"))
        return found

    def recipients(self) -> list[RecipientInput]:
        """Return the units as the services take them."""
        return [RecipientInput(unit, Role.MAIN, self.must_acknowledge, self.must_reply) for unit in self.main] + [
            RecipientInput(unit, Role.COPY, self.must_acknowledge) for unit in self.copies
        ]

    @property
    def last_day(self) -> dt.date | None:
        """The last day for replies; None when nobody must reply."""
        return self.reply_by if self.must_reply else None

    @property
    def main_recipients(self) -> str:
        """主送 as the units are usually named."""
        return main_recipients(self.main, self.groups)

    @property
    def copies_to(self) -> str:
        """抄送 likewise."""
        return main_recipients(self.copies, self.groups)


def begin(
    *, user: User, kind: DocumentKind, title: str, text: str, units: ChosenUnits, main_recipients: str = ""
) -> Document:
    """Begin a document of a free kind: ``text`` one paragraph a line, 主送 as it is usually named unless it is given.

    The choice of units has no faults. Raises what ``drafting.create_document`` raises.
    """
    content = compose(
        kind.series,
        title=clean_paragraph(title),
        main_recipients=clean_line(main_recipients).rstrip("：:") or units.main_recipients,
        copies_to=units.copies_to,
        blocks=[pasted_block(block) for block in blocks_from_text(text)],
    )
    return drafting.create_document(
        user=user,
        kind=kind.code,
        kind_label=kind.label,
        series=kind.series,
        content=content,
        recipients=units.recipients(),
        reply_by=units.last_day,
    )


def change_units(
    *, user: User, document: Document, units: ChosenUnits, rewrites: bool, version: int | None
) -> Document:
    """Give a draft of a free kind other units; ``rewrites`` 主送 and 抄送 of the text as they are usually named.

    The choice of units has no faults. Raises ``NotPermitted`` for any other kind, and what ``drafting.set_recipients``
    raises.
    """
    if not has_free_kind(user, document):
        raise NotPermitted(UNITS_FOLLOW)
    return drafting.set_recipients(
        user=user,
        document=document,
        recipients=units.recipients(),
        reply_by=units.last_day,
        main_recipients=units.main_recipients if rewrites else None,
        copies_to=units.copies_to if rewrites else None,
        version=version,
    )
