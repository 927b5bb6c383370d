"""Measured: 署名 and 成文日期, the room for the seal, 出席名单, 版记."""

from __future__ import annotations

from collections.abc import Iterator

from documents.typesetting.content.blocks import DocumentContent, FormKind
from tests.documents.gbt9704_checker.reading import (
    BOTTOM,
    LEFT,
    LETTER_BOTTOM,
    LINE,
    MM,
    RIGHT,
    STEP,
    Bar,
    Glyph,
    Sheet,
    is_black,
    lines_of,
)

# What must be free below the date for the lower part of a seal of 42 mm, and where it stands a line higher.
SEAL_BELOW, SEAL_BELOW_CLOSE = 8.0, 12.0


def signature(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    if content.form == FormKind.MINUTES:
        return
    name, date = sheet.parts["signature"][0], sheet.parts["date"][0]
    if content.has_seal:
        yield from _sealed(sheet, content, name, date)
    else:
        yield from _unsealed(name, date)
    above = _above(sheet, name)
    if not above:
        yield "署名孤悬，本页无正文"
    elif not content.has_seal and abs((name[0].top - above[-1].top) / LINE - 2) > 0.1:
        yield f"署名应在正文下空一行 {(name[0].top - above[-1].top) / LINE:.2f}"


def _above(sheet: Sheet, name: list[Glyph]) -> list[Glyph]:
    """The text above the signature on its page, from top to bottom."""
    before = [
        glyph
        for part in ("body", "attachment", "recipients")
        for run in sheet.parts[part]
        for glyph in run
        if glyph.page == name[0].page and glyph.top < name[0].top
    ]
    before += [glyph for glyph in sheet.cells if glyph.page == name[0].page and glyph.top < name[0].top]
    return sorted(before, key=lambda glyph: glyph.top)


def _sealed(sheet: Sheet, content: DocumentContent, name: list[Glyph], date: list[Glyph]) -> Iterator[str]:
    right = (RIGHT - date[-1].right) / STEP
    if abs((name[0].left + name[-1].right) / 2 - (date[0].left + date[-1].right) / 2) > 0.7:
        yield "署名未以成文日期为准居中"
    # A name longer than the date by more than eight characters moves both to the left.
    if not (abs(right - 4) < 0.2 or (right > 4 and abs(name[-1].right - RIGHT) < 1)):
        yield f"成文日期右空 {right:.2f} 字"
    below = _free_below(sheet, date)
    above = _above(sheet, name)
    lines = (name[0].top - above[-1].top) / LINE if above else 9.0
    # 附注 below the date lengthens the room by a line, and so does an empty line.
    is_long = bool(content.note) or below > SEAL_BELOW_CLOSE
    if lines < (1.9 if is_long else 2.9) or (below < SEAL_BELOW and not content.note):
        yield f"署名与正文之间没有盖章的位置：上 {lines:.1f} 行，下 {below:.1f} 毫米"


def _free_below(sheet: Sheet, date: list[Glyph]) -> float:
    page = date[0].page
    tops = [bar.top for bar in imprint_bars(sheet) if bar.page == page]
    tops += [run[0].top for part in ("moved", "copies", "printed") for run in sheet.parts[part] if run[0].page == page]
    return min(tops, default=300.0) - date[0].bottom


def _unsealed(name: list[Glyph], date: list[Glyph]) -> Iterator[str]:
    shift = (date[0].left - name[0].left) / STEP
    if abs(shift - 2) > 0.2:
        yield f"不加盖印章的成文日期应比署名右移二字：{shift:.2f}"
    edge = max(name[-1].right, date[-1].right) if _width(date) > _width(name) else name[-1].right
    if abs((RIGHT - edge) / STEP - 2) > 0.2:
        yield f"不加盖印章的署名或日期应右空二字：{(RIGHT - edge) / STEP:.2f}"


def _width(run: list[Glyph]) -> float:
    return run[-1].right - run[0].left


def attendance(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    for index, each in enumerate(content.attendance):
        label, names = sheet.parts["attendance_label"][index], sheet.parts["attendance"][index]
        if abs((label[0].left - LEFT) / STEP - 2) > 0.15:
            yield f"{each.label} 应左空二字"
        if any(abs(line[0].left - names[0].left) > 0.5 for line in lines_of(names)):
            yield f"{each.label} 回行未与冒号后的首字对齐"


def imprint_bars(sheet: Sheet) -> list[Bar]:
    """Black rules as wide as the type area; frames of table cells are taller."""
    bars = [bar for bar in sheet.bars if is_black(bar.color) and bar.width > 100 and bar.height < 2]
    return sorted(bars, key=lambda bar: bar.top)


def imprint(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    if sheet.parts["moved"] and any(glyph.page == 1 for run in sheet.parts["moved"] for glyph in run):
        yield "首页容不下正文时，主送移至版记"
    if content.form == FormKind.LETTER:
        yield from _letter_imprint(sheet, content)
        return
    printed, has_copies = content.printed_by, content.copies_to or sheet.parts["moved"]
    if not (has_copies or printed):
        return
    bars = imprint_bars(sheet)
    wanted = [0.35, 0.25, 0.35] if has_copies and printed else [0.35, 0.35]
    if [round(bar.height, 2) for bar in bars] != wanted or any(abs(bar.width - 156) > 0.5 for bar in bars):
        yield f"版记分隔线 {[(round(bar.width, 1), round(bar.height, 2)) for bar in bars]}"
        return
    if {bar.page for bar in bars} != {sheet.pages} or sheet.pages % 2:
        yield f"版记不在最后的偶数页（共 {sheet.pages} 页）"
    if abs(bars[-1].top + bars[-1].height - BOTTOM) > 0.6:
        yield f"版记末条线 {bars[-1].top + bars[-1].height:.2f}"
    yield from _copies_indent(sheet)
    if printed:
        run = sheet.parts["printed"][0]
        if abs(run[0].left - LEFT - 14 / MM) > 0.5 or abs(run[-1].right - RIGHT + 14 / MM) > 0.5:
            yield "印发机关、印发日期未各空一字"


def _copies_indent(sheet: Sheet) -> Iterator[str]:
    for name in ("copies", "moved"):
        for run in sheet.parts[name]:
            lines = lines_of(run)
            if abs(run[0].left - LEFT - 14 / MM) > 0.5:
                yield f"{name} 未左空一字"
            if any(abs(line[0].left - run[3].left) > 0.5 for line in lines[1:]):
                yield f"{name} 回行未与冒号后的首字对齐"
            if any(line[-1].right > RIGHT - 14 / MM + 0.7 for line in lines):
                yield f"{name} 未右空一字"


def _letter_imprint(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    if imprint_bars(sheet):
        yield "信函版记不应有分隔线"
    last = [run for name in ("moved", "copies") for run in sheet.parts[name]]
    if not last:
        return
    yield from _copies_indent(sheet)
    glyph = last[-1][-1]
    bottom = LETTER_BOTTOM - 0.8 if glyph.page == 1 else BOTTOM
    if glyph.page != sheet.pages or abs(glyph.bottom - bottom) > 1.6:
        yield f"信函版记不在末页版心最下方：第{glyph.page}页 {glyph.bottom:.1f}"
