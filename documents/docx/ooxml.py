"""WordprocessingML elements in the order of the schema; Word refuses any other order."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

# CT_PPr and CT_RPr (ISO/IEC 29500-1), as far as they are used here.
PPR_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "pBdr", "tabs", "overflowPunct",
    "autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid", "spacing", "ind", "jc", "outlineLvl", "rPr",
    "sectPr",
)  # fmt: skip
RPR_ORDER = ("rFonts", "color", "spacing", "w", "kern", "sz", "szCs", "highlight", "lang")
SECT_ORDER = (
    "headerReference", "footerReference", "type", "pgSz", "pgMar", "pgNumType", "titlePg", "docGrid",
)  # fmt: skip


def element(tag: str, **attributes: object) -> Any:
    """Make an element: ``element("spacing", line=579)`` is ``<w:spacing w:line="579"/>``."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def put(parent: Any, order: tuple[str, ...], child: Any) -> Any:
    """Insert a child in schema order, replacing one of the same name (except references to footers)."""
    tag = child.tag.split("}")[1]
    if not tag.endswith("Reference"):
        for old in parent.findall(child.tag):
            parent.remove(old)
    place = order.index(tag)
    for index, other in enumerate(parent):
        name = other.tag.split("}")[1]
        if name in order and order.index(name) > place:
            parent.insert(index, child)
            return child
    parent.append(child)
    return child


def twips(points: float) -> int:
    """Return twentieths of a point."""
    return round(points * 20)
