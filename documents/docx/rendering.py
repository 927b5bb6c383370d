"""Render a document as DOCX: the same parts in the same order as on the printed page."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from copy import deepcopy
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.shared import Mm, Pt

from documents.docx import closing, header
from documents.docx.body import plain
from documents.docx.imprint import add_imprint, imprint_height
from documents.docx.ooxml import (
    PPR_ORDER,
    SECT_ORDER,
    element,
    put,
)
from documents.docx.pages import SEAL_SPACE, Place, placed
from documents.docx.paragraphs import (
    BODY,
    LINE_TWIPS,
    Face,
    Look,
    add_lines,
    add_run,
    set_face,
    set_look,
)
from documents.docx.tables import add_table
from documents.typesetting import fonts, grid
from documents.typesetting.body import pushed_block
from documents.typesetting.content.blocks import (
    AttachmentNote,
    Block,
    DocumentContent,
    FormKind,
    Heading1,
    Heading2,
    Paragraph,
    Table,
    attachment_label,
)

NOT_THE_ORIGINAL = "可编辑文稿，供修改排印之用，不是正本。正本以门户封存的 PDF 为准。"
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Nothing in the file depends on the time: the same content gives the same bytes.
_ZIP_TIME = (2000, 1, 1, 0, 0, 0)
_LINE = LINE_TWIPS / 20
_TITLE = Face(fonts.BIAOSONG, grid.TITLE_SIZE, step=False)


def render_docx(content: DocumentContent) -> bytes:
    """Return the document as DOCX (about 30 ms), with the standard's names of typefaces; none is embedded.

    Values that are not known yet are placeholders. The word processor breaks lines and pages; the imprint is arranged
    as on the printed page (``pages.py``).
    """
    word = Document()
    place = placed(content)
    arrangement = place.arrangement
    _set_page(word, content)
    _describe(word, content)
    header.add_head(word, content)
    _add_title(word, content, "" if arrangement.moves_recipients else content.main_recipients)
    pushed = pushed_block(content.blocks) if arrangement.is_pushed else None
    for index, (block, keeps) in enumerate(zip(content.blocks, place.keeps, strict=True)):
        _add_block(word, block, keeps_next=keeps, starts_page=index == pushed)
    closing.add_attendance(word, content)
    closing.add_signature(word, content, is_close=arrangement.is_close)
    closing.add_note(word, content)
    for number, attachment in enumerate(content.attachments, 1):
        _add_attachment(word, attachment_label(number, content.attachments), attachment)
    _add_imprint(word, content, place)
    return _packed(word)


def _set_page(word: Any, content: DocumentContent) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(grid.PAGE_WIDTH_MM), Mm(grid.PAGE_HEIGHT_MM)
    section.top_margin, section.left_margin = Mm(grid.TOP_MM), Mm(grid.LEFT_MM)
    is_letter = content.form == FormKind.LETTER
    # A letter's first page extends further down; on the others the footer is tall enough to keep the text above it.
    foot = grid.LETTER_BOTTOM_MM if is_letter else grid.TOP_MM + grid.HEIGHT_MM
    section.bottom_margin = Mm(grid.PAGE_HEIGHT_MM - foot)
    section.right_margin = Mm(grid.PAGE_WIDTH_MM - grid.LEFT_MM - grid.WIDTH_MM)
    put(section._sectPr, SECT_ORDER, element("docGrid", type="lines", linePitch=LINE_TWIPS))
    style = word.styles["Normal"]
    set_face(style.element.get_or_add_rPr(), BODY)
    style.paragraph_format.space_after = Pt(0)
    word.settings.odd_and_even_pages_header_footer = True
    closing.add_page_numbers(section, is_letter=is_letter)


def _describe(word: Any, content: DocumentContent) -> None:
    day = content.printed_on or content.dated_on or dt.date(2000, 1, 1)
    made = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    about = word.core_properties
    about.title, about.author = plain(content.title)[:255], plain(content.signature or content.issuer_mark)[:255]
    about.subject, about.comments = plain(content.document_number)[:255], NOT_THE_ORIGINAL
    about.language, about.category, about.last_modified_by = "zh-CN", "可编辑文稿", about.author
    about.created = about.modified = made
    about.revision = 1


def _add_title(word: Any, content: DocumentContent, recipients: str) -> None:
    title = word.add_paragraph()
    set_look(title, Look(align="center", line=_LINE, before=header.space_above_title(content), keeps_next=True))
    add_lines(title, content.title_lines, _TITLE)
    _add_empty(word)
    if recipients:
        to = word.add_paragraph()
        set_look(to, Look())
        add_run(to, f"{recipients}：")


def _add_block(word: Any, block: Block, *, keeps_next: bool = False, starts_page: bool = False) -> None:
    if isinstance(block, Table):
        add_table(word, block)
        return
    if isinstance(block, AttachmentNote):
        closing.add_attachment_note(word, block)
        return
    paragraph = word.add_paragraph()
    level = 0 if isinstance(block, Heading1) else 1 if isinstance(block, Heading2) else None
    set_look(paragraph, Look(indent_characters=2, level=level, keeps_next=keeps_next, starts_page=starts_page))
    heading = block.run_in_heading if isinstance(block, Paragraph) else ""
    if heading:
        add_run(paragraph, heading, Face(fonts.KAITI))
    add_run(paragraph, block.text[len(heading) :], Face(block.role))


def _add_attachment(word: Any, label: str, attachment: Any) -> None:
    opening = word.add_paragraph()
    set_look(opening, Look(starts_page=True, keeps_next=True))
    add_run(opening, label, Face(fonts.HEITI))
    _add_empty(word)
    title = word.add_paragraph()
    set_look(title, Look(align="center", line=_LINE, keeps_next=True))
    add_lines(title, attachment.title_lines, _TITLE)
    _add_empty(word)
    for block in attachment.blocks:
        _add_block(word, block, keeps_next=isinstance(block, Heading1 | Heading2))


def _add_empty(word: Any) -> None:
    set_look(word.add_paragraph(), Look(keeps_next=True))


def _add_imprint(word: Any, content: DocumentContent, place: Place) -> None:
    arrangement = place.arrangement
    if not imprint_height(content, moves_recipients=arrangement.moves_recipients):
        return
    if word.element.body[-2].tag.endswith("}tbl"):
        set_look(word.add_paragraph(), Look(line=1.0))
    page, is_letter = place.page, content.form == FormKind.LETTER
    if arrangement.bare_imprint:
        _begin_bare_page(word, is_even=not is_letter)
        page += 1
    is_clear = content.ends_with_seal and not (arrangement.bare_imprint or arrangement.is_close)
    clear = SEAL_SPACE if is_clear else 0.0
    add_imprint(word.paragraphs[-1], content, page=page, moves_recipients=arrangement.moves_recipients, clear=clear)


def _begin_bare_page(word: Any, *, is_even: bool) -> None:
    """Begin a page without a number for the imprint alone: a section that begins on the next (even) page."""
    last = word.paragraphs[-1]
    before = deepcopy(word.sections[-1]._sectPr)
    word.add_section(WD_SECTION.EVEN_PAGE if is_even else WD_SECTION.NEW_PAGE)
    # The section ends with the text itself, not with the empty line that would otherwise carry its end.
    carrier = word.paragraphs[-1]._p
    carrier.getparent().remove(carrier)
    put(last._p.get_or_add_pPr(), PPR_ORDER, before)
    section = word.sections[-1]
    section.different_first_page_header_footer = False
    for part in (section.header, section.footer, section.even_page_header, section.even_page_footer):
        part.is_linked_to_previous = False
    set_look(word.add_paragraph(), Look())


def _packed(word: Any) -> bytes:
    """Return the package with fixed times and without the template's thumbnail, which shows another document."""
    raw, made = io.BytesIO(), io.BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _ZIP_TIME), source.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
