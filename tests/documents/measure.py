"""Measure a finished PDF against GB/T 9704-2012 by glyph positions, drawn rules, font programs and metadata.

`faults(pdf, content)` knows nothing of how the page was made: it reads the bytes back, finds each part of the document
by its text, and says what is out of place. Lengths are millimetres from the paper's upper left corner.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator

import pikepdf

from foundation.documents.layout.blocks import AttachmentNote, DocumentContent, Heading1, Heading2
from tests.documents.measure_fonts import font_faults, metadata_faults
from tests.documents.measure_reading import ASCENT, BOTTOM, MM, Glyph, Sheet, assign, lines_of, read

LEFT, RIGHT, TOP = 28.0, 184.0, 37.0
STEP = 156 / 28
LINE = (225 - 16 / MM) / 21
FANG = {"GW-FangSong", "GW-Fallback", "GW-Last"}
KAI = {"GW-KaiTi", "GW-Fallback", "GW-Last"}
HEI = {"GW-HeiTi"}
BIAO = {"GW-BiaoSong"}
SONG = {"GW-SongTi"}


def faults(data: bytes, content: DocumentContent) -> list[str]:
    """What a ruler would object to; empty for a document that may be stamped."""
    sheet = read(data)
    found = [
        f"纸张 {width:.1f}×{height:.1f}" for width, height in sheet.sizes if abs(width - 210) + abs(height - 297) > 1
    ]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found += font_faults(pdf) + metadata_faults(pdf, content)
    if mismatch := assign(sheet, content):
        return [*found, mismatch]
    for check in (_faces, _colors, _head, _title, _grid, _edges, _indents, _page_numbers, _signature, _imprint):
        found += list(check(sheet, content))
    return found


_EXPECTED = {
    "mark": (BIAO, None), "number": (FANG, 16), "signer": (FANG | KAI, 16), "title": (BIAO, 22),
    "recipients": (FANG, 16), "body": (FANG, 16), "heading1": (HEI, 16), "heading2": (KAI, 16),
    "attachment": (FANG, 16), "signature": (FANG, 16), "date": (FANG, 16), "note": (FANG, 16),
    "copies": (FANG, 14), "printed": (FANG, 14),
}  # fmt: skip


def _faces(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    for name, runs in sheet.parts.items():
        fonts, size = _EXPECTED[name]
        glyphs = [glyph for run in runs for glyph in run]
        if wrong := _faces_of_body(runs, content) if name == "body" else {glyph.font for glyph in glyphs} - fonts:
            yield f"字体 {name}：{sorted(wrong)}"
        if size and (wrong_sizes := {round(glyph.size, 1) for glyph in glyphs if abs(glyph.size - size) > 0.1}):
            yield f"字号 {name}：{sorted(wrong_sizes)}"
        if name not in ("number", "signer", "copies", "printed", "note"):
            # A fallback face may stand in for single rare characters, never for the text.
            fallback = sum(glyph.font in ("GW-Fallback", "GW-Last") for glyph in glyphs)
            if fallback > 0.2 * len(glyphs) + 2:
                yield f"字体 {name}：{fallback} 字用了后备字体"


def _faces_of_body(runs: list[list[Glyph]], content: DocumentContent) -> set[str]:
    """Wrong faces of the paragraphs; a second level heading that opens one is set in 楷体."""
    blocks = [block for block in content.blocks if not isinstance(block, Heading1 | Heading2 | AttachmentNote)]
    wrong: set[str] = set()
    for block, run in zip(blocks, runs, strict=True):
        heading = sum(not character.isspace() for character in getattr(block, "run_in_heading", ""))
        wrong |= {glyph.font for glyph in run[:heading]} - KAI
        wrong |= {glyph.font for glyph in run[heading:]} - FANG
    return wrong


def _colors(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    for name, runs in sheet.parts.items():
        for glyph in (glyph for run in runs for glyph in run):
            right = is_red(glyph.color) if name == "mark" else is_black(glyph.color)
            if not right:
                yield f"颜色 {name}：{glyph.color}"
                break


def is_red(color: tuple[float, ...]) -> bool:
    return len(color) == 3 and color[0] > 0.8 and color[1] < 0.1 and color[2] < 0.1


def is_black(color: tuple[float, ...]) -> bool:
    return all(value < 0.01 for value in color)


def _head(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    mark = sheet.parts["mark"][0]
    if abs(mark[0].top - 72) > 0.7:
        yield f"发文机关标志上边缘 {mark[0].top:.2f}"
    if abs((mark[0].left + mark[-1].right) / 2 - 106) > 1 or mark[-1].right - mark[0].left > 156.5:
        yield f"发文机关标志位置 {mark[0].left:.1f}–{mark[-1].right:.1f}"
    number = sheet.parts["number"][0]
    if abs(number[0].top - (TOP + 7 * LINE)) > 0.7:
        yield f"发文字号 {number[0].top:.2f}"
    if content.signer:
        if abs(number[0].left - LEFT - STEP) > 0.7 or abs(sheet.parts["signer"][0][-1].right - RIGHT + STEP) > 0.7:
            yield "上行文发文字号、签发人应各空一字"
    elif abs((number[0].left + number[-1].right) / 2 - 106) > 1:
        yield "发文字号未居中"
    rules = [bar for bar in sheet.bars if bar.page == 1 and is_red(bar.color)]
    if len(rules) != 1:
        yield f"红色分隔线 {len(rules)} 条"
        return
    gap = rules[0].top - number[0].bottom
    if abs(gap - 4) > 0.3 or abs(rules[0].width - 156) > 0.5 or abs(rules[0].left - LEFT) > 0.5:
        yield f"红色分隔线 距字号 {gap:.2f}，宽 {rules[0].width:.1f}"


def _title(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    first = sheet.parts["title"][0][0]
    # Larger type in a line of the same height rises above the body's em box by half the difference.
    wanted = TOP + 10 * LINE - (22 - 16) / 2 / MM
    if abs(first.top - wanted) > 0.7:
        yield f"标题上边缘 {first.top:.2f}，应为 {wanted:.2f}"
    for line in sheet.parts["title"]:
        if abs((line[0].left + line[-1].right) / 2 - 106) > 1:
            yield "标题未居中"


_FLOW = ("recipients", "body", "heading1", "heading2", "attachment", "signature", "date", "note")


def _grid(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    used: dict[int, set[int]] = defaultdict(set)
    for name in _FLOW:
        for run in sheet.parts[name]:
            for line in lines_of(run):
                position = (line[0].top - TOP) / LINE
                used[line[0].page].add(round(position))
                if abs(position - round(position)) * LINE > 0.35:
                    yield f"行格 {name}：第 {position + 1:.2f} 行"
                    return
                if line[-1].bottom > BOTTOM + 1:
                    yield f"行格 {name}：超出版心 {line[-1].bottom:.1f}"
    last = sheet.parts["signature"][0][0].page
    for page, rows in used.items():
        # A heading goes on with its text, and one line of text goes on with the signature.
        fewest = 21 if page < last - 1 else 16
        if page < last and max(rows) + 1 < fewest:
            yield f"行数 第{page}页只有 {max(rows) + 1} 行"


def _full_lines(sheet: Sheet) -> Iterator[tuple[bool, list[Glyph]]]:
    """Lines that end because they are full, with whether they are a paragraph's first."""
    for name in ("recipients", "body", "heading1", "heading2"):
        for run in sheet.parts[name]:
            for index, line in enumerate(lines_of(run)[:-1]):
                yield index == 0 and name != "recipients", line


def _edges(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    counted = 0
    for first, line in _full_lines(sheet):
        counted += 1
        cells = sum((glyph.right - glyph.left) * MM / glyph.size for glyph in line) + (2 if first else 0)
        if not 26.4 <= cells <= 29.6:
            yield f"每行字数 {cells:.1f}：{''.join(glyph.text for glyph in line)[:12]}"
        if not first and abs(line[0].left - LEFT) > 1:
            yield f"左边 {line[0].left:.2f}"
        if abs(line[-1].right - RIGHT) > 1:
            yield f"右边 {line[-1].right:.2f}"
        step = (line[-1].left - line[0].left) / (len(line) - 1)
        if all(ord(glyph.text) > 0x2E80 for glyph in line) and abs(step - STEP) > 0.32:
            yield f"字距 {step:.2f}"
    if not counted:
        yield "没有满行，无从测量"


def _indents(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    for name in ("body", "heading1", "heading2", "attachment", "note"):
        for number, run in enumerate(sheet.parts[name]):
            indent = (run[0].left - LEFT) / STEP
            if name == "attachment" and number > 0:
                continue
            if abs(indent - 2) > 0.15:
                yield f"首行缩进 {name}：{indent:.2f} 字"


def _page_numbers(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    text_pages = {glyph.page for name in _FLOW for run in sheet.parts[name] for glyph in run}
    for page in range(1, sheet.pages + 1):
        glyphs = sheet.numbers[page]
        if page not in text_pages:
            if glyphs:
                yield f"页码 第{page}页只有版记，不应编页码"
            continue
        if "".join(glyph.text for glyph in glyphs) != f"—{page}—":
            yield f"页码 第{page}页：{''.join(glyph.text for glyph in glyphs)}"
            continue
        if {glyph.font for glyph in glyphs} - SONG or any(abs(glyph.size - 14) > 0.1 for glyph in glyphs):
            yield f"页码 第{page}页字体字号"
        one = 14 / MM
        off = glyphs[-1].right - (RIGHT - one) if page % 2 else glyphs[0].left - (LEFT + one)
        if abs(off) > 1:
            yield f"页码 第{page}页位置偏 {off:.1f}"
        dash = glyphs[0].top + (ASCENT - 0.28) * 14 / MM - BOTTOM
        if abs(dash - 7) > 1:
            yield f"页码 一字线距版心下边缘 {dash:.2f}"


def _signature(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    signature, date = sheet.parts["signature"][0], sheet.parts["date"][0]
    right = (RIGHT - date[-1].right) / STEP
    middle = (date[0].left + date[-1].right) / 2
    if abs((signature[0].left + signature[-1].right) / 2 - middle) > 0.7:
        yield "署名未以成文日期为准居中"
    # A name longer than the date by more than eight characters moves both to the left.
    if not (abs(right - 4) < 0.2 or (right > 4 and abs(signature[-1].right - RIGHT) < 1)):
        yield f"成文日期右空 {right:.2f} 字"
    page = signature[0].page
    before = [
        g for name in ("body", "attachment", "recipients") for run in sheet.parts[name] for g in run if g.page == page
    ]
    if not before:
        yield "署名孤悬，本页无正文"
    elif page == before[-1].page and (signature[0].top - max(glyph.top for glyph in before)) / LINE < (
        # 附注 below the date lengthens the room by a line.
        1.9 if content.note else 2.9
    ):
        yield "署名与正文之间没有盖章的位置"


def _imprint(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    if not (content.copies_to or content.printed_by):
        return
    bars = sorted((bar for bar in sheet.bars if is_black(bar.color) and bar.width > 100), key=lambda bar: bar.top)
    wanted = [0.35, 0.25, 0.35] if content.copies_to and content.printed_by else [0.35, 0.35]
    if [round(bar.height, 2) for bar in bars] != wanted or any(abs(bar.width - 156) > 0.5 for bar in bars):
        yield f"版记分隔线 {[(round(bar.width, 1), round(bar.height, 2)) for bar in bars]}"
        return
    if {bar.page for bar in bars} != {sheet.pages} or sheet.pages % 2:
        yield f"版记不在最后的偶数页（共 {sheet.pages} 页）"
    if abs(bars[-1].top + bars[-1].height - BOTTOM) > 0.6:
        yield f"版记末条线 {bars[-1].top + bars[-1].height:.2f}"
    if content.copies_to and abs(sheet.parts["copies"][0][0].left - LEFT - 14 / MM) > 0.5:
        yield "抄送未左空一字"
    if content.printed_by:
        printed = sheet.parts["printed"][0]
        if abs(printed[0].left - LEFT - 14 / MM) > 0.5 or abs(printed[-1].right - RIGHT + 14 / MM) > 0.5:
            yield "印发机关、印发日期未各空一字"
