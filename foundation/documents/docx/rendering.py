"""Make the DOCX of a document: the same parts in the same order as on the printed page."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

from docx import Document
from docx.shared import Mm, Pt

from foundation.documents.docx import ends, heads
from foundation.documents.docx.imprint import add_imprint
from foundation.documents.docx.ooxml import SECT_ORDER, element, put
from foundation.documents.docx.paragraphs import BODY, LINE_TWIPS, Face, Look, add_lines, add_run, set_face, set_look
from foundation.documents.docx.tables import add_table
from foundation.documents.docx.texts import plain
from foundation.documents.layout import fonts, grid
from foundation.documents.layout.blocks import (
    DATE_PLACEHOLDER,
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
from foundation.documents.layout.wording import official_date

NOT_THE_ORIGINAL = "可编辑文稿，供修改排印之用，不是正本。正本以门户封存的 PDF 为准。"
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Nothing in the file tells when it was made: the same content gives the same bytes.
_ZIP_TIME = (2000, 1, 1, 0, 0, 0)
_LINE = LINE_TWIPS / 20
_TITLE = Face(fonts.BIAOSONG, grid.TITLE_SIZE, step=False)


def render_docx(content: DocumentContent) -> bytes:
    """The document as DOCX (about 20 ms), with the typefaces named as the standard names them; none is embedded.

    What is not known yet stands as its placeholder. Lines are broken by the word processor, pages therefore too.
    """
    word = Document()
    _set_page(word, content)
    _describe(word, content)
    heads.add_head(word, content)
    _add_title(word, content)
    for index, block in enumerate(content.blocks):
        is_last = index == len(content.blocks) - 1
        _add_block(word, block, keeps_next=is_last and not content.is_minutes)
    ends.add_attendance(word, content)
    ends.add_signature(word, content)
    ends.add_note(word, content)
    for number, attachment in enumerate(content.attachments, 1):
        _add_attachment(word, attachment_label(number, content.attachments), attachment)
    _add_imprint(word, content)
    return _packed(word)


def _set_page(word: Any, content: DocumentContent) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(grid.PAGE_WIDTH_MM), Mm(grid.PAGE_HEIGHT_MM)
    section.top_margin, section.left_margin = Mm(grid.TOP_MM), Mm(grid.LEFT_MM)
    section.bottom_margin = Mm(grid.PAGE_HEIGHT_MM - grid.TOP_MM - grid.HEIGHT_MM)
    section.right_margin = Mm(grid.PAGE_WIDTH_MM - grid.LEFT_MM - grid.WIDTH_MM)
    put(section._sectPr, SECT_ORDER, element("docGrid", type="lines", linePitch=LINE_TWIPS))
    style = word.styles["Normal"]
    set_face(style.element.get_or_add_rPr(), BODY)
    style.paragraph_format.space_after = Pt(0)
    word.settings.odd_and_even_pages_header_footer = True
    ends.add_page_numbers(section, is_letter=content.form == FormKind.LETTER)


def _describe(word: Any, content: DocumentContent) -> None:
    day = content.printed_on or content.dated_on or dt.date(2000, 1, 1)
    made = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    about = word.core_properties
    about.title, about.author = plain(content.title)[:255], plain(content.signature or content.issuer_mark)[:255]
    about.subject, about.comments = plain(content.document_number)[:255], NOT_THE_ORIGINAL
    about.language, about.category, about.last_modified_by = "zh-CN", "可编辑文稿", about.author
    about.created = about.modified = made
    about.revision = 1


def _add_title(word: Any, content: DocumentContent) -> None:
    title = word.add_paragraph()
    set_look(title, Look(align="center", line=_LINE, before=heads.room_above_title(content), keeps_next=True))
    add_lines(title, content.title_lines, _TITLE)
    _add_empty(word)
    if content.main_recipients:
        to = word.add_paragraph()
        set_look(to, Look())
        add_run(to, f"{content.main_recipients}：")


def _add_block(word: Any, block: Block, *, keeps_next: bool = False) -> None:
    if isinstance(block, Table):
        add_table(word, block)
        return
    if isinstance(block, AttachmentNote):
        ends.add_attachment_note(word, block)
        return
    paragraph = word.add_paragraph()
    level = 0 if isinstance(block, Heading1) else 1 if isinstance(block, Heading2) else None
    set_look(paragraph, Look(indent_characters=2, level=level, keeps_next=keeps_next or level is not None))
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
        _add_block(word, block)


def _add_empty(word: Any) -> None:
    set_look(word.add_paragraph(), Look(keeps_next=True))


def _add_imprint(word: Any, content: DocumentContent) -> None:
    is_letter = content.form == FormKind.LETTER
    printed = f"{official_date(content.printed_on) if content.printed_on else DATE_PLACEHOLDER}印发"
    ends_with_table = word.element.body[-2].tag.endswith("}tbl") if len(word.element.body) > 1 else False
    if ends_with_table:
        _add_empty(word)
    last = word.paragraphs[-1]
    add_imprint(
        last, plain(content.copies_to), "" if is_letter else plain(content.printed_by), printed, ruled=not is_letter
    )


def _packed(word: Any) -> bytes:
    """The package with fixed times and without the template's picture, which shows another document."""
    raw, made = io.BytesIO(), io.BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _ZIP_TIME), source.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
