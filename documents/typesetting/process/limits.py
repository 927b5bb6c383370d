"""Limits of one document in time, pages and memory; a document that exceeds them is refused with a message.

The typesetting library makes one page after the other; time and page count are checked before each. A single page is
small, because the size of the text, of rows and of tables is limited when content is parsed and validated. The hard
limits, of memory and of the time of a single page, are those of the helper process (`subprocess_renderer.py`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from typing import Any

from documents.typesetting.content.elements import ContentError, Problem

MOST_PAGES = 400
# A letter takes 0.06 s, a table of 200 rows 1 s; the longest content that may be stored stays below on a busy machine.
MOST_SECONDS = 90.0
# Bytes of the helper's data: 0.15 GB with all fonts read; the longest content that may be stored adds 0.4 GB.
MOST_MEMORY = 1 << 30


class Allowance:
    """What one document may still spend: seconds for everything, pages for each arrangement tried."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._ends = time.monotonic() + seconds

    def check(self, pages: int) -> None:
        """Raise `ContentError` when the time is over or there are too many pages."""
        if pages > MOST_PAGES:
            raise too_long(pages)
        if time.monotonic() > self._ends:
            raise ContentError([too_slow(self._seconds)])


_current: ContextVar[Allowance | None] = ContextVar("allowance", default=None)


def too_long(pages: int) -> ContentError:
    """Return the error for a document with too many pages."""
    return ContentError([Problem((), f"排出{pages}页，超过{MOST_PAGES}页，请精简或改作附件另送。")])


def too_slow(seconds: float) -> Problem:
    """Return the error for a document that takes too long."""
    return Problem((), f"排版超过{seconds:.0f}秒仍未完成，请精简内容或分成几件。")


def too_large() -> Problem:
    """Return the error for a document that needs too much memory."""
    return Problem((), "内容过大，排版所需内存超过上限，请精简内容或分成几件。")


@contextmanager
def within_limits(seconds: float = MOST_SECONDS) -> Iterator[None]:
    """End typesetting inside the `with` by `ContentError` when it exceeds the limits."""
    _watch_pages()
    before = _current.set(Allowance(seconds))
    try:
        yield
    finally:
        _current.reset(before)


@cache
def _watch_pages() -> None:
    """Check the limits before every page. The library offers no hook, so its own function is wrapped."""
    from weasyprint.layout import page as library

    make_page = library.remake_page

    @wraps(make_page)
    def watched(index: int, *arguments: Any, **named: Any) -> Any:
        if allowance := _current.get():
            allowance.check(index + 1)
        return make_page(index, *arguments, **named)

    library.remake_page = watched
