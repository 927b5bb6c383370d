"""The page beside the editor: rendered as it will be printed, kept for a moment, shown as pictures."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from foundation.documents.composing import content_of, content_refused
from foundation.documents.freezing import frozen_bytes
from foundation.documents.layout.blocks import ContentError, DocumentContent
from foundation.documents.layout.pages import page_picture
from foundation.documents.layout.rendering import RenderedPdf, render
from foundation.documents.models import Document

# Sharp on a screen of 1.5 pixels a point; 100 % is the paper's true size.
WHOLE_PAGE, TRUE_SIZE = 96, 144


def preview(content: DocumentContent, hand: int | None = None) -> RenderedPdf:
    """Render content that is not stored or not issued yet (about 0.1 s; the same content again costs nothing).

    ``hand`` tints the block in hand. Raises ``DomainError("content")`` naming what cannot be printed.
    """
    try:
        return _rendered(content, hand)
    except ContentError as error:
        raise content_refused(error) from None


def bytes_of(document: Document) -> bytes:
    """The PDF to show for a document: the frozen original once issued, else the page as it stands."""
    if document.pdf:
        return frozen_bytes(document)
    return preview(content_of(document)).data


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
    return render(content, hand=hand)


@lru_cache(maxsize=64)
def _picture(sha256: str, page: int, dots_per_inch: int, pdf: _Bytes) -> bytes:
    return page_picture(pdf.data, page, dots_per_inch=dots_per_inch)
