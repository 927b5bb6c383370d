"""How a document names another: at its first mention by full title with the number in brackets after it. Pure.

《党政机关公文处理工作条例》 asks that a citation give the title first, then the number.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

#: Papers that lie outside the portal and whose titles are known from the paper itself (seed-speech-2021.txt).
KNOWN_TITLES = {
    "益应急发〔2021〕5号": "益阳市应急管理局关于印发祁辉同志在益阳市应急管理工作座谈会上讲话的通知",
}


@dataclass(frozen=True)
class CitedDocument:
    """An issued document as a later one names it; ``dated_on`` is its 成文日期."""

    title: str
    number: str
    dated_on: dt.date | None = None

    @property
    def cited(self) -> str:
        """《…》（益应急发〔2021〕5号）."""
        return cite(self.number, self.title)


def cite(number: str, title: str = "") -> str:
    """The first mention of a paper; with no title known, 益应急发〔2021〕5号文件."""
    title = title or KNOWN_TITLES.get(number, "")
    if not title:
        return f"{number}文件"
    # Inside a title's marks further ones become single ones.
    inner = title.replace("《", "〈").replace("》", "〉")
    return f"《{inner}》（{number}）"
