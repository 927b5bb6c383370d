"""Read what people and programs write as parts of a document: cleaned, divided into blocks, with the spans they keep.

The editor's form and the API both call these, so that the same text becomes the same document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from documents.content.paste import PastedBlock, clean_paragraph, kind_of_paragraph
from documents.typesetting.content.blocks import (
    Attachment,
    AttachmentNote,
    Attendance,
    Block,
    Heading1,
    Heading2,
    Lead,
    Paragraph,
    SourceSpan,
    Table,
    TableColumn,
)
from documents.typesetting.content.limits import MOST_COLUMNS, MOST_ROWS
from documents.typesetting.content.wording import clean

_TEXT_TYPES: dict[str, Callable[..., Lead | Heading1 | Heading2 | Paragraph]] = {
    block.kind: block for block in (Lead, Heading1, Heading2, Paragraph)
}
_LINE_ENDS = re.compile(r"\s*(?:\r\n|[\n\r\v\f\x85\u2028\u2029])\s*")
_LINE_ENDS_KEPT = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


def one_line(text: str) -> str:
    """Return a cleaned text without line ends."""
    return re.sub(r"\s*\n\s*", "", clean(text))


#: How each single line of a document is read; the marks that are printed around it are left out.
LINES: dict[str, Callable[[str], str]] = {
    "main_recipients": lambda text: one_line(text).rstrip("：:"),
    "copies_to": lambda text: one_line(text).rstrip("。"),
    "note": lambda text: one_line(text).strip("（）()"),
    "urgency": one_line,
    "copy_number": one_line,
}


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a title, or the names of an attachment note, as they are broken in ``text``."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def read_attendance(text: str) -> Iterator[Attendance]:
    """Read one group of people a line: 出席：张三、李四; without a label they are present."""
    for line in text.split("\n"):
        label, mark, names = line.replace(":", "：", 1).partition("：")
        if line.strip():
            yield Attendance(label.strip(), names.strip()) if mark else Attendance("出席", line.strip())


def clean_lines(text: str) -> str:
    """Clean every line, tabs within them kept; empty lines at the ends are left out."""
    lines = [
        "\t".join(clean(cell) for cell in line.split("\t")).strip(" \t\u3000") for line in _LINE_ENDS_KEPT.split(text)
    ]
    return "\n".join(lines).strip("\n")


def clean_cell(text: str) -> str:
    """Clean the text of a cell, which is one line."""
    return clean(_LINE_ENDS.sub("", text)).replace("\t", " ")


def rows_of_text(text: str) -> list[list[str]]:
    """Return the cells of a table that is written one row a line, cells divided by tabs."""
    return [[clean_cell(cell) for cell in line.split("\t")] for line in text.split("\n") if line.strip()]


def text_of_rows(rows: Iterable[Iterable[str]]) -> str:
    """Return the cells of a table as lines of running text, for a table that becomes a paragraph."""
    return "\n".join("　".join(filter(None, row)) for row in rows)


def table_of(
    rows: Sequence[Sequence[str]], *, caption: str = "", widths: Sequence[int] = (), aligns: Sequence[str] = ()
) -> Table:
    """Return the table of cleaned cells; ``rows`` hold the titles of the columns first.

    Short rows are filled up; empty rows and columns are left out. Columns without a width or alignment get 1 and left.
    """
    wide = min(max((len(row) for row in rows), default=0), MOST_COLUMNS)
    cells = [[*row[:wide], *[""] * (wide - len(row))] for row in rows[: MOST_ROWS + 1]]
    used = [index for index in range(wide) if any(row[index] for row in cells)]
    columns = tuple(
        TableColumn(
            cells[0][index],
            widths[index] if index < len(widths) else 1,
            aligns[index] if index < len(aligns) else "left",
        )
        for index in used
    )
    body = tuple(tuple(row[index] for index in used) for row in cells[1:] if any(row))
    return Table(columns, body, caption)


def text_blocks(kind: str, text: str, known: Iterable[SourceSpan] = ()) -> list[Block]:
    """Return the blocks that a written text means: one a line, further lines recognised by their numbering.

    The names of an attachment note stand one a line. Spans of ``known`` stay with a block while their words
    stand in it.
    """
    known = tuple(known)
    text = clean_lines(text)
    if kind == AttachmentNote.kind:
        return [AttachmentNote(lines_of(text), tuple(span for span in known if span.text in text))]
    lines = [line for line in _LINE_ENDS.split(text) if line] or [""]
    # What stands on further lines was pasted, or divided by the writer.
    texts = [(kind, lines[0]), *(kind_of_paragraph(clean_paragraph(line)) for line in lines[1:])]
    return [
        _TEXT_TYPES[each_kind](each, tuple(span for span in known if span.text in each)) for each_kind, each in texts
    ]


def pasted_block(block: PastedBlock) -> Block:
    """Return the block that a pasted one means."""
    if block.kind == Table.kind:
        return table_of(block.rows)
    if block.kind == AttachmentNote.kind:
        return AttachmentNote(lines_of(block.text))
    return _TEXT_TYPES[block.kind](block.text)


def with_attachment_note(blocks: Iterable[Block], attachments: Sequence[Attachment]) -> tuple[Block, ...]:
    """Return the blocks with the note that names the bound attachments, which follows from their titles."""
    if not attachments:
        return tuple(blocks)
    note = AttachmentNote(tuple(each.title for each in attachments))
    return (*(block for block in blocks if not isinstance(block, AttachmentNote)), note)
