"""What must be read on the page, part by part and in reading order, written down apart from the code that draws it."""

from __future__ import annotations

from collections.abc import Iterator

from documents.typesetting.content.blocks import (
    AttachmentNote,
    Block,
    DocumentContent,
    FormKind,
    Heading1,
    Heading2,
    Table,
)
from documents.typesetting.content.wording import official_date

NAMED = {Heading1: "heading1", Heading2: "heading2"}


def expected_parts(content: DocumentContent, *, moved: bool = False) -> Iterator[tuple[str, str]]:
    """Part names and texts; `moved`: 主送 stands in the imprint. Cells of tables are read apart."""
    yield from _head(content)
    for line in content.title_lines:
        yield "title", line
    if content.main_recipients and not moved:
        yield "recipients", f"{content.main_recipients}："
    for block in content.blocks:
        yield from _block(block)
    for each in content.attendance:
        yield "attendance_label", f"{each.label}："
        yield "attendance", each.names
    yield from _ending(content)
    yield from _attachments(content)
    yield from _imprint(content, moved)


def _ending(content: DocumentContent) -> Iterator[tuple[str, str]]:
    if content.form != FormKind.MINUTES:
        yield "signature", content.signature
        yield "date", _date(content)
    if content.note:
        yield "note", f"（{content.note}）"


def _attachments(content: DocumentContent) -> Iterator[tuple[str, str]]:
    for number, attachment in enumerate(content.attachments, 1):
        yield "attached_label", f"附件{number}" if len(content.attachments) > 1 else "附件"
        for line in attachment.title_lines:
            yield "attached_title", line
        for block in attachment.blocks:
            yield from _block(block)


def _imprint(content: DocumentContent, moved: bool) -> Iterator[tuple[str, str]]:
    if moved:
        yield "moved", f"主送：{content.main_recipients}。"
    if content.copies_to:
        yield "copies", f"抄送：{content.copies_to}。"
    if content.printed_by and content.form != FormKind.LETTER:
        assert content.printed_on is not None
        yield "printed", f"{content.printed_by}{official_date(content.printed_on)}印发"


def _head(content: DocumentContent) -> Iterator[tuple[str, str]]:
    corner = [("copy_number", content.copy_number), ("urgency", content.urgency)]
    corner = [each for each in corner if each[1]]
    if content.form == FormKind.LETTER:
        yield "mark", content.issuer_mark
        yield from corner[:1]
        yield "number", content.document_number
        yield from corner[1:]
        return
    yield from corner
    yield "mark", content.issuer_mark
    names = content.signer.split()
    if len(names) > 1:
        rows = ["".join(names[at : at + 2]) for at in range(0, len(names), 2)]
        rows[0] = f"签发人：{rows[0]}"
        for row in rows[:-1]:
            yield "signer", row
        yield "number", content.document_number
        yield "signer", rows[-1]
        return
    yield "number", content.document_number
    if names:
        yield "signer", f"签发人：{names[0]}"
    if content.form == FormKind.MINUTES:
        if content.signature:
            yield "keeper", content.signature
        yield "kept_on", _date(content)


def _block(block: Block) -> Iterator[tuple[str, str]]:
    if isinstance(block, AttachmentNote):
        many = len(block.names) > 1
        for number, name in enumerate(block.names, 1):
            lead = "附件：" if number == 1 else ""
            yield "attachment", f"{lead}{f'{number}.' if many else ''}{name}"
    elif isinstance(block, Table):
        if block.caption:
            yield "caption", block.caption
    else:
        yield NAMED.get(type(block), "body"), block.text


def _date(content: DocumentContent) -> str:
    assert content.dated_on is not None
    return official_date(content.dated_on)


def all_blocks(content: DocumentContent) -> list[Block]:
    """The blocks of the text and of all attachments, in order."""
    return [*content.blocks, *(block for attachment in content.attachments for block in attachment.blocks)]
