"""Each kind of document under the ruler: 文件, 信函 and 纪要, with tables, attachments, seals and without."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from documents.typesetting.content.blocks import (
    Attachment,
    AttachmentNote,
    ContentError,
    FormKind,
    Heading1,
    Lead,
    Paragraph,
    Table,
    TableColumn,
)
from documents.typesetting.content.reading import content_from_dict
from documents.typesetting.rendering import check, render
from documents.typesetting.title_breaking import propose_title_lines
from tests.documents.gbt9704_checker.measure import faults
from tests.documents.gbt9704_checker.reading import LINE, read
from tests.documents.rendered import rendered
from tests.documents.samples import RARE
from tests.documents.samples_of_kinds import (
    CIRCULAR,
    CITY_NOTICE,
    INTERVIEW,
    KINDS,
    LIFTING,
    MINUTES,
    SUPERVISION,
    VETO_REQUEST,
    YELLOW_CARD,
    table_of,
)
from tests.support.long_form import one_in

DRILL = "做到底数清、情况明、措施实、责任到人，"


@pytest.mark.parametrize("kind", one_in(3, KINDS))
def test_a_document_of_each_kind_may_be_stamped(kind):
    assert faults(rendered(KINDS[kind]).data, KINDS[kind]) == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_stored_and_read_back(kind):
    assert content_from_dict(KINDS[kind].to_dict()) == KINDS[kind]


def test_content_stored_before_there_were_forms_still_reads():
    stored = CIRCULAR.to_dict()
    for name in ("copy_number", "urgency", "attendance", "attachments", "has_seal"):
        del stored[name]
    assert content_from_dict(stored) == CIRCULAR


@pytest.mark.parametrize("extra", one_in(4, range(0, 22, 3)))
@pytest.mark.parametrize("seal", [True, False])
def test_a_letter_holds_wherever_its_text_ends(extra, seal):
    blocks = (*INTERVIEW.blocks, *[Paragraph(f"{DRILL}确保安全。")] * extra)
    content = replace(INTERVIEW, blocks=blocks, has_seal=seal)
    assert faults(render(content).data, content) == []


@pytest.mark.parametrize("extra", one_in(4, range(9, 24, 2)))
def test_minutes_hold_wherever_their_text_ends(extra):
    content = replace(MINUTES, blocks=(*MINUTES.blocks, *[Paragraph(f"{DRILL}确保安全。")] * extra))
    made = render(content)
    assert faults(made.data, content) == []
    assert made.pages % 2 == 0


@pytest.mark.parametrize("extra", one_in(4, range(12, 19)))
def test_a_text_that_ends_on_a_full_even_page_leaves_no_blank_page(extra):
    """The imprint finds no room below line 21: text and signature go on, and no page stands empty between."""
    content = replace(CIRCULAR, note="", blocks=(*CIRCULAR.blocks, *[Paragraph("请认真抓好贯彻落实。")] * extra))
    made = render(content)
    assert faults(made.data, content) == []
    sheet = read(made.data)
    assert {glyph.page for glyph in sheet.glyphs} == set(range(1, made.pages + 1))


@pytest.mark.parametrize(("paragraphs", "pages"), [(0, 1), (13, 2), (132, 7)])
def test_letters_of_one_two_and_seven_pages(paragraphs, pages):
    content = replace(SUPERVISION, blocks=(*SUPERVISION.blocks, *[Paragraph(DRILL + "确保安全。")] * paragraphs))
    made = render(content)
    assert made.pages == pages
    assert faults(made.data, content) == []


def test_recipients_that_leave_no_text_on_the_first_page_go_to_the_imprint():
    names = "，".join(f"第{number}专业委员会办公室" for number in range(1, 41))
    content = replace(CIRCULAR, main_recipients=names)
    made = render(content)
    assert faults(made.data, content) == []
    assert "主送：" in "".join(glyph.text for glyph in read(made.data).glyphs)
    letter = replace(INTERVIEW, main_recipients=names)
    assert faults(render(letter).data, letter) == []


def test_recipients_that_leave_a_line_stay_where_they_are():
    content = replace(CIRCULAR, main_recipients="，".join(["各区县（市）安全生产委员会"] * 17))
    sheet = read(render(content).data)
    assert "主送：" not in "".join(glyph.text for glyph in sheet.glyphs)
    assert faults(render(content).data, content) == []


def test_a_title_of_sixty_characters():
    title = (
        "益阳市安全生产委员会办公室关于对桃江县马迹塘镇人民政府安化县柘溪镇人民政府和有关企业"
        "给予安全生产黄牌警告情况的通报"
    )
    assert 55 <= len(title) <= 62
    lines = propose_title_lines(title)
    assert len(lines) >= 3
    content = replace(CIRCULAR, title_lines=lines)
    assert faults(render(content).data, content) == []
    widths = [len(line) for line in lines]
    assert not any(b < a and b < c for a, b, c in zip(widths, widths[1:], widths[2:], strict=False))


@pytest.mark.long
def test_a_table_of_two_hundred_rows_repeats_its_header():
    content = replace(
        YELLOW_CARD,
        attachments=(
            replace(YELLOW_CARD.attachments[0], blocks=(table_of(200, "临水临崖路段防护栏缺失，限期整改到位"),)),
        ),
    )
    made = render(content)
    assert faults(made.data, content) == []
    sheet = read(made.data)
    pages = {glyph.page for glyph in sheet.cells}
    assert len(pages) > 9
    shown = "".join(glyph.text for glyph in sheet.cells)
    assert shown.count("单位名称") == len(pages)


def test_two_lines_of_a_cell_fill_two_lines_of_the_grid():
    table = Table(
        (TableColumn("隐患情况"), TableColumn("时限")), (("一行", "立即"), ("两两" * 12, "立即"), ("末行", "立即"))
    )
    sheet = read(render(replace(CITY_NOTICE, blocks=(Lead("情况如下。"), table))).data)
    above, first, second = sorted({round(glyph.top, 1) for glyph in sheet.cells if glyph.text in "一两"})
    assert second - first == pytest.approx(18 * 25.4 / 72, abs=0.15)
    assert (first + second) / 2 - above == pytest.approx(1.5 * LINE, abs=0.15)


def test_a_table_in_the_text_keeps_the_lines_below_it_on_the_grid():
    content = replace(CITY_NOTICE, blocks=(CITY_NOTICE.blocks[0], table_of(30), Paragraph(DRILL * 3 + "确保安全。")))
    assert faults(render(content).data, content) == []


@pytest.mark.long
def test_thirty_attachments_each_on_a_page_of_its_own():
    names = tuple(f"益阳市第{number}批隐患排查治理情况表" for number in range(1, 31))
    content = replace(
        CIRCULAR,
        blocks=(*CIRCULAR.blocks, AttachmentNote(names)),
        attachments=tuple(Attachment((name,), (Lead(f"{name}如下，{RARE}。" + DRILL * 4),)) for name in names),
    )
    made = render(content)
    assert faults(made.data, content) == []
    assert made.pages >= 33


def test_thirty_names_of_attachments_without_the_attachments():
    names = tuple(f"益阳市第{number}批隐患排查治理情况表" for number in range(1, 31))
    content = replace(CIRCULAR, blocks=(*CIRCULAR.blocks, AttachmentNote(names)))
    assert faults(render(content).data, content) == []


@pytest.mark.parametrize("form", [FormKind.DOCUMENT, FormKind.LETTER, FormKind.MINUTES])
def test_rare_characters_everywhere(form):
    content = replace(
        {FormKind.DOCUMENT: CITY_NOTICE, FormKind.LETTER: INTERVIEW, FormKind.MINUTES: MINUTES}[form],
        title_lines=("关于茈湖口镇鲊埠回族乡鸬鹚渡镇", "瑯琊社区璟珺喆堃㮾䥽的函"),
        blocks=(Heading1("一、茈湖口镇、鲊埠回族乡"), Lead(f"（一）{RARE[:4]}。" + RARE * 2 + "。")),
        copies_to="桃江县鲊埠回族乡人民政府",
    )
    assert faults(render(content).data, content) == []


@pytest.mark.parametrize("count", one_in(3, range(1, 7)))
def test_signers_stand_two_to_a_line(count):
    names = ("祁辉", "王建国", "李珺", "欧阳修远", "曾志强", "周明")[:count]
    content = replace(VETO_REQUEST, signer="\u3000".join(names))
    assert faults(render(content).data, content) == []


@pytest.mark.parametrize("name", ["益阳市应急管理局", "市安委会", "益阳市安全生产委员会办公室"])
def test_without_a_seal_name_and_date_stand_by_the_edge(name):
    content = replace(LIFTING, signature=name, dated_on=datetime.date(2021, 12, 31))
    assert faults(render(content).data, content) == []


UNTRUSTED = "<script>alert(1)</script>&amp;<b>url(file:///etc/passwd)\\3c </style>'\"{}"


def test_typed_markup_is_printed_as_typed_in_every_part():
    bad = UNTRUSTED[:24]
    content = replace(
        MINUTES,
        issuer_mark="<b>&amp;约谈纪要",
        signature="<i>&lt;办公室",
        copies_to=UNTRUSTED,
        printed_by="url(x)&<局>",
        title_lines=("<b>&amp;url(x)",),
        blocks=(*MINUTES.blocks, AttachmentNote(("url(x)&<u>一览表",))),
        attendance=tuple(replace(each, names=UNTRUSTED) for each in MINUTES.attendance),
        attachments=(
            Attachment(
                ("url(x)&<u>一览表",),
                (Table((TableColumn("<th>&", 1), TableColumn("b", 9)), (("<td>", bad),), "<x>&表"),),
            ),
        ),
    )
    assert faults(render(content).data, content) == []
    upward = replace(VETO_REQUEST, signer="<b>\u3000&\u3000<i>")
    assert faults(render(upward).data, upward) == []


@pytest.mark.parametrize(
    "change",
    [
        {"attendance": (replace(MINUTES.attendance[0], names="祁辉\u3000密级：秘密"),)},
        {
            "attachments": (Attachment(("机密★10年",), (Lead("甲"),)),),
            "blocks": (Lead("甲"), AttachmentNote(("机密★10年",))),
        },
        {
            "attachments": (Attachment(("名单",), (Table((TableColumn("机密"),), (("甲",),)),)),),
            "blocks": (Lead("甲"), AttachmentNote(("名单",))),
        },
        {"blocks": (Lead("甲"), Table((TableColumn("a"),), (("绝密",),)))},
        {"blocks": (Lead("甲"), Table((TableColumn("a"),), (("甲",),), "【秘密】名单"))},
    ],
    ids=["attendance", "attachment title", "column", "cell", "caption"],
)
def test_secrecy_marks_are_found_in_every_new_part(change):
    with pytest.raises(ContentError, match="严禁处理涉密信息"):
        check(replace(MINUTES, **change))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"copy_number": "12"}, "份号：应为6位数字"),
        ({"urgency": "急"}, "紧急程度：只能是"),
        ({"signer": "祁辉", "form": "letter"}, "只有文件格式的上行文"),
        ({"signer": "\u3000".join("甲乙丙丁戊己庚辛壬")}, "最多8人"),
        ({"signer": "一二三四五六七八九十一二三四五"}, "排不下"),
        ({"attendance": [{"label": "出席", "names": "甲"}]}, "只有纪要标注出席人员名单"),
        ({"copies_to": "市安委会成员单位，" * 80}, "抄送：名单过长"),
        ({"main_recipients": "市安委会成员单位，" * 70, "copies_to": "市政府" * 10}, "主送：名单过长"),
        ({"attendance": "甲"}, "出席名单：内容格式不对"),
        ({"attachments": [{"title_lines": ["甲表"], "blocks": []}]}, "附件说明：所列附件"),
        ({"attachments": [{"title_lines": ["甲表"], "blocks": []}]}, "附件：没有内容"),
        ({"attachments": 5}, "附件：内容格式不对"),
        ({"has_seal": "yes"}, "印章：只能写明"),
        ({"blocks": [{"kind": "lead", "text": "甲"}, {"kind": "table", "columns": [], "rows": []}]}, "表格应有1至12列"),
        ({"blocks": [{"kind": "lead", "text": "甲"}, {"kind": "table", "columns": 1, "rows": []}]}, "表格格式不对"),
        (
            {"blocks": [{"kind": "lead", "text": "甲"},
                        {"kind": "table", "columns": [{"title": "a"}], "rows": [["1", "2"]]}]},
            "表格第1行有2格，应为1格",
        ),
        (
            {"blocks": [{"kind": "lead", "text": "甲"},
                        {"kind": "table", "columns": [{"title": "a", "width": 0, "align": "up"}], "rows": [["1"]]}]},
            "列宽比例应为1至100",
        ),
    ],
)  # fmt: skip
def test_each_fault_of_the_new_parts_is_named(change, says):
    with pytest.raises(ContentError) as caught:
        content_from_dict(CIRCULAR.to_dict() | change)
    assert any(says in str(problem) for problem in caught.value.problems), caught.value.problems


def test_a_row_taller_than_a_page_is_refused_in_words():
    content = replace(
        CITY_NOTICE, blocks=(Lead("甲"), Table((TableColumn("a"), TableColumn("b")), (("甲", "乙" * 800),)))
    )
    with pytest.raises(ContentError, match="表格第1行太高"):
        render(content)
