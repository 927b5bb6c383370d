"""Shared means of setting the parts of a page: measured widths, broken lines, and pieces of known height."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from documents.typesetting import grid
from documents.typesetting.fonts import FontStack
from documents.typesetting.line_breaking import Line, Measure, natural_width


@dataclass(frozen=True)
class Piece:
    """A part of the page: its markup, and the heights, in lines of the grid, of what may not be divided.

    `header` lines are repeated at the top of every page the piece continues on; `starts_page` begins a new page.
    """

    html: str
    heights: tuple[int, ...] = ()
    header: int = 0
    starts_page: bool = False


class Setter:
    """Write markup with lines broken for one stack of faces. All text is escaped; none is markup."""

    def __init__(self, stack: FontStack) -> None:
        self.stack = stack

    def measure(
        self,
        role: str,
        *,
        first_indent: float = 0.0,
        indent: float = 0.0,
        width: float = grid.WIDTH,
        size: float = grid.BODY_SIZE,
        spacing: float = grid.SPACING,
    ) -> Measure:
        """Return the parameters for breaking a paragraph in a face; indents are subtracted from `width` (points)."""
        return Measure(
            advance=self.stack.widths[role].__getitem__,
            size=size,
            spacing=spacing,
            width=width - indent,
            first_width=width - first_indent,
        )

    def width(self, text: str, role: str, size: float = grid.BODY_SIZE, spacing: float = grid.SPACING) -> float:
        """Return the width in points of unbroken text."""
        return natural_width(text, self.stack.widths[role].__getitem__, size, spacing)


def set_lines(lines: list[Line], first_class: str = "", heading: int = 0, push: int | None = None) -> str:
    """Set lines, the first `heading` characters of them in the face of second level headings.

    The line with the index `push` begins a page.
    """
    spans = []
    for index, line in enumerate(lines):
        kind = f"ln {first_class}" if index == 0 and first_class else "ln"
        if index == push:
            kind += " push"
        opening, rest = escape(line.text[:heading]), escape(line.text[heading:])
        text = f'<span class="kai">{opening}</span>{rest}' if opening else rest
        spans.append(f'<span class="{kind}"{spacing_style(line)}>{text}</span>')
        heading = max(0, heading - len(line.text))
    return "".join(spans)


def set_hanging(lines: list[Line], lead: str, start: float, hang: float) -> str:
    """Set lines with a hanging indent of `hang` points; the first begins at `start` with `lead` (markup)."""
    rows = []
    for index, line in enumerate(lines):
        left, before = (start, lead) if index == 0 else (hang, "")
        rows.append(
            f'<span class="ln" style="margin-left: {left:.4f}pt">{before}'
            f"<span{spacing_style(line)}>{escape(line.text)}</span></span>"
        )
    return "".join(rows)


def spacing_style(line: Line) -> str:
    """Return the line's own spacing; most lines have the page's, and parsing a style for each costs time."""
    return "" if abs(line.spacing - grid.SPACING) < 0.001 else f' style="letter-spacing: {line.spacing}pt"'


def pending(text: str, is_pending: bool) -> str:
    """Tint text that is still to be filled in."""
    return f'<span class="pending">{escape(text)}</span>' if is_pending else escape(text)
