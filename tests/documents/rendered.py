"""Samples rendered once a run, as every measurement of them reads the same bytes."""

from __future__ import annotations

from functools import cache

from documents.typesetting import rendering
from documents.typesetting.content.blocks import DocumentContent
from documents.typesetting.rendering import RenderedPdf, render


@cache
def rendered(content: DocumentContent) -> RenderedPdf:
    return render(content)


def spoilt(content: DocumentContent, css: str = "") -> bytes:
    """The page with a fault put in by style, or of content that `render` would refuse."""
    return rendering._render(content, rendering._engine(), None, css).data
