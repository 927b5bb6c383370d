"""Under the ruler: the drawn sample seal over 署名 and 成文日期."""

from __future__ import annotations

from collections.abc import Iterator

from documents.typesetting.content.blocks import DocumentContent
from tests.documents.gbt9704_checker.reading import (
    LINE,
    Bar,
    Sheet,
    is_red,
)

DIAMETER = 42.0


def sample_seal(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    """One red ring of 42 mm that is centred on the date, presses it, and begins within a line of the text above."""
    if not content.sample_seal:
        if sheet.drawn:
            yield f"不应有印章：{len(sheet.drawn)} 个图形"
        return
    if len({piece.page for piece in sheet.drawn}) != 1:
        yield f"印章应有一枚：{len(sheet.drawn)} 个图形"
        return
    seal, name, date = _around(sheet.drawn), sheet.parts["signature"][0], sheet.parts["date"][0]
    if not all(is_red(piece.color) for piece in sheet.drawn):
        yield f"印章颜色 {sorted({piece.color for piece in sheet.drawn})}"
    if abs(seal.width - DIAMETER) > 1 or abs(seal.height - DIAMETER) > 1:
        yield f"印章大小 {seal.width:.1f}×{seal.height:.1f}"
    if seal.page != date[0].page or abs(seal.left + seal.width / 2 - (date[0].left + date[-1].right) / 2) > 1:
        yield f"印章未以成文日期为准居中：第{seal.page}页 {seal.left + seal.width / 2:.1f}"
    middle = seal.top + seal.height / 2
    if not (seal.top < name[0].top and name[0].top < middle + 1 and middle < date[0].bottom < seal.top + seal.height):
        yield f"印章下部未压日期：{seal.top:.1f}—{seal.top + seal.height:.1f}，日期下边缘 {date[0].bottom:.1f}"
    others = [glyph for glyph in [*sheet.glyphs, *sheet.cells] if glyph.page == seal.page]
    above = [glyph.bottom for glyph in others if glyph.top < name[0].top - 1]
    gap = seal.top - max(above, default=0.0)
    if not -0.1 <= gap <= LINE:
        yield f"印章顶端距正文 {gap:.1f} 毫米，应在一行之内"


def _around(pieces: list[Bar]) -> Bar:
    """The box round all pieces of a drawing."""
    left, top = min(piece.left for piece in pieces), min(piece.top for piece in pieces)
    right = max(piece.left + piece.width for piece in pieces)
    bottom = max(piece.top + piece.height for piece in pieces)
    return Bar(pieces[0].page, left, right - left, top, bottom - top, pieces[0].color)
