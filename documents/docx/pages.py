"""Estimate where the text ends and so where the 版记 is placed, in lines, as on the printed page.

A word processor has no setting for an imprint at the foot of the last even page. So the arrangement of the printed page
(``typesetting/pagination.py``) is chosen here, without typesetting anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from documents.docx.imprint import imprint_height
from documents.docx.paragraphs import LINE_TWIPS
from documents.typesetting import grid
from documents.typesetting.body import pushed_block
from documents.typesetting.content.blocks import (
    AttachmentNote,
    DocumentContent,
    FormKind,
    Heading1,
    Heading2,
)
from documents.typesetting.html import Arrangement, Composition
from documents.typesetting.pagination import NEARLY_FULL
from documents.typesetting.rendering import configured_stack
from documents.typesetting.sample_seal import DIAMETER

_LINE = LINE_TWIPS / 20
_FEW_LINES, _NEAR = 3, 2
# Where nothing else follows the date, the seal (42 mm, 14.6 mm of it above 署名) must not touch the imprint.
SEAL_SPACE = (DIAMETER - 14.6) * grid.MM - 2 * _LINE
# Header, title and 主送 come before the blocks.
_BEFORE_BLOCKS = 3


@dataclass(frozen=True)
class Place:
    """The chosen arrangement, the page (from 1) on which the text ends, and which blocks to keep with the next."""

    arrangement: Arrangement
    page: int
    keeps: tuple[bool, ...]


def placed(content: DocumentContent) -> Place:
    """Return the arrangement for this content (a few milliseconds, most of them for breaking lines)."""
    composition = Composition(content, configured_stack())
    usual = Arrangement()
    opening = sum(sum(piece.heights) for piece in composition.pieces(usual)[:_BEFORE_BLOCKS])
    if content.main_recipients and opening >= _lines_on_page(content, 1):
        usual = replace(usual, moves_recipients=True)
    arrangement, page = _arranged(composition, usual)
    return Place(arrangement, page, _keeps(composition, usual))


def _arranged(composition: Composition, usual: Arrangement) -> tuple[Arrangement, int]:
    content = composition.content
    page, lines = _end(composition, usual)
    if not composition.has_imprint(usual):
        return usual, page
    bare = replace(usual, bare_imprint=True)
    is_letter = content.form == FormKind.LETTER
    if not is_letter and page % 2:
        return bare, page
    if _fits(content, usual, page, lines):
        return usual, page
    close = replace(usual, is_close=True)
    if content.is_sealed:
        close_page, close_lines = _end(composition, close)
        if close_page == page and _fits(content, close, close_page, close_lines):
            return close, page
    can_push = lines >= NEARLY_FULL and pushed_block(content.blocks) is not None
    if can_push and (is_letter or not content.attachments):
        return replace(usual if is_letter else bare, is_pushed=True), page + 1
    return bare, page


def _keeps(composition: Composition, usual: Arrangement) -> tuple[bool, ...]:
    """Return whether blocks are kept with the next: headings with their text, the last ones with 附件说明 or 署名.

    LibreOffice moves a kept paragraph to the next page whole, where Word divides it. So a long one is kept only near
    the end of a page.
    """
    content = composition.content
    pieces = composition.pieces(usual)[_BEFORE_BLOCKS:]
    ends_page = any(
        stretch.is_joined and _lines_on_page(content, page) - _NEAR < used + stretch.height
        for stretch, page, used in _flow(composition, usual)
    )
    made = []
    for index, block in enumerate(content.blocks):
        if isinstance(block, Heading1 | Heading2):
            made.append(True)
            continue
        following = content.blocks[index + 1] if index + 1 < len(content.blocks) else None
        joins = isinstance(following, AttachmentNote) or (following is None and not content.is_minutes)
        made.append(joins and (sum(pieces[index].heights) <= _FEW_LINES or ends_page))
    return tuple(made)


def _lines_on_page(content: DocumentContent, page: int) -> int:
    return grid.LETTER_LINES if page == 1 and content.form == FormKind.LETTER else grid.LINES


def _fits(content: DocumentContent, arrangement: Arrangement, page: int, lines: int) -> bool:
    height = imprint_height(content, moves_recipients=arrangement.moves_recipients)
    air = (_LINE if arrangement.is_close else SEAL_SPACE) if content.ends_with_seal else 0.0
    return lines * _LINE + height + air <= _lines_on_page(content, page) * _LINE


@dataclass
class _Stretch:
    """Lines on one page; ``header`` lines are repeated above them where they continue on the next.

    ``is_joined``: 附件说明 or 署名 with the line above.
    """

    height: int
    header: int = 0
    starts_page: bool = False
    is_joined: bool = False


def _end(composition: Composition, arrangement: Arrangement) -> tuple[int, int]:
    """Return the page and line on which the text ends."""
    *_, (last, page, used) = _flow(composition, arrangement)
    if used + last.height > _lines_on_page(composition.content, page):
        page, used = page + 1, last.header
    return page, used + last.height


def _flow(composition: Composition, arrangement: Arrangement) -> Iterator[tuple[_Stretch, int, int]]:
    """Yield each stretch with its page and the lines used on that page before it, whether it fits there or not."""
    page, used = 1, 0
    for stretch in _stretches(composition, arrangement):
        if stretch.starts_page:
            page, used = page + 1, 0
        yield stretch, page, used
        if used + stretch.height > _lines_on_page(composition.content, page):
            page, used = page + 1, stretch.header
        used += stretch.height


def _stretches(composition: Composition, arrangement: Arrangement) -> list[_Stretch]:
    """Return everything except the imprint: headings joined to the line below, 署名 and 附件说明 to the line above."""
    made: list[_Stretch] = []
    joins = False
    for piece, kind in zip(composition.pieces(arrangement), _kinds(composition.content), strict=True):
        heights = (sum(piece.heights),) if kind is _Ending else piece.heights
        for index, height in enumerate(heights):
            is_listed = kind is AttachmentNote and index < 2
            if made and (joins or is_listed or kind is _Ending):
                made[-1].height += height
                made[-1].is_joined |= is_listed or kind is _Ending
            else:
                made.append(_Stretch(height, piece.header, piece.starts_page))
            joins = kind in (Heading1, Heading2) or piece.starts_page
    return made


class _Ending:
    """署名 with the date, and 附注."""


def _kinds(content: DocumentContent) -> list[type | None]:
    """Return the kind of each piece of the composition, as far as it affects where it may be divided."""
    kinds: list[type | None] = [None] * _BEFORE_BLOCKS
    kinds += [type(block) for block in content.blocks]
    kinds += [None, _Ending, _Ending]
    for attachment in content.attachments:
        kinds += [None, *(type(block) for block in attachment.blocks)]
    return kinds
