"""The parts below the text and at the foot: 出席名单, 附件说明, 署名 and 成文日期, 附注, page numbers."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from documents.docx.body import STEP, width
from documents.docx.header import add_double_rule
from documents.docx.ooxml import element
from documents.docx.paragraphs import (
    Face,
    Look,
    add_run,
    set_face,
    set_look,
)
from documents.typesetting import fonts, grid
from documents.typesetting.content.blocks import AttachmentNote, DocumentContent

_NUMBER = Face(fonts.SONGTI, 14.0, step=False)
# The dash of the page number is 7 mm below the type area, in the middle of its line of 14 pt.
_FOOTER_MM = 35 - 7 - 14 / 2 / grid.MM
_ABOVE_NUMBER = (35 - _FOOTER_MM) * grid.MM - 14


def add_attendance(word: Any, content: DocumentContent) -> None:
    """Add 出席, 请假, 列席 of minutes, names with a hanging indent after the colon."""
    if content.attendance:
        set_look(word.add_paragraph(), Look())
    for each in content.attendance:
        lead = f"{each.label}："
        row = word.add_paragraph()
        hang = width(lead)
        set_look(row, Look(left=2 * STEP + hang, hanging=hang))
        add_run(row, lead, Face(fonts.HEITI))
        add_run(row, each.names)


def add_attachment_note(word: Any, block: AttachmentNote) -> None:
    """Add 附件：1.… one line below the text, with a hanging indent at the first character of the name."""
    set_look(word.add_paragraph(), Look(keeps_next=True))
    label = width("附件：")
    last = len(block.names)
    for number, name in enumerate(block.names, 1):
        prefix = f"{number}." if len(block.names) > 1 else ""
        lead = f"附件：{prefix}" if number == 1 else prefix
        row = word.add_paragraph()
        left = 2 * STEP + label + width(prefix)
        set_look(row, Look(align="left", left=left, hanging=width(lead), keeps_next=number == last))
        add_run(row, f"{lead}{name}")


def add_signature(word: Any, content: DocumentContent, *, is_close: bool = False) -> None:
    """Add 署名 and 成文日期, with or without space for the seal (``is_close``: a line less); minutes have neither."""
    if content.is_minutes:
        return
    date = content.date_text
    date_width, name_width = width(date), width(content.signature)
    for _ in range(2 if content.has_seal and not is_close else 1):
        set_look(word.add_paragraph(), Look(keeps_next=True))
    if content.has_seal:
        date_right = max(4 * STEP, (name_width - date_width) / 2)
        name_right = date_right + (date_width - name_width) / 2
    else:
        left = grid.WIDTH - 2 * STEP - name_width
        if date_width > name_width:
            left = grid.WIDTH - 4 * STEP - date_width
        name_right = grid.WIDTH - left - name_width
        date_right = grid.WIDTH - left - 2 * STEP - date_width
    for text, right, keeps in ((content.signature, name_right, True), (date, date_right, bool(content.note))):
        row = word.add_paragraph()
        set_look(row, Look(align="right", right=right, keeps_next=keeps))
        add_run(row, text)


def add_note(word: Any, content: DocumentContent) -> None:
    """Add 附注 in round brackets."""
    if content.note:
        row = word.add_paragraph()
        set_look(row, Look(indent_characters=2))
        add_run(row, f"（{content.note}）")


def add_page_numbers(section: Any, *, is_letter: bool) -> None:
    """Add page numbers: odd pages at the right, even at the left, indented by one character.

    A letter's first page has the lower rule instead.
    """
    distance = grid.LETTER_FOOT_MM if is_letter else _FOOTER_MM
    section.footer_distance = Mm(distance)
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        # As tall as the margin below the type area, also where the section's own is that of a letter's first page.
        set_look(paragraph, Look(align=align, line=14, left=14, right=14, before=_ABOVE_NUMBER))
        paragraph.paragraph_format.space_after = Pt((_FOOTER_MM - distance) * grid.MM)
        _add_page_number(paragraph)
    if is_letter:
        section.different_first_page_header_footer = True
        first = section.first_page_footer
        first.is_linked_to_previous = False
        add_double_rule(first.paragraphs[0], heavy="bottom")


def _add_page_number(paragraph: Any) -> None:
    add_run(paragraph, "— ", _NUMBER)
    for kind in ("begin", "instruction", "separate", "text", "end"):
        run = paragraph.add_run()
        set_face(run._r.get_or_add_rPr(), _NUMBER)
        if kind == "instruction":
            field = element("instrText")
            field.text = "PAGE"
            field.set(qn("xml:space"), "preserve")
            run._r.append(field)
        elif kind == "text":
            run.text = "1"
        else:
            run._r.append(element("fldChar", fldCharType=kind))
    add_run(paragraph, " —", _NUMBER)
