"""Lay out a document so that its last page follows the standard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from documents.typesetting.content.elements import FormKind
from documents.typesetting.html import (
    END_ANCHOR,
    TEXT_ANCHOR,
    Arrangement,
    Composition,
)
from documents.typesetting.process.limits import MOST_PAGES, too_long

if TYPE_CHECKING:
    from weasyprint import Document

#: Lines from which a page is left to the text when the rest moves to the next one.
NEARLY_FULL = 16


def arranged(composition: Composition, lay_out: Callable[[str], Document]) -> Document:
    """Return the pages of the first arrangement that succeeds; `lay_out` typesets HTML.

    The first page must show some text: where 主送 leaves no space, it moves to the imprint. The imprint is at the foot
    of the last even page (of a letter: of the page the text ends on), or on a page of its own. Raises `ContentError`
    beyond `MOST_PAGES` pages.
    """
    usual = Arrangement()
    if (pages := composition.expected_end(usual)[0]) > MOST_PAGES:
        raise too_long(pages)
    document = _with_imprint(composition, usual, lay_out)
    if composition.content.main_recipients and TEXT_ANCHOR not in document.pages[0].anchors:
        document = _with_imprint(composition, replace(usual, moves_recipients=True), lay_out)
    if len(document.pages) > MOST_PAGES:
        raise too_long(len(document.pages))
    return document


def _with_imprint(composition: Composition, usual: Arrangement, lay_out: Callable[[str], Document]) -> Document:
    document = None
    for arrangement in _arrangements(composition, usual):
        document = lay_out(composition.html(arrangement))
        if not composition.has_imprint(arrangement) or _works_out(document, arrangement, composition):
            return document
    assert document is not None
    return document


def _arrangements(composition: Composition, usual: Arrangement) -> Iterator[Arrangement]:
    """Return the arrangements to try, the most likely first; the last one is used in any case."""
    bare = replace(usual, bare_imprint=True)
    # A line above the signature may be given up where a whole line follows the date (附注, or left free above the
    # imprint): the seal keeps its four lines, and no page is added that would carry only the imprint.
    may_close = composition.content.is_sealed
    if composition.content.form == FormKind.LETTER:
        yield usual
        if may_close:
            yield replace(usual, is_close=True)
        if composition.expected_end(usual)[1] >= NEARLY_FULL:
            yield replace(usual, is_pushed=True)
        yield bare
        return
    # Everything is on the grid, so counting lines decides between the two.
    page, lines = composition.expected_end(usual)
    if page % 2:
        yield bare
    yield usual
    if may_close:
        yield replace(usual, is_close=True)
    # Without space for the imprint below the text, text and signature move to the next page instead of leaving it
    # blank, unless that would leave this one nearly empty.
    if not composition.content.attachments and lines >= NEARLY_FULL:
        yield replace(bare, is_pushed=True)
    yield bare


def _works_out(document: Document, arrangement: Arrangement, composition: Composition) -> bool:
    """Return whether the imprint is on its page and the text ends on the expected one."""
    pages = len(document.pages)
    if composition.content.form != FormKind.LETTER and pages % 2:
        return False
    return _text_ends_on(document, pages - arrangement.bare_imprint)


def _text_ends_on(document: Document, page: int) -> bool:
    """Return whether the last piece of text is on this page, counted from 1."""
    return page >= 1 and END_ANCHOR in document.pages[page - 1].anchors
