"""Paragraphs and runs with the values of the standard: grid, character step, typefaces by their official names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn

from documents.docx.body import plain
from documents.docx.ooxml import (
    PPR_ORDER,
    RPR_ORDER,
    element,
    put,
    twips,
)
from documents.typesetting import fonts, grid

# As named by the standard and installed in offices; nothing is embedded.
FACES = {
    fonts.FANGSONG: "仿宋_GB2312",
    fonts.HEITI: "黑体",
    fonts.KAITI: "楷体_GB2312",
    fonts.BIAOSONG: "方正小标宋简体",
    fonts.SONGTI: "宋体",
}
# −0.25 pt: 28 characters of 15.75 pt fill 156 mm.
STEP_TWIPS = -5
# Lines of 28.95 pt: 22 of them fill 225 mm.
LINE_TWIPS = 579


@dataclass(frozen=True)
class Look:
    """Properties of a paragraph. ``line`` is an exact height in points; None keeps to the document's grid."""

    align: str = "both"
    indent_characters: float = 0
    left: float = 0
    right: float = 0
    hanging: float = 0
    line: float | None = None
    before: float = 0
    after: float = 0
    level: int | None = None
    keeps_next: bool = False
    starts_page: bool = False
    rule: str = ""


@dataclass(frozen=True)
class Face:
    """Properties of a run.

    ``step`` False is for text off the character grid (title, page number, 版记, tables); ``spread`` is the space in
    points after each of its characters.
    """

    role: str = fonts.FANGSONG
    size: float = grid.BODY_SIZE
    step: bool = True
    color: str = ""
    narrow: int = 100
    spread: float = 0.0


BODY = Face()


def add_run(paragraph: Any, text: str, face: Face = BODY) -> None:
    """Add text in one run. Markup in the text is not interpreted."""
    run = paragraph.add_run(plain(text))
    set_face(run._r.get_or_add_rPr(), face)


def set_face(properties: Any, face: Face) -> None:
    """Set the run properties of a face, in the schema's order."""
    name = FACES[face.role]
    put(properties, RPR_ORDER, element("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name))
    if face.color:
        put(properties, RPR_ORDER, element("color", val=face.color))
    put(properties, RPR_ORDER, element("spacing", val=STEP_TWIPS if face.step else twips(face.spread)))
    if face.narrow != 100:
        put(properties, RPR_ORDER, element("w", val=face.narrow))
    put(properties, RPR_ORDER, element("kern", val=0))
    put(properties, RPR_ORDER, element("sz", val=round(face.size * 2)))
    put(properties, RPR_ORDER, element("szCs", val=round(face.size * 2)))
    put(properties, RPR_ORDER, element("lang", val="en-US", eastAsia="zh-CN"))


def set_look(paragraph: Any, look: Look, size: float = grid.BODY_SIZE) -> None:
    """Set the paragraph properties of a look, in the schema's order."""
    properties = paragraph._p.get_or_add_pPr()
    values: list[Any] = []
    if look.keeps_next:
        values.append(element("keepNext"))
    if look.starts_page:
        values.append(element("pageBreakBefore"))
    values.append(element("widowControl", val=0))
    if look.rule:
        border = element("pBdr")
        border.append(element("bottom", val="single", sz=12, space=0, color=look.rule))
        values.append(border)
    # LibreOffice reads 0 as "allow hanging punctuation" and then loses some marks at line ends; 1 is Word's default.
    values.append(element("overflowPunct", val=1))
    values += [element(name, val=0) for name in ("autoSpaceDE", "autoSpaceDN")]
    values.append(element("snapToGrid", val=1 if look.line is None else 0))
    spacing = {"before": twips(look.before), "after": twips(look.after)}
    exact = {"line": 240, "lineRule": "auto"} if look.line is None else {"line": twips(look.line), "lineRule": "exact"}
    values.append(element("spacing", **spacing, **exact))
    values.append(_indent(look, size))
    values.append(element("jc", val=look.align))
    if look.level is not None:
        values.append(element("outlineLvl", val=look.level))
    for value in values:
        put(properties, PPR_ORDER, value)


def _indent(look: Look, size: float) -> Any:
    places: dict[str, object] = {"left": twips(look.left), "right": twips(look.right)}
    if look.hanging:
        places["hanging"] = twips(look.hanging)
    elif look.indent_characters:
        places["firstLineChars"] = round(look.indent_characters * 100)
        places["firstLine"] = twips(look.indent_characters * size)
    return element("ind", **places)


def add_lines(paragraph: Any, lines: tuple[str, ...], face: Face) -> None:
    """Add lines with fixed line breaks inside one paragraph."""
    for number, line in enumerate(lines):
        if number:
            paragraph.add_run().add_break(WD_BREAK.LINE)
        add_run(paragraph, line, face)


def add_tab(paragraph: Any, points: float, align: str = "left") -> None:
    """Add a tab stop and the tab that goes to it."""
    properties = paragraph._p.get_or_add_pPr()
    tabs = properties.find(qn("w:tabs"))
    if tabs is None:
        tabs = put(properties, PPR_ORDER, element("tabs"))
    tabs.append(element("tab", val=align, pos=twips(points)))
    paragraph.add_run().add_tab()
