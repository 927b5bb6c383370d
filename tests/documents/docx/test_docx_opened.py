"""The DOCX copy opened in LibreOffice and written as PDF: as many pages as the original, and all its words.

The machine's commercial typefaces are replaced by the shipped ones, so that both are set with the same widths.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
import pytest

from documents.docx.paragraphs import FACES
from documents.docx.rendering import render_docx
from documents.typesetting.content.blocks import (
    DATE_PLACEHOLDER,
    AttachmentNote,
    Block,
    DocumentContent,
    FormKind,
    Table,
)
from documents.typesetting.content.wording import official_date
from documents.typesetting.fonts import OWN_FOLDER, load_face
from tests.documents.docx.docx_shapes import SHAPES
from tests.documents.rendered import rendered

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice 未安装：DOCX 没有打开核对")

# Pages that stay empty so that the imprint comes on an even one are pages, as in Word's print.
_EXPORT = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
_MM = 25.4 / 72
_SAME_LINE = 1.4
# The last words of the imprint above the lower edge of the paper, whose type area ends at 35 mm.
_IMPRINT_LOW, _IMPRINT_HIGH = 35.0, 40.0
# Above this much of the page stands nothing but an imprint.
_IMPRINT_ALONE = 200.0
_MIDDLE = 105.0


def font_settings(folder: Path) -> Path:
    """A fontconfig file that knows the shipped faces only, under the names that the DOCX asks for."""
    rules = [
        f'<match target="pattern"><test qual="any" name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{load_face(OWN_FOLDER / f"gw-{role}.otf").family}'
        "</string></edit></match>"
        for role, name in FACES.items()
    ]
    others = "".join(f"<string>{name}</string>" for name in ("GW FangSong", "GW Fallback", "GW Last"))
    made = folder / "fonts.conf"
    made.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{OWN_FOLDER}</dir><cachedir>{folder}/fonts</cachedir>{''.join(rules)}"
        f'<match target="pattern"><edit name="family" mode="append" binding="strong">{others}</edit></match>'
        "</fontconfig>"
    )
    return made


def opened(folder: Path) -> dict[str, Path]:
    """Each shape as LibreOffice writes it, through one start of the program."""
    files = {name: folder / f"{number}.docx" for number, name in enumerate(SHAPES)}
    for name, path in files.items():
        path.write_bytes(render_docx(SHAPES[name]))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", _EXPORT,
         "--outdir", str(folder), *map(str, files.values())],
        check=True, capture_output=True, timeout=300, env=os.environ | {"FONTCONFIG_FILE": str(font_settings(folder))},
    )  # fmt: skip
    return {name: path.with_suffix(".pdf") for name, path in files.items()}


@dataclass(frozen=True)
class Line:
    """A line of a page without its spaces; places in millimetres from the paper's left and lower edges."""

    text: str
    left: float
    bottom: float

    @property
    def is_page_number(self) -> bool:
        return re.fullmatch(r"—\d+—", self.text) is not None


def lines_of(page: pypdfium2.PdfPage) -> list[Line]:
    """The lines of a page from top to bottom."""
    text = page.get_textpage()
    glyphs = []
    for index in range(text.count_chars()):
        if (character := chr(raw.FPDFText_GetUnicode(text, index))).strip():
            left, bottom, _, _ = text.get_charbox(index, loose=True)
            glyphs.append((bottom * _MM, left * _MM, character))
    glyphs.sort(reverse=True)
    rows: list[list[tuple[float, float, str]]] = []
    for glyph in glyphs:
        if not rows or rows[-1][-1][0] - glyph[0] > _SAME_LINE:
            rows.append([])
        rows[-1].append(glyph)
    made = []
    for row in rows:
        row.sort(key=lambda glyph: glyph[1])
        made.append(Line("".join(glyph[2] for glyph in row), row[0][1], row[0][0]))
    return made


def pages_of(pdf: Path | bytes) -> list[list[Line]]:
    return [lines_of(page) for page in pypdfium2.PdfDocument(pdf)]


def words(pages: list[list[Line]]) -> str:
    return "".join(line.text for page in pages for line in page if not line.is_page_number)


def told_in_order(content: DocumentContent) -> Iterator[str]:
    """What stands one below the other in the text and the attachments; cells of tables stand side by side."""
    yield content.issuer_mark
    yield content.title
    yield from _told(content.blocks)
    if not content.is_minutes:
        yield content.signature
        yield official_date(content.dated_on) if content.dated_on else DATE_PLACEHOLDER
    if content.note:
        yield f"（{content.note}）"
    for attachment in content.attachments:
        yield attachment.title
        yield from _told(attachment.blocks)


def _told(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, AttachmentNote):
            yield from block.names
        elif not isinstance(block, Table):
            yield block.text


def faults(content: DocumentContent, pages: list[list[Line]]) -> Iterator[str]:
    """What differs from the original: pages, words and their order, the imprint's place, page numbers."""
    original = rendered(content)
    if len(pages) != original.pages:
        yield f"{len(pages)} pages instead of {original.pages}"
        return
    found = words(pages)
    missing = Counter(words(pages_of(original.data)))
    missing.subtract(found)
    if lost := {character: count for character, count in missing.items() if count}:
        yield f"characters lost or added: {lost}"
    place = 0
    for text in told_in_order(content):
        if (at := found.find(re.sub(r"\s", "", text), place)) < 0:
            yield f"not in its place: {text}"
        place = max(place, at)
    is_letter = content.form == FormKind.LETTER
    if not is_letter and not (_IMPRINT_LOW <= _last_words(pages[-1]).bottom <= _IMPRINT_HIGH):
        yield f"imprint at {_last_words(pages[-1]).bottom:.1f} mm"
    for number, page in enumerate(pages, 1):
        yield from _page_faults(number, page, is_first_of_letter=is_letter and number == 1)


def _last_words(page: list[Line]) -> Line:
    return [line for line in page if not line.is_page_number][-1]


def _page_faults(number: int, page: list[Line], *, is_first_of_letter: bool) -> Iterator[str]:
    numbers = [line for line in page if line.is_page_number]
    bare = is_first_of_letter or page[:1] == [] or page[0].bottom < _IMPRINT_ALONE
    if [line.text for line in numbers] != ([] if bare else [f"—{number}—"]):
        yield f"page {number} is numbered {[line.text for line in numbers]}"
    for line in numbers:
        if (line.left > _MIDDLE) != bool(number % 2):
            yield f"the number of page {number} stands {line.left:.0f} mm from the left"


def test_libreoffice_shows_the_pages_and_words_of_the_original(tmp_path):
    """All shapes in one test: starting the program costs more than any of them."""
    found = {name: list(faults(SHAPES[name], pages_of(path))) for name, path in opened(tmp_path).items()}
    assert {name: said for name, said in found.items() if said} == {}
