"""Prepare a font file for typesetting: equal vertical metrics, and CID = GID.

There are two reasons. A face whose ascent and descent differ from the body's moves its line, and a page then holds only
21 lines. And the PDF writer stores glyph numbers as character codes, which is right only where a CID-keyed font numbers
its characters like its glyphs; otherwise some viewers show boxes.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

# Share of the em above and below the baseline, the same in every shipped file.
ASCENT, DESCENT = 0.880, -0.120


def prepared_copy(source: Path, cache_folder: Path, family: str) -> Path:
    """Return a prepared copy of `source` under the family name `family`, created once per content.

    The copy is written under a temporary name and moved into place, so that two processes can prepare it at the same
    time.
    """
    from fontTools.ttLib import TTFont

    digest = hashlib.sha256(source.read_bytes() + family.encode()).hexdigest()[:16]
    target = cache_folder / f"{digest}{source.suffix}"
    if target.exists():
        return target
    cache_folder.mkdir(parents=True, exist_ok=True)
    with TTFont(source) as font:
        _normalise_metrics(font)
        _rename(font, family)
        if "CFF " in font:
            _number_cids_like_glyphs(font)
        font.recalcTimestamp = False
        partial = target.with_name(f"{target.name}.{os.getpid()}")
        font.save(partial)
    partial.replace(target)
    return target


def _normalise_metrics(font: TTFont) -> None:
    per_em = font["head"].unitsPerEm
    ascent, descent = round(ASCENT * per_em), round(DESCENT * per_em)
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = ascent, descent, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, -descent


def _rename(font: TTFont, family: str) -> None:
    names = font["name"]
    names.names = [record for record in names.names if record.nameID not in (1, 2, 3, 4, 6, 16, 17, 21, 22)]
    for name_id, text in ((1, family), (2, "Regular"), (4, family), (6, family.replace(" ", ""))):
        names.setName(text, name_id, 3, 1, 0x409)


def _number_cids_like_glyphs(font: TTFont) -> None:
    top: Any = font["CFF "].cff.topDictIndex[0]
    if not hasattr(top, "ROS"):
        return
    old = list(top.charset)
    new = [".notdef", *(f"cid{number:05d}" for number in range(1, len(old)))]
    if old == new:
        return
    renamed = dict(zip(old, new, strict=True))
    tables = {tag: font.getTableData(tag) for tag in font.keys() if tag not in ("GlyphOrder", "CFF ")}  # noqa: SIM118
    strings = top.CharStrings
    strings.charStrings = {renamed[name]: index for name, index in strings.charStrings.items()}
    top.charset, top.ROS, top.CIDCount = new, ("Adobe", "Identity", 0), len(new)
    font.setGlyphOrder(new)
    # The other tables name no glyph in their stored form and are copied unchanged.
    from fontTools.ttLib.tables.DefaultTable import DefaultTable

    for tag, data in tables.items():
        table = DefaultTable(tag)
        table.data = data
        font.tables[tag] = table
