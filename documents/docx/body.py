"""Text that XML can hold, and its width in the typefaces of an office's computer."""

from __future__ import annotations

import re
import unicodedata

from documents.typesetting import grid

_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# 三号 with the step of −0.25 pt.
STEP = grid.BODY_SIZE - 0.25


def plain(text: str) -> str:
    """Return the text without characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def cells(text: str) -> float:
    """Return the ems of a line: letters and digits are half as wide as hanzi."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)


def width(text: str) -> float:
    """Return the points of a line of 仿宋 in 三号."""
    return cells(text) * grid.BODY_SIZE - 0.25 * len(text)
