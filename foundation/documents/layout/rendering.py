"""Make the PDF of an official document: the one seam between content and paper."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from foundation.documents.layout.blocks import ContentError, DocumentContent
from foundation.documents.layout.classification import classification_problems
from foundation.documents.layout.engine import Engine, engine
from foundation.documents.layout.fonts import FontStack
from foundation.documents.layout.glyphs import missing_glyphs
from foundation.documents.layout.markup import END_ANCHOR, document_html


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
    configured = getattr(settings, "OFFICIAL_FONT_DIR", None)
    return (Path(configured) if configured else None), Path(settings.DATA_DIR) / "cache" / "documents"


def _engine() -> Engine:
    return engine(*_folders())


def _render(content: DocumentContent, current: Engine, hand: int | None, extra_css: str = "") -> RenderedPdf:
    document = current.lay_out(document_html(content, current.stack, bare_imprint=False, hand=hand), extra_css)
    has_imprint = bool(content.copies_to or content.printed_by)
    if has_imprint and (len(document.pages) % 2 or END_ANCHOR not in document.pages[-1].anchors):
        # The imprint belongs on the last even page; where the text does not end on that page, it
        # stands there alone and the page carries no number.
        html = document_html(content, current.stack, bare_imprint=True, hand=hand)
        document = current.lay_out(html, extra_css)
    data = current.write(document)
    return RenderedPdf(data, len(document.pages), hashlib.sha256(data).hexdigest())
