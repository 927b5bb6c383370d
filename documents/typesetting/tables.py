"""Tables in the text and in attachments, on the grid of the page.

Cells are set in 小四 (12 pt) 宋体, the header in 黑体, 18 pt from line to line, so that the free space is between the
lines of a cell and not only above and below. A row takes whole lines of the grid, so that the text after the table
stays on it; the header is repeated on every page and no row is divided.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from math import ceil

from documents.typesetting import fonts, grid
from documents.typesetting.content.blocks import DocumentContent
from documents.typesetting.content.elements import (
    Problem,
    Table,
    TableColumn,
)
from documents.typesetting.content.places import Path
from documents.typesetting.line_breaking import Line, break_lines
from documents.typesetting.typesetter import Piece, Setter

_PADDING = 4.0
# Above and below the lines of a cell together, in addition to the line height.
_LEAST_AIR = 2.0
_LEAST_WIDTH = 2 * grid.TABLE_SIZE + 2 * _PADDING + 1
_MOST_HEADER, _MOST_ROW = 5, 14


def table(setter: Setter, block: Table, tint: str = "") -> Piece:
    """Set the table with its name above it."""
    widths = column_widths(block.columns)
    header, header_height = _row(setter, tuple(c.title for c in block.columns), block.columns, widths, is_header=True)
    rows, heights = [], []
    for cells in block.rows:
        row, height = _row(setter, cells, block.columns, widths)
        rows.append(row)
        heights.append(height)
    # The name and the header stay with the first row.
    first = header_height + heights[0] + bool(block.caption)
    caption = f'<p class="caption"><span class="ln">{escape(block.caption)}</span></p>' if block.caption else ""
    columns = "".join(f'<col style="width: {width:.4f}pt"/>' for width in widths)
    html = (
        f'{caption}<table class="grid{tint}"><colgroup>{columns}</colgroup><thead>{header}</thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )
    return Piece(html, (first, *heights[1:]), header=header_height)


def table_problems(content: DocumentContent, setter: Setter) -> Iterator[Problem]:
    """Return problems of rows and headers too tall for a page. Call after the content's own problems."""
    for path, block in _tables(content):
        widths = column_widths(block.columns)
        if _height(setter, tuple(c.title for c in block.columns), widths, fonts.HEITI) > _MOST_HEADER:
            yield content.problem(path, "表头太高，请缩短列名或加宽该列。")
        if setter.width(block.caption, fonts.HEITI) > grid.WIDTH:
            yield content.problem(path, "表格名称一行排不下，请缩短。")
        for number, row in enumerate(block.rows, 1):
            if _height(setter, row, widths, fonts.SONGTI) > _MOST_ROW:
                yield content.problem(path, f"表格第{number}行太高，一页排不下，请分成几行或改写为正文。")


def _tables(content: DocumentContent) -> Iterator[tuple[Path, Table]]:
    for number, block in enumerate(content.blocks):
        if isinstance(block, Table):
            yield ("blocks", number), block
    for place, attachment in enumerate(content.attachments):
        for number, block in enumerate(attachment.blocks):
            if isinstance(block, Table):
                yield ("attachments", place, "blocks", number), block


def column_widths(columns: tuple[TableColumn, ...]) -> list[float]:
    """Return widths in points by weight, filling the type area; no column is narrower than two characters."""
    widths = [0.0] * len(columns)
    free, weight = grid.WIDTH, sum(column.width for column in columns)
    for index in sorted(range(len(columns)), key=lambda place: columns[place].width):
        widths[index] = max(_LEAST_WIDTH, free * columns[index].width / weight)
        free -= widths[index]
        weight -= columns[index].width
    return widths


def _height(setter: Setter, cells: tuple[str, ...], widths: list[float], role: str) -> int:
    return _grid_lines(max(len(_lines(setter, c, w, role)) for c, w in zip(cells, widths, strict=True)))


def _grid_lines(lines: int) -> int:
    """Return the lines of the grid that a cell with this many lines takes."""
    return ceil((lines * grid.TABLE_LINE + _LEAST_AIR) / grid.LINE)


def _lines(setter: Setter, text: str, width: float, role: str) -> list[Line]:
    measure = setter.measure(role, width=width - 2 * _PADDING, size=grid.TABLE_SIZE, spacing=0.0)
    lines = break_lines(text, measure)
    if role != fonts.HEITI or len(lines) == 1 or not text.endswith("）"):
        return lines
    # A header's unit stays whole: 金额 above （万元）.
    name, bracket, unit = text.partition("（")
    parted = [line for part in (name, bracket + unit) for line in break_lines(part, measure)]
    return parted if len(parted) <= len(lines) else lines


def _row(
    setter: Setter,
    cells: tuple[str, ...],
    columns: tuple[TableColumn, ...],
    widths: list[float],
    *,
    is_header: bool = False,
) -> tuple[str, int]:
    role, tag = (fonts.HEITI, "th") if is_header else (fonts.SONGTI, "td")
    height, marked = 1, []
    for text, column, width in zip(cells, columns, widths, strict=True):
        lines = _lines(setter, text, width, role)
        height = max(height, _grid_lines(len(lines)))
        kind = "" if is_header or column.align == "left" else f' class="{column.align}"'
        marked.append(f"<{tag}{kind}>{_set(lines)}</{tag}>")
    style = "" if height == 1 else f' style="height: {height * grid.LINE:.4f}pt"'
    return f"<tr{style}>{''.join(marked)}</tr>", height


def _set(lines: list[Line]) -> str:
    """Set the lines of a cell, separated by line ends: a box for each would double the time of a long table."""
    return "\n".join(map(_line, lines))


def _line(line: Line) -> str:
    # Lines of cells stay ragged; only where marks were squeezed in do they need their own spacing.
    text = escape(line.text)
    return f'<span style="letter-spacing: {line.spacing}pt">{text}</span>' if line.spacing < -0.001 else text
