"""Measure a finished PDF against GB/T 9704-2012 by glyph positions, drawn rules, font programs and metadata.

`faults(pdf, content)` knows nothing of how the page was made: it reads the bytes back, finds each part of the document
by its text, and says what is out of place. Lengths are millimetres from the paper's upper left corner.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator

import pikepdf

from documents.typesetting.content.blocks import (
    AttachmentNote,
    DocumentContent,
    FormKind,
    Heading1,
    Heading2,
    Table,
)
from tests.documents.gbt9704_checker.closing import attendance, imprint, signature
from tests.documents.gbt9704_checker.expecting import all_blocks
from tests.documents.gbt9704_checker.fonts import font_faults, metadata_faults
from tests.documents.gbt9704_checker.header import head, head_rows
from tests.documents.gbt9704_checker.reading import (
    ASCENT,
    BOTTOM,
    LEFT,
    LETTER_BOTTOM,
    LINE,
    MM,
    RIGHT,
    STEP,
    TOP,
    Glyph,
    Sheet,
    assign,
    is_black,
    is_red,
    lines_of,
    read,
)
from tests.documents.gbt9704_checker.seals import sample_seal
from tests.documents.gbt9704_checker.spacing import spacing, tints
from tests.documents.gbt9704_checker.tables import tables

FANG = {"GW-FangSong", "GW-Fallback", "GW-Last"}
KAI = {"GW-KaiTi", "GW-Fallback", "GW-Last"}
HEI = {"GW-HeiTi"}
BIAO = {"GW-BiaoSong"}
SONG = {"GW-SongTi"}
# Characters in names of persons and places that some of the faces lack; a fallback draws them.
UNCOMMON = frozenset("鲊洢璟珺喆堃㮾䥽瑯茈鸬鹚塅")


def faults(data: bytes, content: DocumentContent) -> list[str]:
    """What a ruler would object to; empty for a document that may be stamped."""
    sheet = read(data, content)
    found = [
        f"纸张 {width:.1f}×{height:.1f}" for width, height in sheet.sizes if abs(width - 210) + abs(height - 297) > 1
    ]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found += font_faults(pdf) + metadata_faults(pdf, content)
    if mismatch := assign(sheet, content):
        return [*found, mismatch]
    checks = (_faces, _colors, head, _title, _recipients, _grid, _edges, _indents, tables, _attachments, _page_numbers)
    for check in (*checks, spacing, tints, attendance, signature, sample_seal, imprint):
        found += list(check(sheet, content))
    return found


_EXPECTED = {
    "mark": (BIAO, None), "number": (FANG, 16), "signer": (FANG | KAI, 16), "title": (BIAO, 22),
    "recipients": (FANG, 16), "body": (FANG, 16), "heading1": (HEI, 16), "heading2": (KAI, 16),
    "attachment": (FANG, 16), "signature": (FANG, 16), "date": (FANG, 16), "note": (FANG, 16),
    "copies": (FANG, 14), "printed": (FANG, 14), "moved": (FANG, 14), "copy_number": (FANG, 16), "urgency": (HEI, 16),
    "keeper": (FANG, 16), "kept_on": (FANG, 16), "attendance_label": (HEI, 16), "attendance": (FANG, 16),
    "caption": (HEI, 16), "attached_label": (HEI, 16), "attached_title": (BIAO, 22),
}  # fmt: skip


def _faces(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    for name, runs in sheet.parts.items():
        fonts, size = _EXPECTED[name]
        glyphs = [glyph for run in runs for glyph in run]
        common = {glyph.font for glyph in glyphs if glyph.text not in UNCOMMON}
        if wrong := _faces_of_body(runs, content) if name == "body" else common - fonts:
            yield f"字体 {name}：{sorted(wrong)}"
        if size and (wrong_sizes := {round(glyph.size, 1) for glyph in glyphs if abs(glyph.size - size) > 0.1}):
            yield f"字号 {name}：{sorted(wrong_sizes)}"
        if name not in ("number", "signer", "copies", "printed", "note"):
            # A fallback face may stand in for single rare characters, never for the text.
            fallback = sum(glyph.font in ("GW-Fallback", "GW-Last") for glyph in glyphs if glyph.text not in UNCOMMON)
            if fallback > 0.2 * len(glyphs) + 2:
                yield f"字体 {name}：{fallback} 字用了后备字体"


def _faces_of_body(runs: list[list[Glyph]], content: DocumentContent) -> set[str]:
    """Wrong faces of the paragraphs; a second level heading that opens one is set in 楷体."""
    apart = Heading1 | Heading2 | AttachmentNote | Table
    blocks = [block for block in all_blocks(content) if not isinstance(block, apart)]
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


def _rows(page: int, content: DocumentContent, sheet: Sheet) -> float:
    """Where the first line of a page stands; the first page of a letter begins with 发文字号."""
    if page == 1 and content.form == FormKind.LETTER:
        return sheet.parts["number"][0][0].top
    return TOP


def _title(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    first = sheet.parts["title"][0][0]
    rows = 9 + head_rows(content)
    if content.form == FormKind.LETTER:
        rows = 2 + max(1, bool(content.copy_number) + bool(content.urgency))
    # Larger type in a line of the same height rises above the body's em box by half the difference.
    wanted = _rows(1, content, sheet) + rows * LINE - (22 - 16) / 2 / MM
    if abs(first.top - wanted) > 0.7:
        yield f"标题上边缘 {first.top:.2f}，应为 {wanted:.2f}"
    for line in (*sheet.parts["title"], *sheet.parts["attached_title"], *sheet.parts["caption"]):
        if abs((line[0].left + line[-1].right) / 2 - 106) > 1:
            yield "标题未居中"


def _recipients(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    shown = [run[0] for name in ("body", "heading1", "heading2", "caption") for run in sheet.parts[name]]
    if not any(glyph.page == 1 for glyph in [*shown, *sheet.cells]):
        yield "首页未显示正文"
    if sheet.parts["moved"]:
        title = len(content.title_lines) + 10
        if title + 1 + len(content.main_recipients) / 28 < 20:
            yield "主送排得下，不应移至版记"


_FLOW = (
    "recipients", "body", "heading1", "heading2", "attachment", "signature", "date", "note",
    "attendance_label", "attendance", "caption", "attached_label",
)  # fmt: skip


def _grid(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    used: dict[int, set[int]] = defaultdict(set)
    for name in _FLOW:
        for run in sheet.parts[name]:
            for line in lines_of(run):
                page = line[0].page
                position = (line[0].top - _rows(page, content, sheet)) / LINE
                used[page].add(round(position))
                if abs(position - round(position)) * LINE > 0.35:
                    yield f"行格 {name}：第 {position + 1:.2f} 行"
                    return
                if line[-1].bottom > (BOTTOM if page > 1 or content.form != FormKind.LETTER else LETTER_BOTTOM) + 1:
                    yield f"行格 {name}：超出版心 {line[-1].bottom:.1f}"
    for glyph in sheet.cells:
        used[glyph.page].add(round((glyph.top - TOP) / LINE + 0.4))
    yield from _full_pages(sheet, used)


def _full_pages(sheet: Sheet, used: dict[int, set[int]]) -> Iterator[str]:
    """Pages that the text runs over are full: up to the page with the signature, and inside each attachment."""
    ends = sheet.parts["signature"] or [sheet.parts[name][-1] for name in ("attendance", "body") if sheet.parts[name]]
    starts = {run[0].page for run in sheet.parts["attached_label"]}
    for page, rows in used.items():
        # A heading goes on with its text, lines of text with the signature, a table's row is not divided.
        fewest = 21 if page < ends[0][0].page - 1 and not sheet.cells else 13
        if page + 1 in used and page + 1 not in starts and max(rows) + 1 < fewest:
            yield f"行数 第{page}页只有 {max(rows) + 1} 行"


def _attachments(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    pages: list[int] = []
    titles = iter(sheet.parts["attached_title"])
    for label, attachment in zip(sheet.parts["attached_label"], content.attachments, strict=True):
        first = label[0]
        lines = [next(titles) for _ in attachment.title_lines]
        title = lines[0][0]
        pages.append(first.page)
        if abs(first.left - LEFT) > 0.7 or abs(first.top - TOP) > 0.5:
            yield f"附件 应顶格在第一行：{first.left:.1f}，{first.top:.1f}"
        if title.page != first.page or abs(title.top - (TOP + 2 * LINE - 3 / MM)) > 0.7:
            yield f"附件标题 应在第三行：{title.top:.1f}"
        if any(glyph.page == first.page and glyph.top < first.top - 1 for glyph in [*sheet.glyphs, *sheet.cells]):
            yield "附件 未另面编排"
    if pages != sorted(set(pages)):
        yield f"附件 每个都应另起一面：{pages}"


def _full_lines(sheet: Sheet) -> Iterator[tuple[bool, bool, list[Glyph]]]:
    """Lines that end because they are full: whether they are a paragraph's first, and whether they gave up room to
    keep a document's number whole on the next."""
    for name in ("recipients", "body", "heading1", "heading2"):
        for run in sheet.parts[name]:
            lines = lines_of(run)
            for index, line in enumerate(lines[:-1]):
                yield index == 0 and name != "recipients", lines[index + 1][0].text == "〔", line


def _edges(sheet: Sheet, content: DocumentContent) -> Iterator[str]:
    counted = 0
    for first, is_loose, line in _full_lines(sheet):
        counted += 1
        cells = sum((glyph.right - glyph.left) * MM / glyph.size for glyph in line) + (2 if first else 0)
        if not (22.5 if is_loose else 26.4) <= cells <= 29.6:
            yield f"每行字数 {cells:.1f}：{''.join(glyph.text for glyph in line)[:12]}"
        if not first and abs(line[0].left - LEFT) > 1:
            yield f"左边 {line[0].left:.2f}"
        if abs(line[-1].right - RIGHT) > 1:
            yield f"右边 {line[-1].right:.2f}"
        step = (line[-1].left - line[0].left) / (len(line) - 1)
        if not is_loose and all(ord(glyph.text) > 0x2E80 for glyph in line) and abs(step - STEP) > 0.32:
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
    text_pages |= {glyph.page for glyph in sheet.cells}
    for page in range(1, sheet.pages + 1):
        glyphs = sheet.numbers[page]
        if page == 1 and content.form == FormKind.LETTER:
            if glyphs:
                yield "页码 信函首页不显示页码"
            continue
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
