"""Measured: what is above the title, for 文件, 信函 and 纪要."""

from __future__ import annotations

from collections.abc import Iterator

from documents.typesetting.content.blocks import DocumentContent, FormKind
from tests.documents.gbt9704_checker.reading import (
    LEFT,
    LINE,
    MM,
    RIGHT,
    STEP,
    TOP,
    Bar,
    Sheet,
    is_red,
)

SEVEN_EIGHTHS = 16 * 7 / 8 / MM
LETTER_MIDDLE = 105.0


def head(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    yield from _corner(sheet, content)
    if content.form == FormKind.LETTER:
        yield from _letter(sheet)
    else:
        yield from _document(sheet, content)


def _corner(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    first = sheet.parts["number"][0][0].top if content.form == FormKind.LETTER else TOP
    names = [name for name in ("copy_number", "urgency") if getattr(content, name)]
    for row, name in enumerate(names):
        glyph = sheet.parts[name][0][0]
        if glyph.page != 1 or abs(glyph.left - LEFT) > 0.7 or abs(glyph.top - first - row * LINE) > 0.7:
            yield f"{name} 位置 {glyph.left:.1f}，{glyph.top:.1f}"


def _document(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    mark = sheet.parts["mark"][0]
    if abs(mark[0].top - 72) > 0.7:
        yield f"发文机关标志上边缘 {mark[0].top:.2f}"
    if abs((mark[0].left + mark[-1].right) / 2 - 106) > 1 or mark[-1].right - mark[0].left > 156.5:
        yield f"发文机关标志位置 {mark[0].left:.1f}–{mark[-1].right:.1f}"
    number = sheet.parts["number"][0]
    rows = head_rows(content)
    above = rows - 1 if content.signer else 0
    if abs(number[0].top - (TOP + (7 + above) * LINE)) > 0.7:
        yield f"发文字号 {number[0].top:.2f}"
    if content.signer:
        yield from _signers(sheet, content)
    elif abs((number[0].left + number[-1].right) / 2 - 106) > 1:
        yield "发文字号未居中"
    last = number
    if content.form == FormKind.MINUTES:
        last = sheet.parts["kept_on"][0]
        if abs(last[-1].right - RIGHT + STEP) > 0.7 or abs(last[0].top - (TOP + 8 * LINE)) > 0.7:
            yield f"纪要日期位置 {last[-1].right:.1f}，{last[0].top:.1f}"
        if content.signature and abs(sheet.parts["keeper"][0][0].left - LEFT - STEP) > 0.7:
            yield "纪要制发机关应左空一字"
    rules = [bar for bar in sheet.bars if bar.page == 1 and is_red(bar.color)]
    if len(rules) != 1:
        yield f"红色分隔线 {len(rules)} 条"
        return
    gap = rules[0].top - last[0].bottom
    if abs(gap - 4) > 0.3 or abs(rules[0].width - 156) > 0.5 or abs(rules[0].left - LEFT) > 0.5:
        yield f"红色分隔线 距字号 {gap:.2f}，宽 {rules[0].width:.1f}"


def head_rows(content: DocumentContent) -> int:
    """Lines that 发文字号 and what is beside it take."""
    if content.form == FormKind.MINUTES:
        return 2
    return max(1, -(-len(content.signer.split()) // 2))


def _signers(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    number, rows = sheet.parts["number"][0], sheet.parts["signer"]
    if abs(number[0].left - LEFT - STEP) > 0.7 or abs(max(row[-1].right for row in rows) - RIGHT + STEP) > 0.7:
        yield "上行文发文字号、签发人应各空一字"
    if abs(number[0].top - rows[-1][0].top) > 0.35:
        yield "发文字号应与最后一个签发人同行"
    first = rows[0][len("签发人：")].left
    if any(abs(row[0].left - first) > 0.35 for row in rows[1:]):
        yield "签发人回行未与上一行第一个姓名对齐"
    if any(abs(row[0].top - rows[0][0].top - at * LINE) > 0.35 for at, row in enumerate(rows)):
        yield "签发人行距"


def _letter(sheet: Sheet) -> Iterator[str]:
    mark, number = sheet.parts["mark"][0], sheet.parts["number"][0]
    if abs(mark[0].top - 30) > 0.7:
        yield f"发文机关标志上边缘 {mark[0].top:.2f}"
    if abs((mark[0].left + mark[-1].right) / 2 - LETTER_MIDDLE) > 1:
        yield f"发文机关标志位置 {mark[0].left:.1f}–{mark[-1].right:.1f}"
    rules = sorted((bar for bar in sheet.bars if is_red(bar.color)), key=lambda bar: bar.top)
    if len(rules) != 4 or {bar.page for bar in rules} != {1}:
        yield f"红色双线 {len(rules)} 条"
        return
    upper, lower = rules[:2], rules[2:]
    for bar in rules:
        if abs(bar.width - 170) > 0.5 or abs(bar.left + bar.width / 2 - LETTER_MIDDLE) > 0.5:
            yield f"红色双线 宽 {bar.width:.1f}，左 {bar.left:.1f}"
    if upper[0].height <= upper[1].height or lower[0].height >= lower[1].height:
        yield "红色双线 粗细次序"
    gap = upper[0].top - mark[0].bottom
    if abs(gap - 4) > 0.3:
        yield f"红色双线 距标志 {gap:.2f}"
    foot = 297 - _bottom(lower[1])
    if abs(foot - 20) > 0.3:
        yield f"红色双线 距下页边 {foot:.2f}"
    below = number[0].top - _bottom(upper[1])
    if abs(below - SEVEN_EIGHTHS) > 0.4:
        yield f"发文字号 距双线 {below:.2f}"
    if abs(number[-1].right - RIGHT) > 0.7:
        yield f"发文字号 右 {number[-1].right:.1f}"
    lowest = max(glyph.bottom for glyph in sheet.glyphs if glyph.page == 1)
    if lower[0].top - lowest < SEVEN_EIGHTHS - 0.3:
        yield f"末行距双线 {lower[0].top - lowest:.2f}"


def _bottom(bar: Bar) -> float:
    return bar.top + bar.height
