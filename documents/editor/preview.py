"""The page beside the editor: rendered as it will be printed, kept for a moment, shown as pictures."""

from __future__ import annotations

import hashlib
import itertools
import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from documents.content.builder import content_of, content_refused
from documents.models import Document
from documents.typesetting.content.blocks import ContentError, DocumentContent
from documents.typesetting.pages import page_picture
from documents.typesetting.process.subprocess_renderer import render
from documents.typesetting.rendering import Busy, RenderedPdf
from documents.workflow.printing import frozen_bytes
from foundation.common.errors import DomainError, ErrorCode

# Sharp on a screen of 1.5 pixels a point; 100 % is the paper's true size.
WHOLE_PAGE, TRUE_SIZE = 96, 144
# Beside the editor no more pages are drawn than somebody looks at while writing.
MOST_PICTURES = 12
# Seconds somebody waits for others' pages; after that the page that stands there stays for a while longer.
PATIENCE = 8.0
# Seconds a page beside the editor may take; an issued document has longer (`typesetting.process.limits`).
MOST_SECONDS = 20.0


class Superseded(Exception):
    """The same person has written on meanwhile: this page would be overwritten at once, so it is not made."""


class Crowded(Exception):
    """Too many others are before this page; ask again a little later."""


_turn = threading.Lock()
_tickets = itertools.count(1)
_newest: dict[Hashable, int] = {}
_newest_lock = threading.Lock()


@contextmanager
def turn(key: Hashable) -> Iterator[None]:
    """One at a time in this process; of those who wait under the same ``key`` only the newest is let in.

    Two of the four threads of a web process stay free for other pages however many write: who waits longer than
    ``PATIENCE`` is sent away with ``Crowded``, who was overtaken with ``Superseded``.
    """
    ticket = next(_tickets)
    _newest[key] = ticket
    try:
        if not _turn.acquire(timeout=PATIENCE):
            raise Crowded
        try:
            if _newest.get(key) != ticket:
                raise Superseded
            yield
        finally:
            _turn.release()
    finally:
        with _newest_lock:
            if _newest.get(key) == ticket:
                del _newest[key]


def preview(content: DocumentContent, hand: int | None = None) -> RenderedPdf:
    """Render content that is not stored or not issued yet (about 0.1 s; the same content again costs nothing).

    ``hand`` tints the block in hand. Raises ``DomainError("content")`` naming what cannot be printed, and
    ``DomainError("crowded")`` when a long document of somebody else holds the engine: it must not hold every thread.
    """
    try:
        return _rendered(content, hand)
    except Busy:
        raise DomainError(ErrorCode.CROWDED, "正在排版的人较多，请稍后再看版面。文稿不受影响。") from None
    except ContentError as error:
        raise content_refused(error) from None


def bytes_of(document: Document) -> bytes:
    """The PDF to show for a document: the frozen original once issued, else the page as it stands."""
    if document.pdf:
        return frozen_bytes(document)
    return preview(content_of(document)).data


def pictures(made: RenderedPdf) -> list[bytes]:
    """PNGs of the first pages, at most ``MOST_PICTURES``."""
    numbers = range(1, min(made.pages, MOST_PICTURES) + 1)
    return [page_picture(made.data, number, dots_per_inch=WHOLE_PAGE, is_quick=True) for number in numbers]


def picture(pdf: bytes, page: int, *, dots_per_inch: int = WHOLE_PAGE) -> bytes:
    """PNG of a page (counted from 1). Raises ``IndexError`` when there is none."""
    return _picture(hashlib.sha256(pdf).hexdigest(), page, dots_per_inch, _Bytes(pdf))


class _Bytes:
    """Carries the bytes past the cache, whose key is their hash alone."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Bytes)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=24)
def _rendered(content: DocumentContent, hand: int | None) -> RenderedPdf:
    return render(content, hand=hand, patience=PATIENCE, seconds=MOST_SECONDS)


@lru_cache(maxsize=64)
def _picture(sha256: str, page: int, dots_per_inch: int, pdf: _Bytes) -> bytes:
    return page_picture(pdf.data, page, dots_per_inch=dots_per_inch)
