"""版头 of the three forms."""

from __future__ import annotations

from typing import Any

from foundation.documents.docx.ooxml import PPR_ORDER, element, put
from foundation.documents.docx.paragraphs import LINE_TWIPS, STEP_TWIPS, Face, Look, add_run, add_tab, set_look
from foundation.documents.docx.texts import width
from foundation.documents.layout import fonts, grid
from foundation.documents.layout.blocks import DATE_PLACEHOLDER, DocumentContent, FormKind
from foundation.documents.layout.wording import official_date

RED = "FF0000"
_LINE = LINE_TWIPS / 20
_STEP = grid.BODY_SIZE + STEP_TWIPS / 20
_MARK_LINE = 45.0
_TO_RULE = 4 * grid.MM
_RULE_ROOM = 2 * _LINE


def add_head(word: Any, content: DocumentContent) -> None:
    """份号, 紧急程度, 发文机关标志, 发文字号 (with 签发人), the red rule."""
    if content.form == FormKind.LETTER:
        _letter_head(word, content)
        return
    corner = _add_corner(word, content)
    mark = word.add_paragraph()
    top = max(0.0, 35 * grid.MM - corner * _LINE)
    set_look(mark, Look(align="center", line=_MARK_LINE, before=top))
    _add_mark(mark, content.issuer_mark)
    _add_numbers(word, content)
    rule = word.add_paragraph()
    set_look(rule, Look(line=_TO_RULE, rule=RED))


def room_above_title(content: DocumentContent) -> float:
    """Points between the rule (in a letter: the number) and the title: two lines."""
    return _RULE_ROOM if content.form == FormKind.LETTER else _RULE_ROOM - _TO_RULE


def _add_corner(word: Any, content: DocumentContent) -> int:
    marks = [(content.copy_number, fonts.FANGSONG), (content.urgency, fonts.HEITI)]
    shown = [(text, role) for text, role in marks if text]
    for text, role in shown:
        paragraph = word.add_paragraph()
        set_look(paragraph, Look(align="left", line=_LINE))
        add_run(paragraph, text, Face(role))
    return len(shown)


def _add_mark(paragraph: Any, text: str) -> None:
    """Red, 小标宋, 42 pt; narrowed when the name is longer than the line."""
    natural = len(text) * grid.MARK_SIZE
    narrow = min(100, int(100 * 438 / natural)) if natural else 100
    add_run(paragraph, text, Face(fonts.BIAOSONG, grid.MARK_SIZE, step=False, color=RED, narrow=narrow))


def _add_numbers(word: Any, content: DocumentContent) -> None:
    if content.is_minutes:
        _add_number(word, content.document_number, before=2 * _LINE)
        row = word.add_paragraph()
        set_look(row, Look(align="left", line=_LINE, left=_STEP, right=_STEP))
        add_run(row, content.signature)
        add_tab(row, grid.WIDTH - _STEP, "right")
        add_run(row, official_date(content.dated_on) if content.dated_on else DATE_PLACEHOLDER)
    elif content.signers:
        _add_upward(word, content)
    else:
        _add_number(word, content.document_number, before=2 * _LINE)


def _add_number(word: Any, text: str, *, before: float) -> None:
    number = word.add_paragraph()
    set_look(number, Look(align="center", line=_LINE, before=before))
    add_run(number, text)


def _add_upward(word: Any, content: DocumentContent) -> None:
    """签发人 at the right, two a line; 发文字号 at the left of the last line."""
    pairs = [content.signers[at : at + 2] for at in range(0, len(content.signers), 2)]
    label = "签发人："
    widest = max(width("　".join(pair)) for pair in pairs)
    names_at = grid.WIDTH - _STEP - widest
    for index, pair in enumerate(pairs):
        row = word.add_paragraph()
        set_look(row, Look(align="left", line=_LINE, left=_STEP, before=2 * _LINE if index == 0 else 0))
        if index == len(pairs) - 1:
            add_run(row, content.document_number)
        if index == 0:
            add_tab(row, names_at - width(label))
            add_run(row, label)
        else:
            add_tab(row, names_at)
        add_run(row, "　".join(pair), Face(fonts.KAITI))


def _letter_head(word: Any, content: DocumentContent) -> None:
    """信函: the mark and its double rule stand in the first page's header, the lower rule in its footer."""
    section = word.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = int(grid.LETTER_MARK_TOP_MM * grid.MM * 12700)
    header = section.first_page_header
    header.is_linked_to_previous = False
    mark = header.paragraphs[0]
    set_look(mark, Look(align="center", line=grid.MARK_SIZE))
    _add_mark(mark, content.issuer_mark)
    rule = header.add_paragraph()
    set_look(rule, letter_rule(grid.LETTER_RULE_GAP_MM * grid.MM))
    add_border(rule, "bottom", "thickThinSmallGap")
    space = header.add_paragraph()
    set_look(space, Look(line=grid.BODY_SIZE * 7 / 8))
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


def letter_rule(height: float) -> Look:
    """170 mm wide in the middle of the paper: 8 mm beyond the type area at the left, 6 mm at the right."""
    side = (grid.PAGE_WIDTH_MM - grid.LETTER_RULE_WIDTH_MM) / 2
    right = grid.PAGE_WIDTH_MM - grid.LEFT_MM - grid.WIDTH_MM
    return Look(line=height, left=(side - grid.LEFT_MM) * grid.MM, right=(side - right) * grid.MM)


def add_border(paragraph: Any, side: str, kind: str) -> None:
    """A red double rule above or below the paragraph."""
    border = element("pBdr")
    border.append(element(side, val=kind, sz=24, space=0, color=RED))
    put(paragraph._p.get_or_add_pPr(), PPR_ORDER, border)
