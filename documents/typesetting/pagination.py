"""Lay out a document so that its last page comes out as the standard wants it."""

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

_NEARLY_FULL = 16


def arranged(composition: Composition, lay_out: Callable[[str], Document]) -> Document:
    """The pages in the first arrangement that works out; `lay_out` typesets HTML. Raises `ContentError` beyond
    `MOST_PAGES` pages.

    The first page must show some text: where 主送 leaves none, it moves to the imprint. The imprint stands at the
    foot of the last even page (of a letter: of the page the text ends on), or on a page of its own.
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
    """What to try, the likeliest first; the last is taken in any case."""
    bare = replace(usual, bare_imprint=True)
    # A line above the signature may be given up where a whole line follows the date (附注, or left free above the
    # imprint): the seal keeps its four lines, and no sheet is added that would carry nothing but the imprint.
    may_close = composition.content.has_seal and not composition.content.is_minutes
    if composition.content.form == FormKind.LETTER:
        yield usual
        if may_close:
            yield replace(usual, is_close=True)
        if composition.expected_end(usual)[1] >= _NEARLY_FULL:
            yield replace(usual, is_pushed=True)
        yield bare
        return
    # Everything stands on the grid, so counting lines tells which of the two it will be.
    page, lines = composition.expected_end(usual)
    if page % 2:
        yield bare
    yield usual
    if may_close:
        yield replace(usual, is_close=True)
    # No room for the imprint below the text: text and signature go on to the next page, rather than leaving it blank,
    # unless that would leave this one nearly empty.
    if not composition.content.attachments and lines >= _NEARLY_FULL:
        yield replace(bare, is_pushed=True)
    yield bare


def _works_out(document: Document, arrangement: Arrangement, composition: Composition) -> bool:
    """Whether the imprint came to stand where it belongs, with the text ending on the page it should."""
    pages = len(document.pages)
    if composition.content.form != FormKind.LETTER and pages % 2:
        return False
    return _text_ends_on(document, pages - arrangement.bare_imprint)


def _text_ends_on(document: Document, page: int) -> bool:
    """Whether the last piece of text stands on this page, counted from 1."""
    return page >= 1 and END_ANCHOR in document.pages[page - 1].anchors
