"""版头 of the three forms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from documents.docx.body import STEP, cells, width
from documents.docx.ooxml import PPR_ORDER, element, put
from documents.docx.paragraphs import (
    LINE_TWIPS,
    Face,
    Look,
    add_run,
    add_tab,
    set_look,
)
from documents.typesetting import fonts, grid
from documents.typesetting.content.blocks import DocumentContent, FormKind
from documents.typesetting.content.wording import spread_name

RED = "FF0000"
_LINE = LINE_TWIPS / 20
_MARK_LINE = 45.0
# From 发文字号 itself: a fifth of an exact line is below its baseline.
_TO_RULE = 4 * grid.MM - (_LINE / 5 - 0.12 * grid.BODY_SIZE)
# Two lines, minus the borders: they must not cost the text below a line.
_RULE_SPACE = 2 * _LINE - 2.5


def add_head(word: Any, content: DocumentContent) -> None:
    """Add 份号, 紧急程度, 发文机关标志, 发文字号 (with 签发人), the red rule."""
    if content.form == FormKind.LETTER:
        _letter_head(word, content)
        return
    corner = _add_corner(word, content)
    mark = word.add_paragraph()
    top = max(0.0, 35 * grid.MM - corner * _LINE)
    size = _add_mark(mark, content.issuer_mark)
    # An exact line has its space above the characters: a smaller mark needs a shorter line to begin at the same height.
    line = size + _MARK_LINE - grid.MARK_SIZE
    set_look(mark, Look(align="center", line=line, before=top, after=_MARK_LINE - line))
    _add_numbers(word, content)
    rule = word.add_paragraph()
    set_look(rule, Look(line=_TO_RULE, rule=RED))


def space_above_title(content: DocumentContent) -> float:
    """Return the points between the rule (in a letter: the number) and the title: two lines."""
    return 2 * _LINE if content.form == FormKind.LETTER else _RULE_SPACE - _TO_RULE


def _add_corner(word: Any, content: DocumentContent) -> int:
    marks = [(content.copy_number, fonts.FANGSONG), (content.urgency, fonts.HEITI)]
    shown = [(text, role) for text, role in marks if text]
    for text, role in shown:
        paragraph = word.add_paragraph()
        set_look(paragraph, Look(align="left", line=_LINE))
        add_run(paragraph, text, Face(role))
    return len(shown)


def _add_mark(paragraph: Any, text: str, *, keeps_height: bool = False) -> float:
    """Add the mark in red 小标宋, 42 pt: spread when short, narrowed when long. Returns its size in points.

    It is lowered unless the lines below need the height.
    """
    size, spread, narrow = grid.MARK_SIZE, 0.0, 100
    natural = cells(text) * size
    if natural > grid.MARK_WIDTH:
        if not keeps_height:
            size = round(2 * size * (grid.MARK_WIDTH / natural) ** 0.5) / 2
        narrow = int(100 * grid.MARK_WIDTH / (cells(text) * size))
    else:
        spread = min((grid.MARK_WIDTH - natural) / max(len(text) - 1, 1), grid.MARK_SPREAD)
    face = Face(fonts.BIAOSONG, size, step=False, color=RED, narrow=narrow)
    # Space behind the last character would move the mark off centre.
    add_run(paragraph, text[:-1], replace(face, spread=spread))
    add_run(paragraph, text[-1:], face)
    return size


def _add_numbers(word: Any, content: DocumentContent) -> None:
    if content.is_minutes:
        _add_number(word, content.document_number, before=2 * _LINE)
        row = word.add_paragraph()
        set_look(row, Look(align="left", line=_LINE, left=STEP, right=STEP))
        add_run(row, content.signature)
        add_tab(row, grid.WIDTH - STEP, "right")
        add_run(row, content.date_text)
    elif content.signers:
        _add_upward(word, content)
    else:
        _add_number(word, content.document_number, before=2 * _LINE)


def _add_number(word: Any, text: str, *, before: float) -> None:
    number = word.add_paragraph()
    set_look(number, Look(align="center", line=_LINE, before=before))
    add_run(number, text)


def _add_upward(word: Any, content: DocumentContent) -> None:
    """Add 签发人 at the right, two a line; 发文字号 at the left of the last line."""
    names = [spread_name(name, max(map(len, content.signers))) for name in content.signers]
    if len(names) == 1:
        names = [content.signers[0]]
    columns = [max((width(name) for name in names[at::2]), default=0.0) for at in (0, 1)]
    gap = STEP if columns[1] else 0.0
    names_at = grid.WIDTH - STEP - sum(columns) - gap
    label = "签发人："
    for at in range(0, len(names), 2):
        row = word.add_paragraph()
        set_look(row, Look(align="left", line=_LINE, left=STEP, before=2 * _LINE if at == 0 else 0))
        if at + 2 >= len(names):
            add_run(row, content.document_number)
        if at == 0:
            add_tab(row, names_at - width(label))
            add_run(row, label)
        else:
            add_tab(row, names_at)
        add_run(row, names[at], Face(fonts.KAITI))
        for name in names[at + 1 : at + 2]:
            add_tab(row, names_at + columns[0] + gap)
            add_run(row, name, Face(fonts.KAITI))


def _letter_head(word: Any, content: DocumentContent) -> None:
    """Add the header of 信函: mark and double rule in the first page's header, the lower rule in its footer."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = int(grid.LETTER_MARK_TOP_MM * grid.MM * 12700)
    header = section.first_page_header
    header.is_linked_to_previous = False
    mark = header.paragraphs[0]
    set_look(mark, Look(align="center", line=grid.MARK_SIZE))
    _add_mark(mark, content.issuer_mark, keeps_height=True)
    add_double_rule(header.add_paragraph(), heavy="top", before=grid.LETTER_RULE_GAP_MM * grid.MM)
    space = header.add_paragraph()
    # The text below is in the middle of its line.
    set_look(space, Look(line=grid.BODY_SIZE * 7 / 8 - (_LINE - grid.BODY_SIZE) / 2))
    number = word.add_paragraph()
    corner = content.copy_number or content.urgency
    set_look(number, Look(align="left", line=_LINE))
    if corner:
        add_run(number, corner, Face(fonts.FANGSONG if content.copy_number else fonts.HEITI))
    add_tab(number, grid.WIDTH, "right")
    add_run(number, content.document_number)
    if content.copy_number and content.urgency:
        urgency = word.add_paragraph()
        set_look(urgency, Look(align="left", line=_LINE))
        add_run(urgency, content.urgency, Face(fonts.HEITI))


def add_double_rule(paragraph: Any, *, heavy: str, before: float = 0.0) -> None:
    """Add a thick and a thin red rule, 170 mm wide and centred on the page, as the paragraph's two borders.

    ``heavy`` is the outer side, "top" or "bottom". Some programs draw double borders as one thick line.
    """
    side = (grid.PAGE_WIDTH_MM - grid.LETTER_RULE_WIDTH_MM) / 2
    right = grid.PAGE_WIDTH_MM - grid.LEFT_MM - grid.WIDTH_MM
    gap = grid.DOUBLE_MM - grid.HEAVY_MM - grid.LIGHT_MM
    look = Look(
        line=gap * grid.MM,
        before=before,
        left=(side - grid.LEFT_MM) * grid.MM,
        right=(side - right) * grid.MM,
    )
    set_look(paragraph, look)
    border = element("pBdr")
    for edge in ("top", "bottom"):
        height = grid.HEAVY_MM if edge == heavy else grid.LIGHT_MM
        border.append(element(edge, val="single", sz=round(height * grid.MM * 8), space=0, color=RED))
    put(paragraph._p.get_or_add_pPr(), PPR_ORDER, border)
