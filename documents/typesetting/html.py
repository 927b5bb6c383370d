"""Combine the parts of a document into the HTML to typeset, and estimate its pages beforehand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from html import escape

from documents.typesetting import (
    body as documents_body,
)
from documents.typesetting import (
    closing,
    grid,
    header,
)
from documents.typesetting.content.blocks import DocumentContent
from documents.typesetting.content.elements import FormKind, attachment_label
from documents.typesetting.fonts import FontStack
from documents.typesetting.typesetter import Piece, Setter

# Anchors: the first line of the text, and the element after the last.
TEXT_ANCHOR, END_ANCHOR = "text", "end"


@dataclass(frozen=True)
class Arrangement:
    """An alternative arrangement of the same content, for when the usual one fails on the last page."""

    bare_imprint: bool = False
    """The imprint is on a page of its own, without a page number."""
    is_close: bool = False
    """One line above the signature instead of two."""
    is_pushed: bool = False
    """The last lines of the text go on to the next page together with the signature."""
    moves_recipients: bool = False
    """主送 is in the imprint, because it would leave no text on the first page."""


class Composition:
    """One content set in lines, from which every arrangement is written.

    `hand` is the index of the block being edited, which is tinted (previews only).
    """

    def __init__(self, content: DocumentContent, stack: FontStack, hand: int | None = None) -> None:
        self.content = content
        self._setter = Setter(stack)
        self._hand = hand
        self._pieces: dict[Arrangement, list[Piece]] = {}

    @cached_property
    def _opening(self) -> tuple[Piece, Piece]:
        return header.head(self._setter, self.content), documents_body.title(self.content.title_lines)

    @cached_property
    def _blocks(self) -> list[Piece]:
        return documents_body.text_blocks(self._setter, self.content.blocks, self._hand)

    @cached_property
    def _attachments(self) -> list[Piece]:
        attached = self.content.attachments
        return [
            piece
            for number, attachment in enumerate(attached, 1)
            for piece in documents_body.attachment(self._setter, attachment_label(number, attached), attachment)
        ]

    def pieces(self, arrangement: Arrangement) -> list[Piece]:
        """Return everything except the imprint, in the order of the page."""
        # The place of the imprint does not affect the rest.
        key = replace(arrangement, bare_imprint=False)
        if key not in self._pieces:
            self._pieces[key] = self._set(key)
        return self._pieces[key]

    def _set(self, arrangement: Arrangement) -> list[Piece]:
        setter, content = self._setter, self.content
        blocks = [*self._blocks]
        if arrangement.is_pushed and (place := documents_body.pushed_block(content.blocks)) is not None:
            is_in_hand = place == self._hand
            blocks[place] = documents_body.block_piece(setter, content.blocks[place], is_in_hand, is_pushed=True)
        # Every block opens with a tag that has attributes.
        blocks[0] = replace(blocks[0], html=blocks[0].html.replace(" ", f' id="{TEXT_ANCHOR}" ', 1))
        return [
            *self._opening,
            documents_body.recipients(setter, "" if arrangement.moves_recipients else content.main_recipients),
            *blocks,
            closing.attendance(setter, content),
            closing.signature(setter, content, is_close=arrangement.is_close),
            closing.note(setter, content.note),
            *self._attachments,
        ]

    def has_imprint(self, arrangement: Arrangement) -> bool:
        """Return whether this arrangement prints an imprint."""
        return closing.has_imprint(self.content, moves_recipients=arrangement.moves_recipients)

    def html(self, arrangement: Arrangement) -> str:
        """Return the page as HTML that is also well-formed XML, which is parsed ten times faster."""
        content = self.content
        body = "".join(piece.html for piece in self.pieces(arrangement))
        imprint = closing.imprint(
            self._setter,
            content,
            moves_recipients=arrangement.moves_recipients,
            is_close=arrangement.is_close,
        )
        if arrangement.bare_imprint and imprint:
            side = "next" if content.form == FormKind.LETTER else "even"
            imprint = f'<div class="bare {side}">{imprint}</div>'
        return (
            f'<!DOCTYPE html><html lang="zh-CN"><head><title>{escape(content.title)}</title>'
            f'<meta name="author" content="{escape(content.signature or content.issuer_mark)}"/>'
            f'<meta name="description" content="{escape(content.document_number)}"/></head>'
            f'<body>{body}<a id="{END_ANCHOR}"></a>{imprint}</body></html>'
        )

    def expected_end(self, arrangement: Arrangement) -> tuple[int, int]:
        """Estimate the page on which everything before the imprint ends, and the lines used there.

        Counts lines of the grid as if headings were not kept with their text. Cheap: nothing is typeset.
        """
        page, used = 1, 0
        lines_per_page = grid.LETTER_LINES if self.content.form == FormKind.LETTER else grid.LINES
        for piece in self.pieces(arrangement):
            if piece.starts_page:
                page, used, lines_per_page = page + 1, 0, grid.LINES
            for height in piece.heights:
                if used + height > lines_per_page:
                    page, used, lines_per_page = page + 1, piece.header, grid.LINES
                used += height
        return page, used
