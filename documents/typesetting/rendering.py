"""Render an official document as PDF: the only entry point from content to PDF."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from documents.typesetting.content.blocks import ContentError, DocumentContent, FormKind
from documents.typesetting.content.classification import classification_problems
from documents.typesetting.content.validation import content_problems
from documents.typesetting.engine import Engine, engine
from documents.typesetting.fonts import SONGTI, FontStack, font_stack
from documents.typesetting.glyphs import missing_glyphs
from documents.typesetting.html import Composition
from documents.typesetting.pagination import arranged
from documents.typesetting.pdf_writer import write
from documents.typesetting.process.limits import MOST_SECONDS, within_limits
from documents.typesetting.sample_seal import sample_seal
from documents.typesetting.tables import table_problems
from documents.typesetting.typesetter import Setter

if TYPE_CHECKING:
    from weasyprint import Document


@dataclass(frozen=True)
class RenderedPdf:
    """A finished PDF: its bytes, the number of pages and the SHA-256 of the bytes (hex)."""

    data: bytes
    pages: int
    sha256: str


class Busy(Exception):
    """Other documents have used the engine of this process for longer than the caller wanted to wait."""


def render(content: DocumentContent, *, hand: int | None = None, patience: float = -1) -> RenderedPdf:
    """Typeset a document as PDF/A-3a (about 60 ms once warm; the first call in a process takes 1 s).

    `hand` tints the block with that index, for previews beside the editor. `patience` is the number of seconds to wait
    for other documents before `Busy` is raised; negative: without limit. Raises `ContentError` when the content is
    incomplete, cannot be drawn, or exceeds the limits of pages and time (`process/limits.py`); nothing is ever printed
    with a missing glyph.
    """
    check(content)
    current = _engine()
    if not current.lock.acquire(timeout=patience):
        raise Busy
    try:
        return typeset(content, current, hand=hand)
    finally:
        current.lock.release()


def typeset(
    content: DocumentContent, current: Engine, *, hand: int | None = None, seconds: float = MOST_SECONDS
) -> RenderedPdf:
    """Typeset validated content with an engine that nobody else uses meanwhile."""
    with within_limits(seconds):
        return _render(content, current, hand)


def check(content: DocumentContent) -> None:
    """Raise `ContentError` if the content cannot be typeset or must not be stored.

    Call when text is saved; costs microseconds once the fonts' tables are loaded.
    """
    problems = content_problems(content) + classification_problems(content)
    stack = configured_stack()
    problems += [missing.problem() for missing in missing_glyphs(content, stack)]
    if not problems:
        problems += table_problems(content, Setter(stack))
    if problems:
        raise ContentError(problems)


def configured_stack() -> FontStack:
    """Return the configured faces, the bureau's own first."""
    override, cache = folders()
    return font_stack(override, cache / "fonts")


def folders() -> tuple[Path | None, Path]:
    """Return the folder of the bureau's own faces, if any, and the folder of prepared ones."""
    configured = settings.OFFICIAL_FONT_DIR
    return (Path(configured) if configured else None), Path(settings.DATA_DIR) / "cache" / "documents"


def _engine() -> Engine:
    return engine(*folders())


def _render(content: DocumentContent, current: Engine, hand: int | None, extra_css: str = "") -> RenderedPdf:
    document = _lay_out(content, current, hand, extra_css)
    faces = current.stack.faces[SONGTI]
    data = write(document, seal=sample_seal(content.signature, faces) if content.shows_sample_seal else b"")
    return RenderedPdf(data, len(document.pages), hashlib.sha256(data).hexdigest())


def _lay_out(content: DocumentContent, current: Engine, hand: int | None, extra_css: str) -> Document:
    composition = Composition(content, current.stack, hand)
    is_letter = content.form == FormKind.LETTER
    return arranged(composition, lambda html: current.lay_out(html, extra_css, is_letter=is_letter))
