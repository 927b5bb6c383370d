"""The blocks of a text as fields of a form: text areas and, for tables, a grid of cells; read back into content.

The names of the fields: ``block-2-kind``, ``block-2-text``, ``block-2-cell-0-1`` (row 0 holds the titles of the
columns), behind a prefix where they belong to an attachment (``a0-block-2-text``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from documents.content.paste import PastedBlock
from documents.content.written import (
    clean_cell,
    clean_lines,
    lines_of,
    rows_of_text,
    table_of,
    text_blocks,
    text_of_rows,
)
from documents.typesetting.content.blocks import (
    BLOCK_TYPES,
    AttachmentNote,
    Block,
    Paragraph,
    SourceSpan,
    Table,
    TableColumn,
)
from documents.typesetting.content.limits import MOST_BLOCKS, MOST_COLUMNS, MOST_ROWS
from documents.typesetting.content.wording import clean

# Beyond this a grid of fields is no help; such a table is edited as text, one row a line, cells divided by tabs.
GRID_CELLS = 240


@dataclass
class EditorTable:
    """A table as it is edited; ``rows`` hold the titles of the columns first, all of one length."""

    rows: list[list[str]]
    caption: str = ""
    widths: list[int] = field(default_factory=list)
    aligns: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        wide = min(max((len(row) for row in self.rows), default=1), MOST_COLUMNS)
        self.rows = [row[:wide] + [""] * (wide - len(row)) for row in self.rows[: MOST_ROWS + 1]] or [[""]]
        self.widths = (self.widths + [1] * wide)[:wide]
        self.aligns = (self.aligns + ["left"] * wide)[:wide]

    @classmethod
    def empty(cls) -> EditorTable:
        return cls([[""] * 3 for _ in range(3)])

    @classmethod
    def of_text(cls, text: str) -> EditorTable:
        """Of one row a line, cells divided by tabs."""
        return cls(rows_of_text(text))

    @property
    def text(self) -> str:
        return "\n".join("\t".join(row) for row in self.rows)

    @property
    def is_grid(self) -> bool:
        return len(self.rows) * len(self.rows[0]) <= GRID_CELLS

    @property
    def columns(self) -> list[tuple[int, str]]:
        return list(zip(self.widths, self.aligns, strict=True))

    def add_row(self) -> None:
        self.rows.append([""] * len(self.rows[0]))
        self.__post_init__()

    def add_column(self) -> None:
        for row in self.rows:
            row.append("")
        self.__post_init__()

    def table(self) -> Table:
        """The table these cells mean; empty rows and columns are left out."""
        return table_of(self.rows, caption=self.caption, widths=self.widths, aligns=self.aligns)


@dataclass
class EditorBlock:
    """One block as the form shows it; attachment names stand one on a line.

    ``origin`` is the place of the stored block it came from, wherever it stands now.
    """

    kind: str
    text: str = ""
    spans: tuple[SourceSpan, ...] = ()
    table: EditorTable | None = None
    error: str = ""
    origin: int | None = None

    def __post_init__(self) -> None:
        if self.kind == Table.kind and self.table is None:
            self.table, self.text = (EditorTable.of_text(self.text) if self.text.strip() else EditorTable.empty()), ""

    @classmethod
    def of(cls, block: Block, origin: int | None) -> EditorBlock:
        if isinstance(block, Table):
            rows = [[column.title for column in block.columns], *(list(row) for row in block.rows)]
            widths = [column.width for column in block.columns]
            aligns = [column.align for column in block.columns]
            return cls(block.kind, table=EditorTable(rows, block.caption, widths, aligns), origin=origin)
        text = "\n".join(block.names) if isinstance(block, AttachmentNote) else block.text
        return cls(block.kind, text, block.spans, origin=origin)

    @classmethod
    def pasted(cls, block: PastedBlock) -> EditorBlock:
        table = EditorTable([list(row) for row in block.rows]) if block.rows else None
        return cls(block.kind, block.text, table=table)

    @property
    def label(self) -> str:
        return BLOCK_TYPES[self.kind].label

    @property
    def rows(self) -> int:
        """Height of the field for its text, about 28 characters a row, where the browser does not fit it itself."""
        lines = self.text.count("\n") + 1
        return max(lines, min(12, -(-len(self.text) // 28)))

    @property
    def is_empty(self) -> bool:
        if self.table is not None:
            return not any(cell for row in self.table.rows for cell in row)
        return not self.text.strip()

    def block(self) -> Block:
        """The block of content this is."""
        if self.table is not None:
            return self.table.table()
        if self.kind == AttachmentNote.kind:
            return AttachmentNote(lines_of(self.text), self.spans)
        return BLOCK_TYPES[self.kind](self.text, self.spans)  # type: ignore[arg-type]


def read_blocks(data: Mapping[str, str], prefix: str, stored: tuple[Block, ...]) -> list[EditorBlock]:
    """The blocks as sent. A text with line ends becomes one block a line, as somebody without scripts pastes it.

    Facts of the stored text stay with a block while their words stand in it.
    """
    field_name = re.compile(rf"^{re.escape(prefix)}block-(\d{{1,4}})-(?:text|kind)$")
    indexes = sorted({int(match[1]) for name in data if (match := field_name.match(name))})
    blocks: list[EditorBlock] = []
    for index in indexes[:MOST_BLOCKS]:
        blocks += _read_block(data, f"{prefix}block-{index}-", stored)
    return blocks[:MOST_BLOCKS]


def _read_block(data: Mapping[str, str], name: str, stored: tuple[Block, ...]) -> Iterator[EditorBlock]:
    kind = data.get(f"{name}kind", Paragraph.kind)
    kind = kind if kind in BLOCK_TYPES else Paragraph.kind
    text = data.get(f"{name}text", "")
    table = _read_grid(data, name)
    if kind == Table.kind:
        if table is None and text.strip():
            table = EditorTable.of_text(clean_lines(text))
            table = EditorTable(table.rows, clean(data.get(f"{name}caption", "")), *_read_columns(data, name, table))
        yield EditorBlock(kind, table=table)
        return
    if table is not None:  # it was a table until now
        text = text_of_rows(table.rows)
    sent = data.get(f"{name}origin", "")
    origin = int(sent) if sent.isdecimal() and len(sent) < 5 and int(sent) < len(stored) else None
    known = stored[origin].spans if origin is not None else ()
    yield from (EditorBlock.of(block, origin) for block in text_blocks(kind, text, known))


def _read_grid(data: Mapping[str, str], name: str) -> EditorTable | None:
    if f"{name}cell-0-0" not in data:
        return None
    wide = next(index for index in range(MOST_COLUMNS + 1) if f"{name}cell-0-{index}" not in data)
    rows: list[list[str]] = []
    while len(rows) <= MOST_ROWS and f"{name}cell-{len(rows)}-0" in data:
        rows.append([clean_cell(data.get(f"{name}cell-{len(rows)}-{index}", "")) for index in range(wide)])
    table = EditorTable(rows)
    return EditorTable(rows, clean_cell(data.get(f"{name}caption", "")), *_read_columns(data, name, table))


def _read_columns(data: Mapping[str, str], name: str, table: EditorTable) -> tuple[list[int], list[str]]:
    widths, aligns = [], []
    for index in range(len(table.rows[0])):
        width, align = data.get(f"{name}width-{index}", ""), data.get(f"{name}align-{index}", "")
        widths.append(int(width) if width.isdecimal() and len(width) < 4 and 1 <= int(width) <= 100 else 1)
        aligns.append(align if align in TableColumn.ALIGNMENTS else "left")
    return widths, aligns
