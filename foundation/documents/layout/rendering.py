"""Make the PDF of an official document: the one seam between content and paper."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from foundation.documents.layout.blocks import ContentError, DocumentContent
from foundation.documents.layout.classification import classification_problems
from foundation.documents.layout.engine import Engine, engine
from foundation.documents.layout.fonts import FontStack
from foundation.documents.layout.glyphs import missing_glyphs
from foundation.documents.layout.grid import LINES
from foundation.documents.layout.markup import END_ANCHOR, document_html, expected_lines

if TYPE_CHECKING:
    from weasyprint import Document


@dataclass(frozen=True)
class RenderedPdf:
    """A finished PDF: its bytes, the number of pages and the SHA-256 of the bytes (hex)."""

    data: bytes
    pages: int
    sha256: str


def render(content: DocumentContent, *, hand: int | None = None) -> RenderedPdf:
    """Typeset a document as PDF/A-3a (about 60 ms once warm; the first call in a process takes 1 s).

    `hand` tints the block with that index, for previews beside the editor. Raises `ContentError`
    when the content is not complete or cannot be drawn; nothing is ever printed with a missing glyph.
    """
    check(content)
    current = _engine()
    with current.lock:
        return _render(content, current, hand)


def check(content: DocumentContent) -> None:
    """Raise `ContentError` if the content cannot be typeset or must not be kept here.

    Call when text is saved; costs microseconds once the fonts' tables are read.
    """
    problems = content.problems() + classification_problems(content)
    problems += [missing.problem() for missing in missing_glyphs(content, configured_stack())]
    if problems:
        raise ContentError(problems)


def configured_stack() -> FontStack:
    """The faces in force, the bureau's own first."""
    from foundation.documents.layout.fonts import font_stack

    override, cache = _folders()
    return font_stack(override, cache / "fonts")


def _folders() -> tuple[Path | None, Path]:
    configured = settings.OFFICIAL_FONT_DIR
    return (Path(configured) if configured else None), Path(settings.DATA_DIR) / "cache" / "documents"


def _engine() -> Engine:
    return engine(*_folders())


def _render(content: DocumentContent, current: Engine, hand: int | None, extra_css: str = "") -> RenderedPdf:
    document = _lay_out(content, current, hand, extra_css)
    data = current.write(document)
    return RenderedPdf(data, len(document.pages), hashlib.sha256(data).hexdigest())


def _lay_out(content: DocumentContent, current: Engine, hand: int | None, extra_css: str) -> Document:
    """The pages with the imprint where it belongs: at the foot of the last even page, or on one of its own.

    Everything stands on the grid, so counting lines tells which of the two it will be; the other is laid out only
    where keeping lines together has shifted a page.
    """

    def lay_out(is_bare: bool, *, is_close: bool = False) -> Document:
        html = document_html(content, current.stack, bare_imprint=is_bare, is_close=is_close, hand=hand)
        return current.lay_out(html, extra_css)

    if not (content.copies_to or content.printed_by):
        return lay_out(False)
    if expected_lines(content, current.stack) % (2 * LINES) in range(1, LINES + 1):
        document = lay_out(True)
        if _text_ends_on(document, len(document.pages) - 1):
            return document
    # A line above the signature may be given up where 附注 stands below it: the seal keeps its four lines, and no
    # sheet is added that would carry nothing but the imprint.
    for is_close in (False, True) if content.note else (False,):
        document = lay_out(False, is_close=is_close)
        if len(document.pages) % 2 == 0 and _text_ends_on(document, len(document.pages)):
            return document
    return lay_out(True)


def _text_ends_on(document: Document, page: int) -> bool:
    """Whether the last piece of text stands on this page, counted from 1."""
    return page >= 1 and END_ANCHOR in document.pages[page - 1].anchors
