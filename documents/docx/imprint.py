"""版记: its rows between rules, in a text box at the foot of the page."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from documents.docx.body import plain
from documents.docx.paragraphs import FACES
from documents.docx.text_box import Box, add_box
from documents.typesetting import fonts, grid
from documents.typesetting.content.blocks import DocumentContent, FormKind
from documents.typesetting.line_breaking import break_lines
from documents.typesetting.rendering import configured_stack
from documents.typesetting.typesetter import Setter

_LINE = 20.0
_PADDING = 2.0
_LABEL = len("抄送：")
_WIDTH_TWIPS = round(grid.WIDTH * 20)


def add_imprint(
    paragraph: Any, content: DocumentContent, *, page: int, moves_recipients: bool, clear: float = 0
) -> None:
    """Anchor the box to ``paragraph``; ``moves_recipients`` puts 主送 above 抄送, ``clear`` points stay free above.

    A letter's has no rules and is placed by the page's edge: the type area of the first ``page`` is another.
    """
    rows = _rows(content, moves_recipients)
    cells = "".join(
        _row(
            "".join(_paragraph(text, hanging=hanging, right_text=right) for text, hanging, right in row),
            first=index == 0,
            last=index == len(rows) - 1,
            ruled=content.form != FormKind.LETTER,
        )
        for index, row in enumerate(rows)
    )
    height = imprint_height(content, moves_recipients=moves_recipients)
    bottom = grid.LETTER_BOTTOM_MM if page == 1 else grid.TOP_MM + grid.HEIGHT_MM
    foot = (grid.PAGE_HEIGHT_MM - bottom) * grid.MM if content.form == FormKind.LETTER else None
    add_box(paragraph, Box(_table(cells), height, clear, foot))


def imprint_height(content: DocumentContent, *, moves_recipients: bool) -> float:
    """Return the height of the box in points; 0 without an imprint."""
    rows = _rows(content, moves_recipients)
    lines = sum(_lines(text[_LABEL:]) if hanging else 1 for row in rows for text, hanging, _ in row)
    return lines * _LINE + (2 * _PADDING + 1) * len(rows) + 2 if rows else 0.0


_Text = tuple[str, float, str]


def _rows(content: DocumentContent, moves_recipients: bool) -> list[list[_Text]]:
    """Return the paragraphs of each row: text, hanging indent of its further lines, text at the right edge."""
    copies: list[_Text] = []
    for label, names in (
        ("主送：", content.main_recipients if moves_recipients else ""),
        ("抄送：", content.copies_to),
    ):
        if names:
            copies.append((f"{label}{plain(names).rstrip('。')}。", _LABEL * grid.IMPRINT_SIZE, ""))
    rows = [copies] if copies else []
    if content.printed_by and content.form != FormKind.LETTER:
        rows.append([(plain(content.printed_by), 0, f"{content.printed_date_text}印发")])
    return rows


def _lines(text: str) -> int:
    """Return the lines of 抄送, broken as on the printed page."""
    setter = Setter(configured_stack())
    row_width = grid.WIDTH - 5 * grid.IMPRINT_SIZE
    measure = setter.measure(fonts.FANGSONG, width=row_width, size=grid.IMPRINT_SIZE, spacing=0.0)
    return len(break_lines(text, measure))


def _run(text: str) -> str:
    face, size = FACES[fonts.FANGSONG], round(grid.IMPRINT_SIZE * 2)
    return (
        f'<w:r><w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>'
        f'<w:spacing w:val="0"/><w:kern w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def _paragraph(text: str, *, hanging: float = 0, right_text: str = "") -> str:
    row_width = _WIDTH_TWIPS - 2 * 280
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{row_width + 280}"/></w:tabs>' if right_text else ""
    tab = f"<w:r><w:tab/></w:r>{_run(right_text)}" if right_text else ""
    left = 280 + round(hanging * 20)
    hang = f' w:hanging="{round(hanging * 20)}"' if hanging else ""
    return (
        f'<w:p><w:pPr><w:widowControl w:val="0"/>{tabs}<w:overflowPunct w:val="1"/><w:autoSpaceDE w:val="0"/>'
        f'<w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="400" '
        f'w:lineRule="exact"/><w:ind w:left="{left}" w:right="280"{hang}/><w:jc w:val="left"/></w:pPr>'
        f"{_run(text)}{tab}</w:p>"
    )


def _row(content: str, *, first: bool, last: bool, ruled: bool) -> str:
    def border(side: str, size: int) -> str:
        return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>' if ruled else ""

    edges = border("top", 8 if first else 6) + border("bottom", 8 if last else 6)
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{_WIDTH_TWIPS}" w:type="dxa"/>'
        f"<w:tcBorders>{edges}</w:tcBorders></w:tcPr>{content}</w:tc></w:tr>"
    )


def _table(rows: str) -> str:
    pad = round(_PADDING * 20)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_WIDTH_TWIPS}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="{pad}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="{pad}" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{_WIDTH_TWIPS}"/></w:tblGrid>{rows}</w:tbl>'
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
    )
