"""Tables: the header repeated on every page, rows never divided, cells in 小四."""

from __future__ import annotations

from typing import Any

from documents.docx.ooxml import element, twips
from documents.docx.paragraphs import (
    LINE_TWIPS,
    Face,
    Look,
    add_run,
    set_look,
)
from documents.typesetting import fonts, grid
from documents.typesetting import tables as layout
from documents.typesetting.content.blocks import Table
from documents.typesetting.rendering import configured_stack
from documents.typesetting.tables import column_widths
from documents.typesetting.typesetter import Setter

_HEAD = Face(fonts.HEITI, grid.TABLE_SIZE, step=False)
_CELL = Face(fonts.SONGTI, grid.TABLE_SIZE, step=False)
_PADDING_TWIPS = 80
_BORDER_TWIPS = 15
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def add_table(word: Any, block: Table) -> None:
    """Add the caption and the table over the whole width. Written as XML cell by cell: python-docx takes seconds."""
    if block.caption:
        caption = word.add_paragraph()
        set_look(caption, Look(align="center", keeps_next=True))
        add_run(caption, block.caption, Face(fonts.HEITI))
    table = word.add_table(rows=0, cols=0)
    properties = table._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    widths = _widths(block)
    header, *heights = _heights(block)
    properties.append(element("tblW", w=sum(widths), type="dxa"))
    # Without it the text of the first column is at the margin, and the border beyond.
    properties.append(element("tblInd", w=_PADDING_TWIPS, type="dxa"))
    borders = element("tblBorders")
    for side in _SIDES:
        borders.append(element(side, val="single", sz=_BORDER_TWIPS * 8 // 20, space=0, color="000000"))
    properties.append(borders)
    properties.append(element("tblLayout", type="fixed"))
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=_PADDING_TWIPS, type="dxa"))
    properties.append(margins)
    for width in widths:
        table._tbl.tblGrid.append(element("gridCol", w=width))
    titles = tuple(column.title for column in block.columns)
    _add_row(table, titles, widths, ("center",) * len(titles), header, is_head=True)
    aligns = tuple(column.align for column in block.columns)
    for row, height in zip(block.rows, heights, strict=True):
        _add_row(table, row, widths, aligns, height)


def _widths(block: Table) -> list[int]:
    widths = [twips(width) for width in column_widths(block.columns)]
    widths[-1] += twips(grid.WIDTH) - sum(widths)
    return widths


def _heights(block: Table) -> list[int]:
    """Return the whole lines of the grid that the header and each row take, as on the printed page."""
    piece = layout.table(Setter(configured_stack()), block)
    first = piece.heights[0] - piece.header - bool(block.caption)
    return [piece.header, first, *piece.heights[1:]]


def _add_row(
    table: Any, texts: tuple[str, ...], widths: list[int], aligns: tuple[str, ...], lines: int, *, is_head: bool = False
) -> None:
    from docx.text.paragraph import Paragraph

    row, properties = element("tr"), element("trPr")
    properties.append(element("cantSplit"))
    properties.append(element("trHeight", val=lines * LINE_TWIPS - _BORDER_TWIPS, hRule="atLeast"))
    if is_head:
        properties.append(element("tblHeader"))
    row.append(properties)
    for text, width, align in zip(texts, widths, aligns, strict=True):
        cell, about, content = element("tc"), element("tcPr"), element("p")
        about.append(element("tcW", w=width, type="dxa"))
        about.append(element("vAlign", val="center"))
        cell.append(about)
        cell.append(content)
        paragraph = Paragraph(content, table)
        set_look(paragraph, Look(align=align, line=LINE_TWIPS / 40), grid.TABLE_SIZE)
        add_run(paragraph, text, _HEAD if is_head else _CELL)
        row.append(cell)
    table._tbl.append(row)
