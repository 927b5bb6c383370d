"""版头: everything above the title, for 文件, 信函 and 纪要.

文件 and 纪要 place the mark 35 mm below the type area's edge (72 mm from the page's), within a whole number of lines so
that the text stays on the grid. 信函 places it 30 mm from the page's edge with double rules; its first page has its own
grid, which begins with 发文字号 (see `grid.py`).
"""

from __future__ import annotations

from html import escape

from documents.typesetting import fonts, grid
from documents.typesetting.content.blocks import DocumentContent
from documents.typesetting.content.elements import NUMBER_PLACEHOLDER, FormKind
from documents.typesetting.content.wording import spread_name
from documents.typesetting.typesetter import Piece, Setter, pending

_MARK_LINES = 5
_BLANK_LINES = 2


def head(setter: Setter, content: DocumentContent) -> Piece:
    """Return the header of the content's form."""
    if content.form == FormKind.LETTER:
        return _letter_head(setter, content)
    rows = _number_rows(setter, content)
    html = (
        f'<div class="red">{_corner(content)}{_mark(setter, content.issuer_mark)}</div>'
        f'<div class="space"></div>{"".join(rows)}<div class="rule"><i></i></div>'
    )
    return Piece(html, (_MARK_LINES + _BLANK_LINES + len(rows) + _BLANK_LINES,))


def _mark(setter: Setter, text: str, *, keeps_height: bool = False) -> str:
    """Set 发文机关标志: spread when short, narrowed when long, and lowered unless the lines below need the height."""
    size, spacing, narrow = grid.MARK_SIZE, 0.0, ""
    natural = setter.width(text, fonts.BIAOSONG, size, 0.0)
    if natural > grid.MARK_WIDTH:
        if not keeps_height:
            # Height and width share the reduction, as in printed headers of long names.
            size = grid.MARK_SIZE * (grid.MARK_WIDTH / natural) ** 0.5
        wide = setter.width(text, fonts.BIAOSONG, size, 0.0)
        overhang = (wide - grid.WIDTH) / 2
        narrow = f"; transform: scaleX({grid.MARK_WIDTH / wide:.4f})"
        narrow += f"; left: {-overhang - 10:.3f}pt; right: {-overhang - 10:.3f}pt"
    else:
        spacing = min((grid.MARK_WIDTH - natural) / max(len(text) - 1, 1), grid.MARK_SPREAD)
        # The last character's spacing must not move the mark off centre.
        narrow = f"; padding-left: {spacing:.3f}pt"
    style = f"font-size: {size:.3f}pt; line-height: {size:.3f}pt; letter-spacing: {spacing:.3f}pt{narrow}"
    return f'<p class="mark" style="{style}">{escape(text)}</p>'


def _corner(content: DocumentContent) -> str:
    """Set 份号 and 紧急程度 at the left edge, from the first line downwards."""
    marks = []
    if content.copy_number:
        marks.append(f'<span class="ln">{escape(content.copy_number)}</span>')
    if content.urgency:
        marks.append(f'<span class="ln hei">{escape(content.urgency)}</span>')
    return f'<div class="corner">{"".join(marks)}</div>' if marks else ""


def _number(content: DocumentContent) -> str:
    return escape(content.document_number).replace(
        NUMBER_PLACEHOLDER, f'<span class="pending">{NUMBER_PLACEHOLDER}</span>'
    )


def _number_rows(setter: Setter, content: DocumentContent) -> list[str]:
    if content.is_minutes:
        day = pending(content.date_text, content.dated_on is None)
        keeper = escape(content.signature)
        return [
            f'<p class="no">{_number(content)}</p>',
            f'<p class="no up"><span>{keeper}</span><span class="by">{day}</span></p>',
        ]
    if content.signers:
        return _upward_rows(setter, content)
    return [f'<p class="no">{_number(content)}</p>']


def _upward_rows(setter: Setter, content: DocumentContent) -> list[str]:
    """Set 签发人 at the right, two names a line, with 发文字号 at the left of the last line."""
    names = content.signers
    number = _number(content)
    if len(names) == 1:
        return [f'<p class="no up">{number}<span class="by">签发人：<b>{escape(names[0])}</b></span></p>']
    longest = max(map(len, names))
    cells = [max(setter.width(spread_name(name, longest), fonts.KAITI) for name in names[at::2]) for at in (0, 1)]
    first = grid.STEP + sum(cells) + grid.STEP
    label = first + setter.width("签发人：", fonts.FANGSONG)
    rows = []
    for at in range(0, len(names), 2):
        places = [
            f'<b class="by" style="right: auto; left: {grid.WIDTH - first + index * (cells[0] + grid.STEP):.4f}pt">'
            f"{escape(spread_name(name, longest))}</b>"
            for index, name in enumerate(names[at : at + 2])
        ]
        if at == 0:
            left = f"right: auto; left: {grid.WIDTH - label:.4f}pt"
            places.insert(0, f'<span class="by" style="{left}">签发人：</span>')
        text = number if at + 2 >= len(names) else ""
        rows.append(f'<p class="no up">{text}{"".join(places)}</p>')
    return rows


def _letter_head(setter: Setter, content: DocumentContent) -> Piece:
    rows = max(1, bool(content.copy_number) + bool(content.urgency))
    html = (
        f'<div class="top" style="height: {(rows + _BLANK_LINES) * grid.LINE:.4f}pt">'
        f"{_mark(setter, content.issuer_mark, keeps_height=True)}"
        '<i class="upper heavy"></i><i class="upper light"></i><i class="lower light"></i><i class="lower heavy"></i>'
        f'{_corner(content)}<p class="code">{_number(content)}</p></div>'
    )
    return Piece(html, (rows + _BLANK_LINES,))
