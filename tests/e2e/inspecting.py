"""Measurements of every page: accessibility, width, words, weight."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Response

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe" / "axe.min.js"
WEIGHT_WITHOUT_CHARTS, WEIGHT_WITH_CHARTS = 300_000, 900_000

# Latin letters a civil servant expects on a page: file kinds, standards, keys, units, document hashes, road numbers.
ALLOWED = re.compile(
    r"""(?x) \b(?:
        [0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}  # a check code, before what may be a part of it
        | [pP][dD][fF] | OFD | DOCX | Word | XLSX | xlsx | CSV | csv
        | JPG | PNG | MB | SHA-256 | SM2 | SM3 | GB/T | GBZ | AQ | API
        | km | kg | m | Alt | Ctrl | Enter
        | [A-Z]\d+[A-Z]?            # S225, G55, X012
        | [0-9a-f]{16,64}           # a hash, written whole or shortened
    )\b """
)
WORD = re.compile(r"[A-Za-z_]{2,}")


def script(name: str) -> str:
    """Return a JavaScript function for ``page.evaluate``."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def axe_faults(page: Page) -> list[str]:
    """Return serious and critical findings of axe, WCAG 2.1 A and AA."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
    result: dict[str, Any] = page.evaluate(
        "(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", tags
    )
    return [
        f"{found['impact']} {found['id']}: {found['help']} — " + " | ".join(
            f"{' '.join(map(str, node['target']))}: {node['failureSummary'].splitlines()[-1].strip()}"
            for node in found["nodes"][:3]
        )
        for found in result["violations"]
        if found["impact"] in ("serious", "critical")
    ]  # fmt: skip


def sideways(page: Page) -> list[str]:
    """Return what makes the page scroll sideways; a table inside its own scroller does not count."""
    found: list[str] = page.evaluate(script("sideways.js"))
    return found


def foreign_words(page: Page, known: tuple[str, ...] = ()) -> list[str]:
    """Return English words and raw codes that a reader sees or hears, except ``known`` ones (user names)."""
    return foreign_words_of(page.evaluate(script("texts.js")), known)


def foreign_words_of(texts: list[str], known: tuple[str, ...] = ()) -> list[str]:
    found = []
    for text in texts:
        rest = ALLOWED.sub("", text)
        for word in sorted(known, key=len, reverse=True):
            rest = rest.replace(word, "")
        if words := WORD.findall(rest):
            found.append(f"{'、'.join(words)} in “{text[:60]}”")
    return found


class Weight:
    """Count the bytes of everything a page loads; begin before the page is opened, in a window without a cache."""

    def __init__(self, page: Page) -> None:
        self.parts: dict[str, int] = {}
        page.on("response", self._note)

    def _note(self, answer: Response) -> None:
        length = answer.headers.get("content-length")
        self.parts[answer.url] = int(length) if length else 0

    @property
    def total(self) -> int:
        return sum(self.parts.values())

    def __str__(self) -> str:
        heaviest = sorted(self.parts.items(), key=lambda part: -part[1])[:4]
        return f"{self.total} bytes: " + ", ".join(f"{url.rpartition('/')[2]} {size}" for url, size in heaviest)
