"""Read a finished PDF back: glyphs in reading order, page numbers, bars, and which part each glyph belongs to."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pdfplumber

from foundation.documents.layout.blocks import AttachmentNote, DocumentContent, Heading1, Heading2
from foundation.documents.layout.wording import official_date

MM = 72 / 25.4
BOTTOM = 262.0
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
    parts: dict[str, list[list[Glyph]]] = field(default_factory=lambda: defaultdict(list))


def read(data: bytes) -> Sheet:
    """Glyphs, page numbers and bars of the file."""
    sheet = Sheet(0, [], [], {}, [])
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        sheet.pages = len(pdf.pages)
        for number, page in enumerate(pdf.pages, 1):
            height = float(page.height)
            sheet.sizes.append((float(page.width) / MM, height / MM))
            glyphs = [_glyph(char, number, height) for char in page.chars if char["text"].strip()]
            glyphs.sort(key=lambda glyph: (round(glyph.top + ASCENT * glyph.size / MM, 0), glyph.left))
            sheet.numbers[number] = [glyph for glyph in glyphs if glyph.top > BOTTOM + 1]
            sheet.glyphs += [glyph for glyph in glyphs if glyph.top <= BOTTOM + 1]
            for rect in page.rects:
                sheet.bars.append(
                    Bar(number, rect["x0"] / MM, rect["width"] / MM, rect["top"] / MM, rect["height"] / MM,
                        tuple(rect["non_stroking_color"] or ()))
                )  # fmt: skip
    return sheet


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
    for name, text in expected_parts(content):
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


def expected_parts(content: DocumentContent) -> Iterator[tuple[str, str]]:
    """Part names and texts in reading order."""
    yield "mark", content.issuer_mark
    yield "number", content.document_number
    if content.signer:
        yield "signer", f"签发人：{content.signer}"
    for line in content.title_lines:
        yield "title", line
    if content.main_recipients:
        yield "recipients", f"{content.main_recipients}："
    for block in content.blocks:
        if isinstance(block, AttachmentNote):
            many = len(block.names) > 1
            for number, name in enumerate(block.names, 1):
                lead = "附件：" if number == 1 else ""
                yield "attachment", f"{lead}{f'{number}.' if many else ''}{name}"
        else:
            yield {Heading1: "heading1", Heading2: "heading2"}.get(type(block), "body"), block.text
    yield "signature", content.signature
    assert content.dated_on is not None
    yield "date", official_date(content.dated_on)
    if content.note:
        yield "note", f"（{content.note}）"
    if content.copies_to:
        yield "copies", f"抄送：{content.copies_to}。"
    if content.printed_by:
        assert content.printed_on is not None
        yield "printed", f"{content.printed_by}{official_date(content.printed_on)}印发"


def lines_of(run: list[Glyph]) -> list[list[Glyph]]:
    """A part's glyphs by line."""
    lines: dict[tuple[int, float], list[Glyph]] = defaultdict(list)
    for glyph in run:
        lines[(glyph.page, round(glyph.top + ASCENT * glyph.size / MM, 0))].append(glyph)
    return list(lines.values())
