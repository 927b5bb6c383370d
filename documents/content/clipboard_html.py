"""Parse the HTML of a clipboard into paragraphs and tables of plain text. Pure; no markup is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_PARAGRAPHS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "br", "tr", "table", "ul", "ol", "section", "hr"}
# The content of these is not the writer's text: styles, deleted words, comments, pictures.
_UNREAD = {"style", "script", "head", "title", "del", "s", "strike", "template", "xml", "svg", "math", "noscript"}
_VOID = {"br", "hr", "img", "meta", "link", "input", "col", "wbr", "area", "base", "embed", "source", "track", "param"}
_UNREAD_STYLE = re.compile(r"display:\s*none|mso-hide:\s*all|mso-element:\s*comment|visibility:\s*hidden")
_UNREAD_CLASS = re.compile(r"msocom|MsoComment", re.IGNORECASE)
# More columns than any of our pages has; text further right is joined to the last one.
_MOST_COLUMNS = 30


@dataclass
class PastedTable:
    """Rows of cells as found; rows may be of unequal length."""

    rows: list[list[str]] = field(default_factory=list)


def read_html(html: str) -> list[str | PastedTable]:
    """Return paragraphs and tables in reading order, without empty ones. Broken markup is parsed as far as possible."""
    reader = _Reader()
    # The clipboard of Windows marks the copied part; text around it is not included.
    start, end = html.find("<!--StartFragment"), html.rfind("<!--EndFragment")
    reader.feed(_closed(html[start:end] if 0 <= start < end else html))
    reader.close()
    reader.end_paragraph()
    return reader.pieces


def _closed(html: str) -> str:
    """Return the HTML without comments and declarations, and with no unclosed markup at its end.

    For each unclosed piece of markup the parser scans everything that follows: thousands would take hours.
    """
    parts, at = [], 0
    while (start := html.find("<!", at)) >= 0:
        parts.append(html[at:start])
        mark = "-->" if html.startswith("<!--", start) else ">"
        end = html.find(mark, start + 2)
        if end < 0:
            at = len(html)
            break
        at = end + len(mark)
    html = "".join([*parts, html[at:]])
    last = html.rfind(">") + 1
    return html[:last] + html[last:].replace("<", "&lt;")


class _Reader(HTMLParser):
    """Collect text; count the depth of elements whose text is skipped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str | PastedTable] = []
        self._text: list[str] = []
        self._unread: list[str] = []
        self._lists: list[int | None] = []
        self._table: PastedTable | None = None
        self._depth = 0
        self._cell: tuple[list[str], int] | None = None
        self._spans: dict[int, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self._unread:
            if tag == self._unread[-1] and tag not in _VOID:
                self._unread.append(tag)
            return
        if tag not in _VOID and _is_unread(tag, given):
            self._unread.append(tag)
            return
        if tag in ("ul", "ol"):
            self._lists.append(_number(given.get("start"), 1) if tag == "ol" else None)
        if tag == "table":
            self._begin_table()
        elif self._table is not None:
            self._in_table(tag, given)
        elif tag in _PARAGRAPHS:
            self.end_paragraph()
        if tag == "li" and self._lists and (number := self._lists[-1]) is not None:
            self._text.append(f"{number}.")
            self._lists[-1] = number + 1

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            if tag == self._unread[-1]:
                self._unread.pop()
            return
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag == "table" and self._table is not None:
            self._end_table()
        elif tag in _PARAGRAPHS and self._table is None:
            self.end_paragraph()

    def handle_data(self, data: str) -> None:
        if self._unread:
            return
        text = re.sub(r"[ \t\r\n\f]+", " ", data)
        if self._table is None:
            self._text.append(text)
        elif self._cell is not None:
            row, column = self._cell
            row[column] += text

    def end_paragraph(self) -> None:
        text, self._text = "".join(self._text), []
        if text.strip():
            self.pieces.append(text)

    def _begin_table(self) -> None:
        self._depth += 1
        if self._depth == 1:
            self.end_paragraph()
            self._table, self._spans, self._cell = PastedTable(), {}, None

    def _end_table(self) -> None:
        self._depth -= 1
        if self._depth == 0 and self._table is not None:
            self.pieces.append(self._table)
            self._table = self._cell = None

    def _in_table(self, tag: str, given: dict[str, str]) -> None:
        """Collect rows and cells; a table inside a cell becomes text of that cell."""
        assert self._table is not None
        if self._depth > 1:
            return
        if tag == "tr":
            self._table.rows.append([])
            self._cell = None
        elif tag in ("td", "th") and self._table.rows:
            self._begin_cell(self._table.rows[-1], _span(given, "colspan"), _span(given, "rowspan"))

    def _begin_cell(self, row: list[str], wide: int, high: int) -> None:
        """Begin a cell with its text in the first of the positions it covers; the others stay empty."""
        while self._spans.get(len(row), 0) > 0:  # covered by a cell of a row above
            self._spans[len(row)] -= 1
            row.append("")
        wide = min(wide, _MOST_COLUMNS - len(row))
        if wide < 1:
            self._cell = (row, len(row) - 1)
            return
        self._cell = (row, len(row))
        for column in range(len(row), len(row) + wide):
            self._spans[column] = high - 1
        row.extend([""] * wide)


def _is_unread(tag: str, given: dict[str, str]) -> bool:
    return (
        tag in _UNREAD
        or bool(_UNREAD_STYLE.search(given.get("style", "")))
        or bool(_UNREAD_CLASS.search(given.get("class", "")))
    )


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise


def _span(given: dict[str, str], name: str) -> int:
    return max(1, min(_number(given.get(name), 1), _MOST_COLUMNS))
