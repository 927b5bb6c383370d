"""What the bureau still has to decide: a visible gap in the draft that keeps it from being submitted. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_GAP = re.compile("【待填：([^】]*)】")


def placeholder(what: str) -> str:
    """【待填：约谈地点】, to stand where the officer has to write."""
    return f"【待填：{what}】"


def value_or_placeholder(value: str, what: str) -> str:
    """The value, or the gap that asks for it."""
    return value or placeholder(what)


def gaps_in(texts: Iterable[str]) -> list[str]:
    """What is still to be written in these texts, each once, in reading order."""
    return list(dict.fromkeys(found for text in texts for found in _GAP.findall(text)))
