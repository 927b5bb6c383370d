"""Under the ruler: lines left free or missing between the parts of the text, and tints behind them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from documents.typesetting.content.blocks import DocumentContent
from tests.documents.gbt9704_checker.reading import (
    LINE,
    Sheet,
    is_black,
    is_red,
    lines_of,
)

_TEXT = ("recipients", "body", "heading1", "heading2")


def tints(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    """Everything drawn is a black or red rule or the seal: nothing lies behind the text."""
    if found := {bar.color for bar in sheet.bars if not is_black(bar.color) and not is_red(bar.color)}:
        yield f"底色 {sorted(found)}"


def spacing(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    """Text runs on from line to line; 附件说明 begins one line below it. Pages with tables or attachments are left out,
    as what stands between their lines is no text."""
    apart = {glyph.page for glyph in sheet.cells} | {run[0].page for run in sheet.parts["attached_label"]}
    lines = sorted((line[0].page, line[0].top) for name in _TEXT for run in sheet.parts[name] for line in lines_of(run))
    lines = [line for line in lines if line[0] not in apart]
    for (page, top), (following, below) in pairwise(lines):
        if page == following and round((below - top) / LINE) > 1 and not sheet.parts["attached_label"]:
            yield f"空行 第{page}页 {top:.1f} 之下"
    if lines and sheet.parts["attachment"]:
        page, top = lines[-1]
        first = sheet.parts["attachment"][0][0]
        if first.page == page and round((first.top - top) / LINE) != 2:
            yield f"附件说明 应在正文下空一行：{(first.top - top) / LINE:.1f} 行"
