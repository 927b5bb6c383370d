"""Find characters that no typeface of the document can draw.

Call when text is saved: a missing character would be printed as an empty box, which no text search finds.
"""

from __future__ import annotations

from dataclasses import dataclass

from documents.typesetting.content.blocks import DocumentContent, Problem
from documents.typesetting.content.places import Path
from documents.typesetting.fonts import ROLE_NAMES, FontStack


@dataclass(frozen=True)
class MissingGlyph:
    """A character without a glyph, and its place in the document (position counted from 1)."""

    path: Path
    position: int
    character: str
    role: str
    is_only_attachment: bool = False

    @property
    def where(self) -> str:
        """The place in words."""
        return self.problem().where

    def problem(self) -> Problem:
        """Return the message for the person who typed it."""
        code = f"U+{ord(self.character):04X}"
        shown = f"“{self.character}”（{code}）" if self.character.isprintable() else f"不可见字符（{code}）"
        message = f"第{self.position}个字{shown}没有可用的{ROLE_NAMES[self.role]}字形，请改用其他写法。"
        return Problem(self.path, message, self.is_only_attachment)


def missing_glyphs(content: DocumentContent, stack: FontStack) -> list[MissingGlyph]:
    """Return all characters of the document that cannot be drawn, in reading order."""
    return [
        MissingGlyph(part.path, position, character, part.role, len(content.attachments) == 1)
        for part in content.parts()
        for position, character in enumerate(part.text, 1)
        if _is_invisible(character) or not stack.covers(part.role, character)
    ]


def _is_invisible(character: str) -> bool:
    """Return whether a character is zero-width or a control character: some faces have an empty glyph for them."""
    return not character.isprintable() and character != "\u3000"
