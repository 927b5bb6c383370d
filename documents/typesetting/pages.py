"""Render pages of a PDF as images for the screen, and join PDFs, with the library that browsers print with."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterable

# The library keeps global state and is not thread-safe.
_lock = threading.Lock()
_POINTS_PER_INCH = 72


def joined(files: Iterable[bytes]) -> bytes:
    """Return the pages of several PDFs as one PDF."""
    import pypdfium2

    target = io.BytesIO()
    with _lock:
        made = pypdfium2.PdfDocument.new()
        try:
            for data in files:
                source = pypdfium2.PdfDocument(data)
                made.import_pages(source)
                source.close()
            made.save(target)
        finally:
            made.close()
    return target.getvalue()


def page_picture(pdf: bytes, page: int, *, dots_per_inch: int = 110, is_quick: bool = False) -> bytes:
    """Return one page (counted from 1) as PNG. Raises `IndexError` when there is no such page.

    `is_quick` spends the least time on it, for an image shown at once, at four times the size in bytes.
    """
    import pypdfium2

    with _lock:
        document = pypdfium2.PdfDocument(pdf)
        try:
            if not 1 <= page <= len(document):
                raise IndexError(page)
            bitmap = document[page - 1].render(scale=dots_per_inch / _POINTS_PER_INCH)
            image = bitmap.to_pil().convert("RGB")
        finally:
            document.close()
    if is_quick:
        quick = io.BytesIO()
        image.save(quick, "PNG", compress_level=1)
        return quick.getvalue()
    # A page holds black, red and their antialiasing: 64 colours look the same at a quarter of the bytes.
    buffer = io.BytesIO()
    image.quantize(64, method=2, dither=0).save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()
