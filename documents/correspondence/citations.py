"""How a document names another: at its first mention by full title with the number in brackets after it. Pure.

《党政机关公文处理工作条例》 asks that a citation give the title first, then the number.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class CitedDocument:
    """A document as a later one names it; ``title`` is empty when unknown, ``dated_on`` is its 成文日期."""

    title: str
    number: str
    dated_on: dt.date | None = None

    @property
    def cited(self) -> str:
        """Return the first mention: 《…》（益应急发〔2021〕5号）; without a title 益应急发〔2021〕5号文件."""
        if not self.title:
            return f"{self.number}文件"
        # Quotation marks of titles become single ones inside those of another title.
        inner = self.title.replace("《", "〈").replace("》", "〉")
        return f"《{inner}》（{self.number}）"
