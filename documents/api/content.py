"""The text of a document over the API: parts and blocks in JSON, read and cleaned by the rules of the editor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rest_framework import serializers

from documents.editor.blocks import (
    MOST_BLOCKS,
    MOST_COLUMNS,
    MOST_ROWS,
    EditorBlock,
)
from documents.editor.form import MOST_ATTACHMENTS, EditorForm
from documents.typesetting.content.blocks import (
    BLOCK_TYPES,
    AttachmentNote,
    DocumentContent,
    Paragraph,
    TableColumn,
    Urgency,
)
from documents.typesetting.content.reading import MOST_CHARACTERS

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
    form = EditorForm.of(content)
    return {
        "title_lines": list(content.title_lines),
        "main_recipients": content.main_recipients,
        "copies_to": content.copies_to,
        "note": content.note,
        "urgency": content.urgency,
        "copy_number": content.copy_number,
        "attendance": [{"label": each.label, "names": each.names} for each in content.attendance],
        "blocks": [_block_shown(block) for block in form.blocks],
        "attachments": [
            {
                "title_lines": list(each.title_lines),
                "blocks": [_block_shown(block) for block in form.attachments[index].blocks],
            }
            for index, each in enumerate(content.attachments)
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
    form, read = EditorForm.of(stored), EditorForm.read(dict(_fields(sent)), stored)
    for name in sent:
        part = "title" if name == "title_lines" else name
        setattr(form, part, getattr(read, part))
    return form.content(stored)


def _block_shown(block: EditorBlock) -> dict[str, Any]:
    shown: dict[str, Any] = {"kind": block.kind, "origin": block.origin}
    if block.table is not None:
        titles, *rows = block.table.rows
        columns = zip(titles, block.table.widths, block.table.aligns, strict=True)
        shown["columns"] = [{"title": title, "width": width, "align": align} for title, width, align in columns]
        return shown | {"rows": rows, "caption": block.table.caption}
    if block.kind == AttachmentNote.kind:
        return shown | {"names": block.text.split("\n")}
    return shown | {"text": block.text}


def _fields(sent: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What was sent, under the names of the editor's fields."""
    for name in ("main_recipients", "copies_to", "note", "urgency", "copy_number"):
        if name in sent:
            yield name, sent[name]
    yield "title", "\n".join(sent.get("title_lines", []))
    yield "attendance", "\n".join(f"{each['label']}：{each['names']}" for each in sent.get("attendance", []))
    yield from _block_fields(sent.get("blocks", []), "")
    for number, each in enumerate(sent.get("attachments", [])):
        yield f"a{number}-title", "\n".join(each["title_lines"])
        yield from _block_fields(each["blocks"], f"a{number}-")


def _block_fields(blocks: list[Mapping[str, Any]], prefix: str) -> Iterator[tuple[str, str]]:
    for index, block in enumerate(blocks):
        name = f"{prefix}block-{index}-"
        kind = block.get("kind", Paragraph.kind)
        yield f"{name}kind", kind
        if block.get("origin") is not None:
            yield f"{name}origin", str(block["origin"])
        if "columns" in block or "rows" in block:
            yield from _table_fields(block, name)
        else:
            yield f"{name}text", "\n".join(block["names"]) if "names" in block else block.get("text", "")


def _table_fields(block: Mapping[str, Any], name: str) -> Iterator[tuple[str, str]]:
    columns, rows = block.get("columns", []), block.get("rows", [])
    wide = max([len(columns), *(len(row) for row in rows), 1])
    yield f"{name}caption", block.get("caption", "")
    for index in range(wide):
        column = columns[index] if index < len(columns) else {}
        yield f"{name}cell-0-{index}", column.get("title", "")
        yield f"{name}width-{index}", str(column.get("width", 1))
        yield f"{name}align-{index}", column.get("align", "left")
        for number, row in enumerate(rows, 1):
            yield f"{name}cell-{number}-{index}", row[index] if index < len(row) else ""
