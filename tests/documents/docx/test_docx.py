"""The DOCX copy: values of the standard, the schema's order, the whole text, nothing but text."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from documents.docx.ooxml import PPR_ORDER, RPR_ORDER, SECT_ORDER
from documents.docx.rendering import NOT_THE_ORIGINAL, render_docx
from documents.typesetting.content.blocks import (
    NUMBER_PLACEHOLDER,
    Attachment,
    AttachmentNote,
    Attendance,
    FormKind,
    Lead,
    Table,
    TableColumn,
)
from tests.documents.samples import LONG, NOTICE, RARE, SHORT, UPWARD

LETTER = replace(NOTICE, form=FormKind.LETTER, issuer_mark="益阳市安全生产委员会", copies_to="市纪委监委")
MINUTES = replace(
    SHORT, form=FormKind.MINUTES, issuer_mark="益阳市安全生产约谈纪要", note="",
    attendance=(Attendance("出席", "祁辉（市应急管理局）、王璟珺（桃江县）"), Attendance("请假", "李喆")),
)  # fmt: skip
TABLE = Table(
    (TableColumn("序号", 1, "center"), TableColumn("单位", 4), TableColumn("死亡（人）", 2, "right")),
    tuple((str(number), f"{RARE[:8]}{number}", str(number % 4)) for number in range(1, 201)),
    "事故情况统计表",
)
ATTACHED = replace(
    SHORT,
    blocks=(Lead("现将名单印发给你们。"), AttachmentNote(("名单",))),
    attachments=(Attachment(("名单",), (TABLE,)),),
    urgency="特急",
    copy_number="000001",
)
ALL = {
    "notice": NOTICE, "short": SHORT, "long": LONG, "upward": UPWARD, "letter": LETTER, "minutes": MINUTES,
    "attached": ATTACHED,
}  # fmt: skip


def xml(data: bytes, name: str = "word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return etree.fromstring(package.read(name))


def all_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if re.fullmatch(r"word/(document|header\d*)\.xml", name)]
        trees = [etree.fromstring(package.read(name)) for name in sorted(names, reverse=True)]
    return "".join(node.text or "" for tree in trees for node in tree.iter(qn("w:t")))


def paragraph_of(data: bytes, text: str):
    return next(p for p in Document(io.BytesIO(data)).paragraphs if p.text.startswith(text))


def sections(data: bytes) -> list[tuple[str, bool]]:
    """For each section the kind of its beginning, and whether its pages are numbered."""
    word = Document(io.BytesIO(data))
    return [
        (str(section.start_type).split()[0], "PAGE" in etree.tostring(section.footer._element).decode())
        for section in word.sections
    ]


def in_order(parent, order) -> bool:
    names = [etree.QName(child).localname for child in parent]
    assert set(names) <= set(order), set(names) - set(order)
    places = [order.index(name) for name in names]
    return places == sorted(places)


@pytest.mark.parametrize("name", ALL)
def test_every_form_is_whole_well_formed_and_in_the_schemas_order(name):
    content = ALL[name]
    data = render_docx(content)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.namelist():
            if part.endswith((".xml", ".rels")):
                tree = etree.fromstring(package.read(part))
                if part.startswith(("word/document", "word/header", "word/footer")):
                    assert all(in_order(node, PPR_ORDER) for node in tree.iter(qn("w:pPr"))), part
                    assert all(in_order(node, RPR_ORDER) for node in tree.iter(qn("w:rPr"))), part
    section = xml(data).find(f".//{qn('w:sectPr')}")
    # References to headers and footers come first, among themselves in any order.
    names = [etree.QName(child).localname.replace("header", "footer") for child in section]
    places = [SECT_ORDER.index(each) for each in names if each in SECT_ORDER]
    assert places == sorted(places)
    text = all_text(data)
    for part in content.parts():
        is_unprinted = content.form == FormKind.LETTER and part.path == ("printed_by",)
        wanted = [] if is_unprinted else part.text.split() if part.path == ("signer",) else [part.text]
        assert all(piece in text for piece in wanted), part.path
    assert render_docx(content) == data


def test_page_grid_and_faces_are_the_standards():
    data = render_docx(NOTICE)
    section = Document(io.BytesIO(data)).sections[0]
    near = Mm(0.1)
    for value, wanted in (
        (section.page_width, 210), (section.page_height, 297), (section.top_margin, 37), (section.bottom_margin, 35),
        (section.left_margin, 28), (section.right_margin, 26),
    ):  # fmt: skip
        assert abs(value - Mm(wanted)) < near, wanted
    grid = xml(data).find(f".//{qn('w:docGrid')}")
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    for start, face, size in (
        ("一、压实", "黑体", 16), ("（一）", "楷体_GB2312", 16), ("据市气象台", "仿宋_GB2312", 16),
        ("关于切实", "方正小标宋简体", 22),
        ("益阳市应急管理局文件", "方正小标宋简体", 42),
    ):  # fmt: skip
        run = paragraph_of(data, start).runs[0]
        names = run._r.rPr.find(qn("w:rFonts"))
        assert {names.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia")} == {face}
        assert run.font.size == Pt(size)
    body = paragraph_of(data, "据市气象台")
    assert body.runs[0]._r.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"
    assert body._p.pPr.find(qn("w:snapToGrid")).get(qn("w:val")) == "1"
    assert body._p.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert paragraph_of(data, "一、")._p.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "0"
    assert str(paragraph_of(data, "益阳市应急管理局文件").runs[0].font.color.rgb) == "FF0000"


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages():
    word = Document(io.BytesIO(render_docx(NOTICE)))
    assert word.settings.odd_and_even_pages_header_footer
    odd, even = word.sections[0].footer.paragraphs[0], word.sections[0].even_page_footer.paragraphs[0]
    assert [p._p.pPr.find(qn("w:jc")).get(qn("w:val")) for p in (odd, even)] == ["right", "left"]
    assert odd.text == even.text == "— 1 —"
    letter = Document(io.BytesIO(render_docx(LETTER))).sections[0]
    assert letter.different_first_page_header_footer
    assert letter.first_page_footer.paragraphs[0].text == ""
    assert letter.first_page_header.paragraphs[0].text == "益阳市安全生产委员会"


def test_the_imprint_is_a_box_at_the_foot_of_the_page():
    tree = xml(render_docx(NOTICE))
    anchors = [node for node in tree.iter() if etree.QName(node).localname == "anchor"]
    assert len(anchors) == 1
    places = {etree.QName(node).localname: node for node in anchors[0]}
    assert (places["positionV"].get("relativeFrom"), places["positionV"][0].text) == ("margin", "bottom")
    edges = [
        [(etree.QName(edge).localname, edge.get(qn("w:sz"))) for edge in cell]
        for cell in anchors[0].iter(qn("w:tcBorders"))
    ]
    assert edges == [[("top", "8"), ("bottom", "6")], [("top", "6"), ("bottom", "8")]]


def test_programs_without_word_2010_shapes_get_the_same_box():
    tree = xml(render_docx(NOTICE))
    (choice,) = (node for node in tree.iter() if etree.QName(node).localname == "AlternateContent")
    modern, older = choice
    assert (etree.QName(modern).localname, modern.get("Requires"), etree.QName(older).localname) == (
        "Choice", "wps", "Fallback",
    )  # fmt: skip
    assert "wps" in modern.nsmap
    texts = ["".join(run.text for run in part.iter(qn("w:t"))) for part in (modern, older)]
    assert texts[0] == texts[1] != ""
    (shape,) = (node for node in older.iter() if etree.QName(node).localname == "rect")
    assert "mso-position-vertical:bottom;mso-position-vertical-relative:margin" in shape.get("style")


def test_a_table_repeats_its_head_and_keeps_its_rows_whole():
    rows = list(xml(render_docx(ATTACHED)).iter(qn("w:tr")))
    body = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}") is not None]
    assert len(body) == 201
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in body)
    assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in body] == [True] + [False] * 200


def test_text_never_becomes_markup():
    evil = "</w:t></w:r><w:r><w:t>&amp;{{ x }}<script>"
    content = replace(
        NOTICE, blocks=(Lead(f"{evil}\x0b\ufffe完"),), copies_to=evil, title_lines=(evil,), printed_by=evil
    )
    data = render_docx(content)
    assert all_text(data).count(evil) >= 4
    assert paragraph_of(data, evil).text == evil
    assert not xml(data).findall(".//script")


def test_before_issue_the_places_are_held_and_the_copy_says_what_it_is():
    number = f"益应急发〔2021〕{NUMBER_PLACEHOLDER}号"
    data = render_docx(replace(NOTICE, document_number=number, dated_on=None, printed_on=None))
    assert number in all_text(data)
    assert "××××年×月×日印发" in all_text(data)
    about = Document(io.BytesIO(render_docx(NOTICE))).core_properties
    assert about.comments == NOT_THE_ORIGINAL
    assert about.created.replace(tzinfo=dt.UTC) == dt.datetime(2021, 1, 25, tzinfo=dt.UTC)


def test_an_imprint_on_an_even_page_of_its_own_has_no_page_number():
    assert sections(render_docx(SHORT)) == [("NEW_PAGE", True), ("EVEN_PAGE", False)]
    assert sections(render_docx(NOTICE)) == [("NEW_PAGE", True)]
    body = xml(render_docx(SHORT)).find(qn("w:body"))
    carrier = next(p for p in body.iter(qn("w:p")) if p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None)
    assert "".join(node.text for node in carrier.iter(qn("w:t"))) == "2021年1月23日", "no empty line after the date"


def test_recipients_that_leave_no_room_for_text_stand_in_the_imprint():
    names = "，".join(f"第{number}专业委员会办公室" for number in range(1, 41))
    data = render_docx(replace(NOTICE, main_recipients=names))
    assert f"{names}：" not in all_text(data)
    (box,) = (node for node in xml(data).iter() if etree.QName(node).localname == "wsp")
    texts = ["".join(run.text for run in p.iter(qn("w:t"))) for p in box.iter(qn("w:p"))]
    assert texts[0] == f"主送：{names}。"
    assert texts[1].startswith("抄送：")


def test_marks_at_line_ends_are_not_left_to_hang_in_libreoffice():
    """It reads this switch the other way round, and hanging punctuation may be lost."""
    switches = list(xml(render_docx(NOTICE)).iter(qn("w:overflowPunct")))
    assert len(switches) > 20
    assert {each.get(qn("w:val")) for each in switches} == {"1"}


def test_the_mark_is_spread_when_short_and_narrowed_when_long():
    def face(text: str) -> list[tuple[str, str | None]]:
        runs = paragraph_of(render_docx(replace(NOTICE, issuer_mark=text)), text).runs
        narrow = [run._r.rPr.find(qn("w:w")) for run in runs]
        return [
            (run._r.rPr.find(qn("w:spacing")).get(qn("w:val")), None if w is None else w.get(qn("w:val")))
            for run, w in zip(runs, narrow, strict=True)
        ]

    assert face("安委会文件") == [("240", None), ("0", None)]
    assert {spacing for spacing, _ in face("益阳市安全生产委员会办公室文件")} == {"0"}
    assert all(70 < int(narrow) < 100 for _, narrow in face("益阳市安全生产委员会办公室文件"))
