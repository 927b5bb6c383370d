"""The structured content of an official document: its text, not its appearance.

Use `DocumentContent` wherever a document is drafted, checked, stored or rendered; `to_dict` and
`reading.content_from_dict` are its stored form (JSON). Problems are collected and raised together as
`ContentError`, in Chinese, each naming the part of the document it concerns.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from documents.typesetting import fonts
from documents.typesetting.content.elements import (
    BLOCK_TYPES,
    DATE_PLACEHOLDER,
    NUMBER_PLACEHOLDER,
    Attachment,
    AttachmentNote,
    Attendance,
    Block,
    ContentError,
    FormKind,
    Heading1,
    Heading2,
    Lead,
    Paragraph,
    Part,
    Problem,
    SourceSpan,
    Table,
    TableColumn,
    TextBlock,
    Urgency,
    attachment_label,
)
from documents.typesetting.content.places import Path
from documents.typesetting.content.wording import official_date

__all__ = [
    "BLOCK_TYPES",
    "DATE_PLACEHOLDER",
    "NUMBER_PLACEHOLDER",
    "Attachment",
    "AttachmentNote",
    "Attendance",
    "Block",
    "ContentError",
    "DocumentContent",
    "FormKind",
    "Heading1",
    "Heading2",
    "Lead",
    "Paragraph",
    "Part",
    "Problem",
    "SourceSpan",
    "Table",
    "TableColumn",
    "TextBlock",
    "Urgency",
    "attachment_label",
    "block_to_dict",
]


@dataclass(frozen=True)
class DocumentContent:
    """Everything that is printed on the page.

    `document_number` holds `NUMBER_PLACEHOLDER` until issue; `dated_on` (成文日期) is None until signing and
    `printed_on` (印发日期) until issue. `main_recipients` is written without the closing colon, `copies_to` without
    抄送： and without the closing mark, `note` without its brackets.

    `form` decides which parts there are: 信函 prints neither 印发机关 nor 印发日期; 纪要 has neither 署名 nor seal
    (`signature`, if given, is the body that keeps the minutes and is printed in the header, left of the date) and is
    the only form with `attendance`. `signer` makes a document 上行文; several names are separated by a full-width
    space. `copy_number` is 份号 (six digits). `has_seal` False sets 署名 and date the way of documents without a seal;
    `sample_seal` draws the 样章 over them (demonstrations only).
    """

    issuer_mark: str
    document_number: str
    title_lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    signature: str
    main_recipients: str = ""
    dated_on: datetime.date | None = None
    note: str = ""
    copies_to: str = ""
    printed_by: str = ""
    printed_on: datetime.date | None = None
    signer: str = ""
    form: str = field(default=FormKind.DOCUMENT)
    copy_number: str = ""
    urgency: str = Urgency.NONE
    attendance: tuple[Attendance, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    has_seal: bool = True
    sample_seal: bool = False

    @property
    def title(self) -> str:
        """Return the title in one line."""
        return "".join(self.title_lines)

    @property
    def signers(self) -> tuple[str, ...]:
        """Return 签发人 one by one; empty unless the document is 上行文."""
        return tuple(self.signer.split())

    @property
    def is_minutes(self) -> bool:
        """Return whether this is 纪要, which is neither signed nor sealed."""
        return self.form == FormKind.MINUTES

    @property
    def is_sealed(self) -> bool:
        """Return whether a seal is applied, or space left for it."""
        return self.has_seal and not self.is_minutes

    @property
    def ends_with_seal(self) -> bool:
        """Return whether nothing stands between the sealed date and the imprint."""
        return self.is_sealed and not (self.note or self.attachments)

    @property
    def shows_sample_seal(self) -> bool:
        """Return whether the 样章 is drawn: only where a seal would be applied."""
        return self.sample_seal and self.is_sealed

    @property
    def date_text(self) -> str:
        """Return 成文日期 as printed, with a placeholder until signing."""
        return _date_text(self.dated_on)

    @property
    def printed_date_text(self) -> str:
        """Return 印发日期 as printed, with a placeholder until issue."""
        return _date_text(self.printed_on)

    def parts(self) -> Iterator[Part]:
        """Return every text of the document in reading order."""
        yield Part(("copy_number",), fonts.FANGSONG, self.copy_number)
        yield Part(("urgency",), fonts.HEITI, self.urgency)
        yield Part(("issuer_mark",), fonts.BIAOSONG, self.issuer_mark)
        yield Part(("document_number",), fonts.FANGSONG, self.document_number)
        yield Part(("signer",), fonts.KAITI, self.signer)
        for number, line in enumerate(self.title_lines):
            path = ("title_lines",) if len(self.title_lines) == 1 else ("title_lines", number)
            yield Part(path, fonts.BIAOSONG, line)
        yield Part(("main_recipients",), fonts.FANGSONG, self.main_recipients)
        for number, block in enumerate(self.blocks):
            yield from block.parts(("blocks", number))
        for number, attendance in enumerate(self.attendance):
            yield Part(("attendance", number, "label"), fonts.HEITI, attendance.label)
            yield Part(("attendance", number, "names"), fonts.FANGSONG, attendance.names)
        yield Part(("signature",), fonts.FANGSONG, self.signature)
        yield Part(("note",), fonts.FANGSONG, self.note)
        for number, attachment in enumerate(self.attachments):
            yield from attachment.parts(("attachments", number))
        yield Part(("copies_to",), fonts.FANGSONG, self.copies_to)
        yield Part(("printed_by",), fonts.FANGSONG, self.printed_by)

    def problem(self, path: Path, message: str) -> Problem:
        """Return a problem at a place of this document."""
        return Problem(path, message, is_only_attachment=len(self.attachments) == 1)

    def to_dict(self) -> dict[str, Any]:
        """Return the stored form."""
        return {
            "form": self.form,
            "copy_number": self.copy_number,
            "urgency": self.urgency,
            "issuer_mark": self.issuer_mark,
            "document_number": self.document_number,
            "signer": self.signer,
            "title_lines": list(self.title_lines),
            "main_recipients": self.main_recipients,
            "blocks": [block_to_dict(block) for block in self.blocks],
            "attendance": [{"label": each.label, "names": each.names} for each in self.attendance],
            "signature": self.signature,
            "has_seal": self.has_seal,
            "sample_seal": self.sample_seal,
            "dated_on": self.dated_on.isoformat() if self.dated_on else None,
            "note": self.note,
            "attachments": [
                {"title_lines": list(each.title_lines), "blocks": [block_to_dict(block) for block in each.blocks]}
                for each in self.attachments
            ],
            "copies_to": self.copies_to,
            "printed_by": self.printed_by,
            "printed_on": self.printed_on.isoformat() if self.printed_on else None,
        }


def _date_text(day: datetime.date | None) -> str:
    return official_date(day) if day else DATE_PLACEHOLDER


def block_to_dict(block: Block) -> dict[str, Any]:
    """Return the stored form of one block of the text or of an attachment."""
    stored: dict[str, Any] = {"kind": block.kind}
    if isinstance(block, Table):
        stored["columns"] = [
            {"title": column.title, "width": column.width, "align": column.align} for column in block.columns
        ]
        stored["rows"] = [list(row) for row in block.rows]
        stored["caption"] = block.caption
    elif isinstance(block, AttachmentNote):
        stored["names"] = list(block.names)
    else:
        stored["text"] = block.text
    if block.spans:
        stored["facts"] = [{"text": span.text, "source": span.source} for span in block.spans]
    return stored
