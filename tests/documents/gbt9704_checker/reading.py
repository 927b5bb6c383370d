"""Read a finished PDF back: glyphs in reading order, page numbers, bars, and which part each glyph belongs to."""

from __future__ import annotations

import io
from collections import defaultdict
from dataclasses import dataclass, field, replace

import pdfplumber

from documents.typesetting.content.blocks import DocumentContent, FormKind
from tests.documents.gbt9704_checker.expecting import expected_parts

MM = 72 / 25.4
BOTTOM = 262.0
LETTER_BOTTOM = 271.0  # the first page of a letter reaches down to its lower double rule
LEFT, RIGHT, TOP = 28.0, 184.0, 37.0
STEP = 156 / 28
LINE = (225 - 16 / MM) / 21
TABLE_SIZE = 12
_LEAST_RULE = 60.0  # a stroke of a drawn character may be a rectangle too
ASCENT = 0.88


@dataclass(frozen=True)
class Glyph:
    """One character on paper; `top` and `bottom` are its em box, `page` counts from 1."""

    text: str
    page: int
    left: float
    right: float
    top: float
    size: float
    font: str
    color: tuple[float, ...]
    line: int = 0

    @property
    def baseline(self) -> float:
        return self.top + ASCENT * self.size / MM

    @property
    def bottom(self) -> float:
        return self.top + self.size / MM


@dataclass(frozen=True)
class Bar:
    """A filled rectangle."""

    page: int
    left: float
    width: float
    top: float
    height: float
    color: tuple[float, ...]


@dataclass
class Sheet:
    """Everything read back from the file, glyphs already in reading order."""

    pages: int
    sizes: list[tuple[float, float]]
    glyphs: list[Glyph]
    numbers: dict[int, list[Glyph]]
    bars: list[Bar]
    drawn: list[Bar] = field(default_factory=list)
    """Pieces of drawings, as the boxes round them: all that is neither glyph nor rule nor frame."""
    cells: list[Glyph] = field(default_factory=list)
    """Glyphs of tables, in the order they were drawn: header, then cell by cell."""
    parts: dict[str, list[list[Glyph]]] = field(default_factory=lambda: defaultdict(list))


def read(data: bytes, content: DocumentContent | None = None) -> Sheet:
    """Glyphs, page numbers and bars of the file; `content` only distinguishes a letter from other forms."""
    sheet = Sheet(0, [], [], {}, [])
    is_letter = content is not None and content.form == FormKind.LETTER
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        sheet.pages = len(pdf.pages)
        for number, page in enumerate(pdf.pages, 1):
            height = float(page.height)
            sheet.sizes.append((float(page.width) / MM, height / MM))
            glyphs = [_glyph(char, number, height) for char in page.chars if char["text"].strip()]
            sheet.cells += [glyph for glyph in glyphs if is_cell(glyph)]
            lined = _in_lines([glyph for glyph in glyphs if not is_cell(glyph)])
            bottom = LETTER_BOTTOM if is_letter and number == 1 else BOTTOM
            sheet.numbers[number] = [glyph for glyph in lined if glyph.top > bottom + 1]
            sheet.glyphs += [glyph for glyph in lined if glyph.top <= bottom + 1]
            for bar in (_bar(rect, number) for rect in page.rects):
                is_drawn = is_red(bar.color) and bar.width < _LEAST_RULE
                (sheet.drawn if is_drawn else sheet.bars).append(bar)
            sheet.drawn += [_bar(shape, number) for shape in (*page.curves, *page.lines)]
    return sheet


def _bar(shape: dict, page: int) -> Bar:
    color = tuple(shape["non_stroking_color"] or ())
    return Bar(page, shape["x0"] / MM, shape["width"] / MM, shape["top"] / MM, shape["height"] / MM, color)


def is_cell(glyph: Glyph) -> bool:
    return abs(glyph.size - TABLE_SIZE) < 0.1


def _in_lines(glyphs: list[Glyph]) -> list[Glyph]:
    """Glyphs of a page in reading order, each with the number of its line."""
    ordered, line, start = [], 0, -10.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if glyph.baseline - start > 1.5:
            line, start = line + 1, glyph.baseline
        ordered.append(replace(glyph, line=line))
    return sorted(ordered, key=lambda glyph: (glyph.line, glyph.left))


def _glyph(char: dict, page: int, height: float) -> Glyph:
    size, (left, baseline) = char["size"], char["matrix"][4:]
    return Glyph(
        text=char["text"],
        page=page,
        left=left / MM,
        right=char["x1"] / MM,
        top=(height - baseline - ASCENT * size) / MM,
        size=size,
        font=char["fontname"].split("+")[-1],
        color=tuple(char["non_stroking_color"] or ()),
    )


def assign(sheet: Sheet, content: DocumentContent) -> str:
    """Give every glyph its part by walking the expected text; the first difference is the fault."""
    glyphs = iter(sheet.glyphs)
    moved = "主送：" in "".join(glyph.text for glyph in sheet.glyphs)
    for name, text in expected_parts(content, moved=moved):
        run: list[Glyph] = []
        for character in text:
            if character.isspace():
                continue
            glyph = next(glyphs, None)
            if glyph is None or glyph.text != character:
                shown = "".join(each.text for each in run)
                return f"文字 {name}：应为“{text[:40]}”，在“{shown[-10:]}”之后读到“{glyph.text if glyph else '文末'}”"
            run.append(glyph)
        sheet.parts[name].append(run)
    rest = "".join(glyph.text for glyph in glyphs)
    return f"文字 多出“{rest[:40]}”" if rest else ""


def lines_of(run: list[Glyph]) -> list[list[Glyph]]:
    """A part's glyphs by line."""
    lines: dict[tuple[int, float], list[Glyph]] = defaultdict(list)
    for glyph in run:
        lines[(glyph.page, glyph.line)].append(glyph)
    return list(lines.values())


def is_red(color: tuple[float, ...]) -> bool:
    return len(color) == 3 and color[0] > 0.8 and color[1] < 0.1 and color[2] < 0.1


def is_black(color: tuple[float, ...]) -> bool:
    return all(value < 0.01 for value in color)
