"""Render forms beside a document in the same faces: the approval sheet (发文稿纸), the cover of an archive copy.

They are no official documents: nothing of GB/T 9704 applies to them, each has a stylesheet of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from documents.typesetting.engine import engine
from documents.typesetting.fonts import FontStack
from documents.typesetting.rendering import folders


def render_sheet(html: Callable[[FontStack], str], style: Callable[[FontStack], str]) -> bytes:
    """Return the HTML of ``html`` in the CSS of ``style`` as PDF; both are given the faces. Nothing else is loaded."""
    current = engine(*folders())
    with current.lock:
        return current.write_sheet(html(current.stack), style(current.stack))
