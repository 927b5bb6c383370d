"""A text box as wide as the type area, anchored to its foot: frames and floating tables do not stay there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.oxml.parser import parse_xml

from documents.typesetting import grid

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w10="urn:schemas-microsoft-com:office:word" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_EMU = 12700  # of a point


@dataclass(frozen=True)
class Box:
    """A text box: ``content`` is WordprocessingML, lengths are points.

    ``height`` is the expected height of the content (the box grows upwards if needed), ``clear`` stays free between the
    text and the box, ``foot`` is the distance between the content and the page's lower edge; None places the box at the
    foot of the type area.
    """

    content: str
    height: float
    clear: float = 0.0
    foot: float | None = None

    @property
    def area(self) -> str:
        """Return the area at whose foot the box is placed."""
        return "margin" if self.foot is None else "page"


def add_box(paragraph: Any, box: Box) -> None:
    """Anchor the box to the paragraph, as a shape of Word 2010 and later, and in VML for other programs."""
    xml = (
        f'<mc:AlternateContent {_NAMES}><mc:Choice Requires="wps">{_drawing(box)}</mc:Choice>'
        f"<mc:Fallback>{_picture(box)}</mc:Fallback></mc:AlternateContent>"
    )
    paragraph.add_run()._r.append(parse_xml(xml))


def _picture(box: Box) -> str:
    foot = box.foot or 0.0
    return (
        '<w:pict><v:rect filled="f" stroked="f" style="position:absolute;margin-left:0;margin-top:0;'
        f"width:{grid.WIDTH:.2f}pt;height:{box.height + foot:.2f}pt;z-index:2;mso-position-horizontal:left;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:bottom;"
        f"mso-position-vertical-relative:{box.area};mso-wrap-distance-top:{box.clear:.2f}pt;"
        f'v-text-anchor:bottom"><v:textbox style="mso-fit-shape-to-text:t" inset="0,0,0,{foot:.2f}pt">'
        f'<w:txbxContent>{box.content}</w:txbxContent></v:textbox><w10:wrap type="topAndBottom"/></v:rect></w:pict>'
    )


def _drawing(box: Box) -> str:
    foot = box.foot or 0.0
    wide, high = round(grid.WIDTH * _EMU), round((box.height + foot) * _EMU)
    return (
        f'<w:drawing><wp:anchor distT="{round(box.clear * _EMU)}" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>'
        f'<wp:positionV relativeFrom="{box.area}"><wp:align>bottom</wp:align></wp:positionV>'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        '<wp:wrapTopAndBottom/><wp:docPr id="1" name="版记"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{box.content}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="{round(foot * _EMU)}" anchor="b"><a:spAutoFit/></wps:bodyPr>'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
