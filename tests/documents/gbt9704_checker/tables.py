"""Under the ruler: tables. Header on every page, rows whole, cells in their columns and inside the type area."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from documents.typesetting.content.blocks import DocumentContent, Table
from tests.documents.gbt9704_checker.expecting import all_blocks
from tests.documents.gbt9704_checker.reading import (
    BOTTOM,
    LEFT,
    RIGHT,
    TOP,
    Glyph,
    Sheet,
    is_black,
)

HEADER = {"GW-HeiTi", "GW-FangSong", "GW-Fallback", "GW-Last"}
CELLS = {"GW-SongTi", "GW-FangSong", "GW-Fallback", "GW-Last"}


def tables(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    glyphs = list(sheet.cells)
    for glyph in glyphs:
        if glyph.left < LEFT - 0.1 or glyph.right > RIGHT + 0.1 or glyph.top < TOP - 1 or glyph.bottom > BOTTOM + 9:
            yield f"表格 超出版心：{glyph.text} {glyph.left:.1f}，{glyph.top:.1f}"
            return
        if not is_black(glyph.color):
            yield "表格 颜色"
            return
    place = 0
    for block in (block for block in all_blocks(content) if isinstance(block, Table)):
        place, fault = _table(glyphs, place, block)
        if fault:
            yield fault
            return
    if place != len(glyphs):
        yield f"表格 多出“{''.join(glyph.text for glyph in glyphs[place:])[:30]}”"


def _table(glyphs: list[Glyph], place: int, block: Table) -> tuple[int, str]:
    titles = tuple(column.title for column in block.columns)
    page, columns = 0, [(RIGHT, LEFT)] * len(titles)
    for number, row in enumerate(block.rows, 1):
        if place < len(glyphs) and glyphs[place].page != page:
            # A new page begins with the header.
            page = glyphs[place].page
            place, fault = _row(glyphs, place, titles, page, columns, HEADER)
            if fault:
                return place, f"表格 第{page}页表头：{fault}"
        place, fault = _row(glyphs, place, row, page, columns, CELLS)
        if fault:
            return place, f"表格 第{number}行：{fault}"
    for (_, right), (left, _) in pairwise(columns):
        if right > left + 0.1 and left < RIGHT:
            return place, f"表格 列相叠 {right:.1f} {left:.1f}"
    return place, ""


def _row(
    glyphs: list[Glyph],
    place: int,
    cells: tuple[str, ...],
    page: int,
    columns: list[tuple[float, float]],
    fonts: set[str],
) -> tuple[int, str]:
    for index, cell in enumerate(cells):
        text = "".join(cell.split())
        run = glyphs[place : place + len(text)]
        if "".join(glyph.text for glyph in run) != text:
            return place, f"应为“{text}”，读到“{''.join(glyph.text for glyph in run)}”"
        if any(glyph.page != page for glyph in run):
            return place, "跨页"
        if wrong := {glyph.font for glyph in run} - fonts:
            return place, f"字体 {sorted(wrong)}"
        if run:
            left, right = columns[index]
            columns[index] = min(left, *(g.left for g in run), left), max(right, *(g.right for g in run), right)
        place += len(text)
    return place, ""
