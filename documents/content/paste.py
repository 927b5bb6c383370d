"""Convert pasted text from Word, WPS, a web page or a table into blocks of a document. Pure: text in, blocks out.

Use ``blocks_from_clipboard`` for the browser's clipboard and ``blocks_from_text`` for plain text. Characters are
cleaned by ``wording.clean``; this module adds what only pasted text needs: its paragraphs, its headings by their
numbering (一、（一）1.（1）, GB/T 9704-2012, 7.3.3), its tables, its half-width marks, and the removal of Word's own
traces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from documents.content.clipboard_html import PastedTable, read_html
from documents.typesetting.content.wording import clean

MOST_CHARACTERS = 400_000
_LONGEST_HEADING = 40
# Nested brackets take a pass each. No text needs so many; without a limit a few thousand would take hours.
_MOST_PASSES = 20

_HANZI = r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_CHINESE = _HANZI + r"\u2014\u2018-\u201d\u2026\u3001-\u3017\uff01-\uff0f\uff1a-\uff20\uff3b-\uff5e"
_FULL_WIDTH = {ord(full): chr(ord(full) - 0xFEE0) for full in map(chr, range(0xFF10, 0xFF5B)) if full.isalnum()}
_MARKS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF_MARKS = re.compile(rf"(?<=[{_CHINESE}])[,;:?!]+")
_HALF_STOP = re.compile(rf"(?<=[{_CHINESE}])\.(?=[{_HANZI}]|$)")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_QUOTES = re.compile(r'"([^"]*)"')
_SPACES_BY_HANZI = re.compile(rf"(?<=[{_CHINESE}])[ \u3000]+|[ \u3000]+(?=[{_CHINESE}])")
_SPACES = re.compile(r"[ \t\u1680\u3000]+")
_LINES = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
# List marks, including those of Word's symbol fonts, whose codes are in the private use area.
_BULLET = re.compile(
    r"^[ \t\u3000]*(?:[·•●○◦▪▫■□◆◇➢►▶✓√※*\-–\uf000-\uf0ff]|o(?=\t))[ \t\u3000]+|^[•●▪■◆\uf000-\uf0ff]+\s*"
)
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_ANNOTATION = re.compile(r"\[(?:批注|Comment)[^\[\]]{0,40}\]")

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_FIRST = re.compile(rf"^({_NUMERAL})\s*[、.．，,]\s*(?=\S)")
_SECOND = re.compile(rf"^[（(]\s*({_NUMERAL})\s*[)）]\s*[、.．]?\s*")
_THIRD = re.compile(r"^(\d{1,2})\s*[、．.]\s*(?=[^\d\s])")
_FOURTH = re.compile(r"^[（(]\s*(\d{1,2})\s*[)）]\s*[、.．]?\s*")
_NOTE = re.compile(r"^附件\s*[：:]\s*(?=\S)")
_NOTE_NUMBER = re.compile(r"^(\d{1,2})\s*[、．.]\s*(?=\S)")


@dataclass(frozen=True)
class PastedBlock:
    """A block for the editor: its kind, its text (the names of attachments one a line) or its rows."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def blocks_from_clipboard(*, html: str = "", text: str = "") -> list[PastedBlock]:
    """Return the blocks of a clipboard: of its HTML if that has any text, otherwise of its plain text.

    Text beyond ``MOST_CHARACTERS`` is cut off; text is never interpreted as our markup.
    """
    pieces = read_html(html[:MOST_CHARACTERS]) if html.strip() else []
    return _blocks(pieces) or blocks_from_text(text)


def blocks_from_text(text: str) -> list[PastedBlock]:
    """Return the blocks of plain text: one a line, consecutive lines with tabs as a table."""
    return _blocks(_tables_gathered(_LINES.split(text[:MOST_CHARACTERS])))


def clean_paragraph(text: str) -> str:
    """Clean one paragraph for use in an official document.

    ASCII digits and letters, full-width marks after Chinese, Chinese quotation marks, no spaces beside hanzi, no marks
    of lists, comments or symbol fonts. Idempotent.
    """
    text = _LINES.sub(" ", text)
    if not text:
        return ""  # cells of a table often are
    for _ in range(_MOST_PASSES):  # correcting one mark may reveal the next
        before, text = text, _cleaned(text)
        if text == before:
            break
    return text


def _cleaned(text: str) -> str:
    text = clean(_ANNOTATION.sub("", _BULLET.sub("", text)))
    text = _PRIVATE.sub("", text).translate(_FULL_WIDTH)
    text = _SPACES_BY_HANZI.sub("", _SPACES.sub(" ", text).strip())
    if _has_hanzi(text):
        text = _QUOTES.sub(r"“\1”", text)
    text = _HALF_MARKS.sub(lambda match: "".join(_MARKS[mark] for mark in match[0]), text)
    text = _HALF_STOP.sub("。", text)
    return _BRACKETS.sub(lambda match: f"（{match[1]}）" if _has_hanzi(match[1]) else match[0], text)


def kind_of_paragraph(text: str) -> tuple[str, str]:
    """Return the kind of a clean paragraph, and its text with the numbering as the standard writes it."""
    if match := _FIRST.match(text):
        text = f"{match[1]}、{text[match.end() :]}"
        return ("heading1" if _is_heading(text, may_end=False) else "paragraph"), text
    if match := _SECOND.match(text):
        text = f"（{match[1]}）{text[match.end() :]}"
        return ("heading2" if _is_heading(text, may_end=True) else "paragraph"), text
    if match := _FOURTH.match(text):
        return "paragraph", f"（{match[1]}）{text[match.end() :]}"
    if match := _THIRD.match(text):
        return "paragraph", f"{match[1]}.{text[match.end() :]}"
    return "paragraph", text


def _blocks(pieces: Iterable[str | PastedTable]) -> list[PastedBlock]:
    found: list[PastedBlock] = []
    is_note = False
    for piece in pieces:
        if isinstance(piece, PastedTable):
            found += _table(piece)
            is_note = False
            continue
        text = clean_paragraph(piece)
        if not text:
            continue
        if is_note and (number := _NOTE_NUMBER.match(text)):
            found[-1] = PastedBlock("attachment_note", f"{found[-1].text}\n{text[number.end() :]}")
            continue
        note = _NOTE.match(text)
        is_note = note is not None
        if note:
            found.append(PastedBlock("attachment_note", _NOTE_NUMBER.sub("", text[note.end() :])))
        else:
            found.append(PastedBlock(*kind_of_paragraph(text)))
    return found


def _table(piece: PastedTable) -> list[PastedBlock]:
    """Return a table as a block; one of a single column is page layout of its source, and becomes paragraphs."""
    rows = [tuple(clean_paragraph(cell) for cell in row) for row in piece.rows]
    rows = [row for row in rows if any(row)]
    width = max((len(row) for row in rows), default=0)
    if width < 2 or len(rows) < 2:
        return _blocks("".join(cell) for row in piece.rows for cell in row)
    return [PastedBlock("table", rows=tuple(row + ("",) * (width - len(row)) for row in rows))]


def _tables_gathered(lines: list[str]) -> Iterator[str | PastedTable]:
    gathered: list[str] = []
    for line in [*lines, ""]:
        if "\t" in line.strip() and not _BULLET.match(line):
            gathered.append(line)
            continue
        if len(gathered) > 1:
            yield PastedTable([row.split("\t") for row in gathered])
        else:
            yield from gathered
        gathered = []
        yield line


def _is_heading(text: str, *, may_end: bool) -> bool:
    inside = text.rstrip("。") if may_end else text
    return len(text) <= _LONGEST_HEADING and not re.search("[。；！？]", inside)


def _has_hanzi(text: str) -> bool:
    return re.search(f"[{_HANZI}]", text) is not None
