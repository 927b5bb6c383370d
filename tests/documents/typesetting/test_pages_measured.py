"""Finished pages under the ruler, and deliberately spoilt pages that the ruler must refuse."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from documents.typesetting import fonts, rendering
from documents.typesetting.content.blocks import DocumentContent, Lead, Paragraph
from documents.typesetting.rendering import render
from documents.typesetting.tables import _lines, column_widths
from documents.typesetting.typesetter import Setter
from tests.documents.gbt9704_checker.measure import faults
from tests.documents.gbt9704_checker.reading import assign, lines_of, read
from tests.documents.samples import LONG, NOTICE, SHORT, UPWARD
from tests.documents.samples_of_kinds import table_of
from tests.support.long_form import one_in


def committee(content: DocumentContent) -> DocumentContent:
    return replace(
        content,
        issuer_mark="益阳市安全生产委员会办公室文件",
        document_number="益安办发〔2021〕117号",
        signature="益阳市安全生产委员会办公室",
        printed_by="益阳市安全生产委员会办公室",
    )


@pytest.mark.parametrize(
    "content",
    [NOTICE, SHORT, LONG, UPWARD, committee(NOTICE), replace(NOTICE, copies_to=""), replace(SHORT, main_recipients="")],
    ids=["notice", "short", "long", "upward", "committee", "no-copies", "no-recipients"],
)
def test_nothing_is_out_of_place(content):
    assert faults(render(content).data, content) == []


@pytest.mark.parametrize("extra", one_in(4, range(1, 45, 4)))
def test_signature_and_imprint_hold_wherever_the_text_ends(extra):
    content = replace(SHORT, blocks=(*SHORT.blocks, Lead("做到底数清、情况明、措施实、" * extra * 2 + "确保安全。")))
    made = render(content)
    assert faults(made.data, content) == []
    assert made.pages % 2 == 0


SPOILT = {
    "body 15 pt": ("html { font-size: 15pt }", "字号"),
    "left 31 mm": ("@page { margin-left: 31mm }", "左边|页码|版心|右边|居中"),
    "top +3 mm": ("@page { margin-top: 40mm }", "行格|发文机关标志"),
    "20 lines": (".ln { height: 32.5pt; line-height: 32.5pt }", "行格"),
    "26 characters": (".ln { letter-spacing: 1.0pt !important }", "右边|字距"),
    "no indent": (".in { text-indent: 0 }", "首行缩进"),
    "no imprint": (".imprint { display: none }", "文字"),
    "imprint high": (".imprint { padding-bottom: 40pt }", "版记末条线"),
    "black head": (".red p { color: #000 }", "颜色 mark"),
    "head too high": (".red p { top: 60pt }", "上边缘"),
    "no rule": (".rule i { display: none }", "红色分隔线 0"),
    "rule 8 mm off": (".rule i { top: 16pt }", "红色分隔线 距字号"),
    "title 18 pt": ("h1 .ln { font-size: 18pt }", "字号 title"),
    "title in 仿宋": ('h1 { font-family: "GW FangSong" }', "字体 title"),
    "body in 黑体": ('p { font-family: "GW HeiTi" }', "字体 body"),
    "heading not 黑体": ('h2 { font-family: "GW FangSong" }', "字体 heading1"),
    "page number 12 pt": ("@page :right { @bottom-right { font-size: 12pt } }", "页码"),
    "page number centred": ("@page :right { @bottom-right { padding-right: 200pt } }", "页码"),
    "date at the margin": (".sign { margin-right: 0 !important }", "成文日期右空"),
    "no room for the seal": (".sign { margin-top: 0 }", "盖章"),
    "grey text": ("p { color: #555 }", "颜色"),
    "letter paper": ("@page { size: 216mm 279mm }", "纸张"),
    "tinted page": ("@page { background: #eee }", "底色"),
    "tinted text": ("p { background: #fff3bf }", "底色"),
    "no line above 附件说明": (".gap { margin-top: 0 }", "附件说明"),
    "a line left free above headings": ("h2 { margin-top: 29.6093pt }", "空行"),
    "thick imprint rules": (".imprint .thick { height: 1mm }", "版记分隔线"),
}


@pytest.mark.parametrize("name", one_in(3, SPOILT))
def test_a_spoilt_page_is_refused(name):
    css, reason = SPOILT[name]
    made = rendering._render(NOTICE, rendering._engine(), None, css)
    found = faults(made.data, NOTICE)
    assert any(word in fault for fault in found for word in reason.split("|")), found


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        (replace(NOTICE, document_number="益应急发[2021]6号"), NOTICE),
        (replace(NOTICE, document_number="益应急发〔2021〕06号"), NOTICE),
        (
            replace(NOTICE, blocks=(Lead("2021年01月18日" + "，情况如下" * 20),)),
            replace(NOTICE, blocks=(Lead("2021年1月18日" + "，情况如下" * 20),)),
        ),
    ],
    ids=["[2021]", "06号", "01月"],
)
def test_wrongly_written_numbers_are_refused(shown, meant):
    made = rendering._render(shown, rendering._engine(), None)
    assert any(fault.startswith("文字") for fault in faults(made.data, meant))


def test_an_empty_box_is_refused():
    content = replace(SHORT, blocks=(Lead("甲乙丙丁𪚥" + "戊己庚辛壬癸" * 10),))
    made = rendering._render(content, rendering._engine(), None)
    assert any("缺字" in fault or "编码" in fault for fault in faults(made.data, content))


def test_cids_that_are_not_glyph_numbers_are_refused():
    with pikepdf.open(io.BytesIO(render(SHORT).data)) as pdf:
        for entry in pdf.objects:
            if isinstance(entry, pikepdf.Stream) and entry.get("/Subtype") == "/OpenType":
                face = TTFont(io.BytesIO(entry.read_bytes()))
                top = face["CFF "].cff.topDictIndex[0]
                if not hasattr(top, "ROS"):
                    continue
                names = [name if name == ".notdef" else f"cid{int(name[3:]) + 7:05d}" for name in top.charset]
                renamed = dict(zip(top.charset, names, strict=True))
                top.CharStrings.charStrings = {renamed[k]: v for k, v in top.CharStrings.charStrings.items()}
                top.charset = names
                face.setGlyphOrder(names)
                out = io.BytesIO()
                face.save(out)
                entry.write(out.getvalue())
                entry["/Subtype"] = pikepdf.Name.OpenType
        spoilt = io.BytesIO()
        pdf.save(spoilt)
    assert any("CID 与 GID" in fault for fault in faults(spoilt.getvalue(), SHORT))


def test_a_file_without_title_is_refused():
    with pikepdf.open(io.BytesIO(render(SHORT).data)) as pdf:
        with pdf.open_metadata() as metadata:
            del metadata["dc:title"]
        spoilt = io.BytesIO()
        pdf.save(spoilt)
    assert "元数据标题 None" in faults(spoilt.getvalue(), SHORT)


def test_imprint_alone_on_its_page_carries_no_number():
    made = render(SHORT)
    assert made.pages == 2
    assert read(made.data).numbers[2] == []


def test_a_page_is_full_with_22_lines():
    content = replace(SHORT, blocks=(Lead("做到底数清、情况明、措施实、" * 120 + "确保安全。"),))
    sheet = read(render(content).data)
    tops = {round(glyph.top, 1) for glyph in sheet.glyphs if glyph.page == 2}
    assert len(tops) == 22
    assert min(tops) == pytest.approx(37, abs=0.2)
    assert max(glyph.bottom for glyph in sheet.glyphs if glyph.page == 2) == pytest.approx(262, abs=0.3)


def test_a_note_costs_no_sheet_for_the_imprint_alone():
    """With 附注 the text would end one line too low; the signature moves up, the seal keeps its four lines."""
    blocks = (Lead("请认真组织学习，" * 6 + "抓好落实。"), *[Paragraph("请认真抓好贯彻落实。")] * 23)
    content = replace(SHORT, blocks=blocks, note="此件公开发布", copies_to="市安委会成员单位")
    made = render(content)
    assert made.pages == 2
    assert faults(made.data, content) == []
    assert render(replace(content, blocks=blocks[:-1])).pages == 2


def test_the_heading_that_opens_a_paragraph_is_set_in_kaiti():
    text = "（二）按时报告整改情况。被通报单位自签收本通报的次日起20个工作日内，将整改报告书面报送市应急管理局。"
    made = render(replace(SHORT, blocks=(*SHORT.blocks, Paragraph(text))))
    glyphs = [glyph for glyph in read(made.data).glyphs if abs(glyph.size - 16) < 0.1]
    start = next(i for i, glyph in enumerate(glyphs) if "".join(g.text for g in glyphs[i : i + 4]) == "（二）按")
    faces = [glyph.font for glyph in glyphs[start : start + len(text)]]
    heading = text.index("。") + 1
    assert set(faces[:heading]) == {"GW-KaiTi"}
    assert set(faces[heading:]) == {"GW-FangSong"}
    assert faults(made.data, replace(SHORT, blocks=(*SHORT.blocks, Paragraph(text)))) == []


@pytest.mark.parametrize("lines", one_in(3, range(19, 25)))
def test_a_note_is_neither_divided_nor_parted_from_the_date(lines):
    """With a contact of two lines, wherever the page ends: 附注 and date stand on one page, no line gapes."""
    text = tuple(Paragraph("补充说明一行文字，凑够行数以便测量。") for _ in range(lines))
    note = "联系人：市安委会办公室值班室，联系电话：0737-0000000"
    content = replace(UPWARD, blocks=(*UPWARD.blocks, *text), note=note)
    sheet = read(made := render(content).data, content)
    assert faults(made, content) == []
    assign(sheet, content)
    (run,) = sheet.parts["note"]
    assert len(lines_of(run)) == 2
    assert {glyph.page for glyph in run} == {sheet.parts["date"][0][0].page}
    first = lines_of(run)[0]
    assert max(b.left - a.right for a, b in pairwise(first)) < 0.5


def test_the_unit_in_a_header_stays_whole():
    engine = rendering._engine()
    lines = _lines(Setter(engine.stack), "金额（万元）", column_widths(table_of(1).columns)[3], fonts.HEITI)
    assert [line.text for line in lines] == ["金额", "（万元）"]
