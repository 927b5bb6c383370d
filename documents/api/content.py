"""The text of a document over the API: parts and blocks in JSON, read and cleaned by the rules of the editor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rest_framework import serializers

from documents.content.written import (
    LINES,
    clean_cell,
    clean_lines,
    lines_of,
    one_line,
    rows_of_text,
    table_of,
    text_blocks,
    text_of_rows,
    with_attachment_note,
)
from documents.typesetting.content.blocks import (
    BLOCK_TYPES,
    Attachment,
    AttachmentNote,
    Attendance,
    Block,
    DocumentContent,
    Table,
    TableColumn,
    Urgency,
)
from documents.typesetting.content.limits import MOST_ATTACHMENTS, MOST_BLOCKS, MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS
from documents.typesetting.content.wording import clean

_LONGEST_LINE = 2000


class _Text(serializers.CharField):
    """A text that may be empty; what must not be is said by the editor's rules."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_blank": True, "required": False, "max_length": _LONGEST_LINE, **options})


class ColumnSerializer(serializers.Serializer[Any]):
    """A column of a table; ``width`` is its part of the whole."""

    title = _Text()
    width = serializers.IntegerField(required=False, min_value=1, max_value=100)
    align = serializers.ChoiceField(choices=[(value, value) for value in TableColumn.ALIGNMENTS], required=False)


class BlockSerializer(serializers.Serializer[Any]):
    """A block of text: ``text``; a table: ``columns``, ``rows``, ``caption``; an attachment_note: ``names``.

    ``origin`` is the place of the stored block it was read from: words taken from the register stay marked while they
    stand in it. A text with line ends becomes one block a line.
    """

    kind = serializers.ChoiceField(choices=[(kind, each.label) for kind, each in BLOCK_TYPES.items()])
    text = _Text(max_length=MOST_CHARACTERS)
    names = serializers.ListField(child=_Text(), required=False, max_length=MOST_ATTACHMENTS)
    columns = ColumnSerializer(many=True, required=False, max_length=MOST_COLUMNS)  # type: ignore[call-arg]
    rows = serializers.ListField(
        child=serializers.ListField(child=_Text(), max_length=MOST_COLUMNS), required=False, max_length=MOST_ROWS
    )
    caption = _Text()
    origin = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=9999)


class BoundAttachmentSerializer(serializers.Serializer[Any]):
    """An attachment bound in behind the text."""

    title_lines = serializers.ListField(child=_Text(), max_length=20)
    blocks = BlockSerializer(many=True, max_length=MOST_BLOCKS)  # type: ignore[call-arg]


class AttendanceSerializer(serializers.Serializer[Any]):
    """A line of minutes: 出席, 列席, 缺席 and who."""

    label = _Text(required=True)  # type: ignore[assignment]
    names = _Text(required=True)


class ContentSerializer(serializers.Serializer[Any]):
    """The parts of a text that its drafter writes; on a change, those that are sent are replaced."""

    title_lines = serializers.ListField(child=_Text(), required=False, min_length=1, max_length=20)
    main_recipients = _Text()
    copies_to = _Text()
    note = _Text()
    urgency = serializers.ChoiceField(choices=[(value, value) for value in Urgency.ALL], required=False)
    copy_number = _Text(max_length=20)
    attendance = AttendanceSerializer(many=True, required=False, max_length=20)  # type: ignore[call-arg]
    blocks = BlockSerializer(many=True, required=False, max_length=MOST_BLOCKS)  # type: ignore[call-arg]
    attachments = BoundAttachmentSerializer(many=True, required=False, max_length=MOST_ATTACHMENTS)  # type: ignore[call-arg]


class ShownContentSerializer(ContentSerializer):
    """The same as it is read, with what follows from series, number and signature."""

    issuer_mark = serializers.CharField(read_only=True)
    document_number = serializers.CharField(read_only=True)
    signature = serializers.CharField(read_only=True)
    signer = serializers.CharField(read_only=True)
    printed_by = serializers.CharField(read_only=True)


def content_shown(content: DocumentContent) -> dict[str, Any]:
    """The content as ``ShownContentSerializer`` describes it. The names of attachments that are bound in are left out
    of the blocks: they follow from the titles."""
    is_note_implied = bool(content.attachments)
    return {
        "title_lines": list(content.title_lines),
        "main_recipients": content.main_recipients,
        "copies_to": content.copies_to,
        "note": content.note,
        "urgency": content.urgency,
        "copy_number": content.copy_number,
        "attendance": [{"label": each.label, "names": each.names} for each in content.attendance],
        "blocks": [
            _block_shown(block, index)
            for index, block in enumerate(content.blocks)
            if not (is_note_implied and isinstance(block, AttachmentNote))
        ],
        "attachments": [
            {
                "title_lines": list(each.title_lines),
                "blocks": [_block_shown(block, index) for index, block in enumerate(each.blocks)],
            }
            for each in content.attachments
        ],
        "issuer_mark": content.issuer_mark,
        "document_number": content.document_number,
        "signature": content.signature,
        "signer": content.signer,
        "printed_by": content.printed_by,
    }


def changed_content(stored: DocumentContent, sent: Mapping[str, Any]) -> DocumentContent:
    """The stored content with the parts that were sent (the checked values of ``ContentSerializer``).

    What was sent is read as the editor reads its fields. Raises ``DomainError("content")`` later, when it is stored.
    """
    values: dict[str, Any] = {name: read(sent[name]) for name, read in LINES.items() if name in sent}
    if "title_lines" in sent:
        values["title_lines"] = _title_lines(sent["title_lines"])
    if "attendance" in sent:
        values["attendance"] = tuple(
            Attendance(one_line(each["label"]), one_line(each["names"])) for each in sent["attendance"]
        )
    attachments = stored.attachments
    if "attachments" in sent:
        attachments = tuple(_attachments(sent["attachments"], stored))
    blocks = stored.blocks
    if stored.attachments:  # the note that named them follows from those that there are now
        blocks = tuple(block for block in blocks if not isinstance(block, AttachmentNote))
    if "blocks" in sent:
        blocks = tuple(_blocks(sent["blocks"], stored.blocks))
    return replace(stored, **values, attachments=attachments, blocks=with_attachment_note(blocks, attachments))


def _title_lines(sent: Sequence[str]) -> tuple[str, ...]:
    return lines_of(clean("\n".join(sent)))


def _attachments(sent: Sequence[Mapping[str, Any]], stored: DocumentContent) -> Iterator[Attachment]:
    for number, each in enumerate(sent):
        known = stored.attachments[number].blocks if number < len(stored.attachments) else ()
        yield Attachment(_title_lines(each["title_lines"]), tuple(_blocks(each["blocks"], known)))


def _blocks(sent: Sequence[Mapping[str, Any]], stored: Sequence[Block]) -> Iterator[Block]:
    for each in sent:
        rows = _rows(each) if "columns" in each or "rows" in each else None
        if each["kind"] == Table.kind:
            yield _table(each, rows)
            continue
        origin = each.get("origin")
        known = stored[origin].spans if origin is not None and origin < len(stored) else ()
        text = "\n".join(each["names"]) if "names" in each else each.get("text", "")
        yield from text_blocks(each["kind"], text if rows is None else text_of_rows(rows), known)


def _rows(sent: Mapping[str, Any]) -> list[list[str]]:
    """The cells that were sent, the titles of the columns first."""
    titles = [column.get("title", "") for column in sent.get("columns", [])]
    return [[clean_cell(cell) for cell in row] for row in (titles, *sent.get("rows", []))]


def _table(sent: Mapping[str, Any], rows: list[list[str]] | None) -> Table:
    columns = sent.get("columns", [])
    return table_of(
        rows_of_text(clean_lines(sent.get("text", ""))) if rows is None else rows,
        caption=clean_cell(sent.get("caption", "")),
        widths=[column.get("width", 1) for column in columns],
        aligns=[column.get("align", "left") for column in columns],
    )


def _block_shown(block: Block, origin: int) -> dict[str, Any]:
    shown: dict[str, Any] = {"kind": block.kind, "origin": origin}
    if isinstance(block, Table):
        columns = [{"title": each.title, "width": each.width, "align": each.align} for each in block.columns]
        return shown | {"columns": columns, "rows": [list(row) for row in block.rows], "caption": block.caption}
    return shown | ({"names": list(block.names)} if isinstance(block, AttachmentNote) else {"text": block.text})
