"""版记 as a text box anchored to the foot of the type area: frames and floating tables do not stay there."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from docx.oxml.parser import parse_xml

from foundation.documents.docx.paragraphs import FACES
from foundation.documents.layout import fonts, grid

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w10="urn:schemas-microsoft-com:office:word" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_EMU = 12700  # of a point
_LINE = 20.0
_WIDTH_TWIPS = round(grid.WIDTH * 20)


def add_imprint(paragraph: Any, copies_to: str, printed_by: str, printed: str, *, ruled: bool = True) -> None:
    """Anchor the box to ``paragraph``. ``ruled`` False (信函) draws no rules."""
    rows = []
    if copies_to:
        body = copies_to.rstrip("。") + "。"
        rows.append((_paragraph(f"抄送：{body}", hanging=42), _lines(len(body))))
    if printed_by:
        rows.append((_paragraph(printed_by, right_text=printed), 1))
    if not rows:
        return
    cells = "".join(
        _row(content, first=index == 0, last=index == len(rows) - 1, ruled=ruled)
        for index, (content, _) in enumerate(rows)
    )
    height = sum(lines for _, lines in rows) * _LINE + 4 * len(rows) + 6
    paragraph.add_run()._r.append(parse_xml(_box(_table(cells), height)))


def _lines(characters: int) -> int:
    """Lines of 抄送: 27 characters of 14 pt stand beside the label and the empty character at either edge."""
    room = int((grid.WIDTH - 5 * grid.IMPRINT_SIZE) // grid.IMPRINT_SIZE)
    return -(-characters // room)


def _run(text: str) -> str:
    face, size = FACES[fonts.FANGSONG], round(grid.IMPRINT_SIZE * 2)
    return (
        f'<w:r><w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>'
        f'<w:spacing w:val="0"/><w:kern w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def _paragraph(text: str, *, hanging: float = 0, right_text: str = "") -> str:
    room = _WIDTH_TWIPS - 2 * 280
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{room + 280}"/></w:tabs>' if right_text else ""
    tab = f"<w:r><w:tab/></w:r>{_run(right_text)}" if right_text else ""
    left = 280 + round(hanging * 20)
    hang = f' w:hanging="{round(hanging * 20)}"' if hanging else ""
    return (
        f'<w:p><w:pPr><w:widowControl w:val="0"/>{tabs}<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/>'
        f'<w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="400" '
        f'w:lineRule="exact"/><w:ind w:left="{left}" w:right="280"{hang}/><w:jc w:val="left"/></w:pPr>'
        f"{_run(text)}{tab}</w:p>"
    )


def _row(content: str, *, first: bool, last: bool, ruled: bool) -> str:
    def border(side: str, size: int) -> str:
        return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>' if ruled else ""

    edges = border("top", 8 if first else 6) + border("bottom", 8 if last else 6)
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{_WIDTH_TWIPS}" w:type="dxa"/>'
        f"<w:tcBorders>{edges}</w:tcBorders></w:tcPr>{content}</w:tc></w:tr>"
    )


def _table(rows: str) -> str:
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_WIDTH_TWIPS}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{_WIDTH_TWIPS}"/></w:tblGrid>{rows}</w:tbl>'
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
    )


def _box(content: str, height: float) -> str:
    """The box as Word 2010 and later draw it, and in VML for programs that do not know those shapes."""
    return (
        f'<mc:AlternateContent {_NAMES}><mc:Choice Requires="wps">{_drawing(content, height)}</mc:Choice>'
        f"<mc:Fallback>{_picture(content, height)}</mc:Fallback></mc:AlternateContent>"
    )


def _picture(content: str, height: float) -> str:
    return (
        '<w:pict><v:rect filled="f" stroked="f" style="position:absolute;margin-left:0;margin-top:0;'
        f"width:{grid.WIDTH:.2f}pt;height:{height:.2f}pt;z-index:2;mso-position-horizontal:left;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:bottom;"
        'mso-position-vertical-relative:margin;v-text-anchor:bottom"><v:textbox inset="0,0,0,0">'
        f'<w:txbxContent>{content}</w:txbxContent></v:textbox><w10:wrap type="topAndBottom"/></v:rect></w:pict>'
    )


def _drawing(content: str, height: float) -> str:
    wide, high = round(grid.WIDTH * _EMU), round(height * _EMU)
    return (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        '<wp:wrapTopAndBottom/><wp:docPr id="1" name="版记"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/></wps:wsp></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing>"
    )
