"""A draft that somebody else has saved while one was writing: what differs, before anything is written over."""

from __future__ import annotations

from dataclasses import dataclass

from documents.content.builder import content_of
from documents.content.diff import KEPT, BlockDiff, compare
from documents.models import Document
from documents.typesetting.content.blocks import DocumentContent
from foundation.audit.locking import last_change


@dataclass(frozen=True)
class Overtaken:
    """What the page shows after such a refusal; a plain 保存 is refused again.

    ``stored`` is the version that is shown beside the writer's text and may then be written over. ``differences`` are
    the places that differ; none when only what is no text differs, such as the width of a column. ``by`` says who did
    what last.
    """

    stored: int
    by: str
    differences: list[BlockDiff]


def overtaken(document: Document, written: DocumentContent) -> Overtaken:
    """Compare the text as it is stored now with what a person has written meanwhile."""
    places = compare(content_of(document), written)
    return Overtaken(document.version, last_change(document), [place for place in places if place.change != KEPT])
