"""What a text search cannot see: the embedded font programs, and what the file says of itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

from documents.typesetting.content.blocks import DocumentContent


def font_faults(pdf: pikepdf.Pdf) -> list[str]:
    """Fonts that are not embedded, draw .notdef, or whose CIDs are not their glyph numbers."""
    used: dict[tuple[int, int], tuple[pikepdf.Object, set[int]]] = {}
    for page in pdf.pages:
        fonts: Any = page.Resources.get("/Font", {})
        for name, code in _shown_codes(page):
            font = fonts[name]
            used.setdefault(font.objgen, (font, set()))[1].add(code)
    found = []
    for font, codes in used.values():
        found += [f"{font.BaseFont}：{fault}" for fault in _program_faults(font, codes)]
    return found or ([] if used else ["没有字体"])


def _shown_codes(page: pikepdf.Page) -> Iterator[tuple[str, int]]:
    current = ""
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        if str(operator) == "Tf":
            current = str(operands[0])
        elif str(operator) in ("Tj", "TJ"):
            pieces = operands[0] if str(operator) == "TJ" else [operands[0]]
            for piece in pieces:
                if isinstance(piece, pikepdf.String):
                    raw = bytes(piece)
                    yield from ((current, int.from_bytes(raw[at : at + 2], "big")) for at in range(0, len(raw), 2))


def _program_faults(font: pikepdf.Object, codes: set[int]) -> Iterator[str]:
    if font.get("/Subtype") != "/Type0" or font.get("/Encoding") != "/Identity-H":
        yield f"编码 {font.get('/Encoding')}"
    descriptor = font.DescendantFonts[0].FontDescriptor
    program = descriptor.get("/FontFile3", descriptor.get("/FontFile2"))
    if program is None:
        yield "未嵌入"
        return
    with TTFont(io.BytesIO(program.read_bytes())) as face:
        if 0 in codes:
            yield "有缺字（.notdef）"
        if missing := [code for code in codes if code >= face["maxp"].numGlyphs]:
            yield f"字形越界 {missing[:3]}"
        if "CFF " in face:
            top = face["CFF "].cff.topDictIndex[0]
            if hasattr(top, "ROS"):
                order = top.charset
                wrong = [code for code in codes if code < len(order) and code and order[code] != f"cid{code:05d}"]
                if wrong:
                    yield f"CID 与 GID 不一致 {wrong[:3]}"


def metadata_faults(pdf: pikepdf.Pdf, content: DocumentContent) -> list[str]:
    """PDF/A-3a flags, language, title, tags, colour intent."""
    found = []
    with pdf.open_metadata() as metadata:
        if (metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")) != ("3", "A"):
            found.append(f"PDF/A {metadata.get('pdfaid:part')}{metadata.get('pdfaid:conformance')}")
        if metadata.get("dc:title") != content.title:
            found.append(f"元数据标题 {metadata.get('dc:title')}")
    if str(pdf.Root.get("/Lang", "")) != "zh-CN":
        found.append("未注明语言")
    marks: Any = pdf.Root.get("/MarkInfo", {})
    if not marks.get("/Marked", False) or "/StructTreeRoot" not in pdf.Root:
        found.append("未加结构标签")
    if "/OutputIntents" not in pdf.Root:
        found.append("没有输出意图")
    return found
