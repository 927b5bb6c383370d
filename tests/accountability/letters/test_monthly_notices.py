"""The monthly collection with one, three and forty accidents: described in the text or listed in a table."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accidents.services.verification import verify
from accountability.letters import drafting
from accountability.letters.notice_texts import (
    MOST_IN_TEXT,
    notice_of_accident,
    notice_of_month,
    yellow_card,
)
from accountability.letters.phrases import DecisionContext, LetterAccident
from accountability.models import Letter
from documents.correspondence.citations import CitedDocument
from documents.correspondence.text import LetterText
from documents.typesetting.content.blocks import AttachmentNote, Table
from documents.typesetting.content.reading import content_from_dict
from documents.typesetting.rendering import render
from documents.workflow import review
from foundation.common.clock import SHANGHAI
from foundation.common.errors import DomainError
from tests.documents.factories import Office
from tests.support.accident_register import (
    correct,
    decision,
    drain,
    make_accident,
)
from tests.support.decision_chain import issued

CLAUSE = "凡发生1起一般生产安全事故，通报所在乡（镇）和区（县）主管部门"
BASIS = DecisionContext(
    basis=CitedDocument(
        "益阳市应急管理局关于印发祁辉同志在益阳市应急管理工作座谈会上讲话的通知", "益应急发〔2021〕5号"
    ),
    clause=CLAUSE,
    recipients=("桃江县马迹塘镇人民政府",),
    main_recipients="各区县（市）人民政府，大通湖区、益阳高新区管委会",
    report_workdays=20,
    issuer="益阳市应急管理局",
)
NEW_YEAR = dt.datetime(2021, 1, 1, tzinfo=SHANGHAI)
WRONG = ("0人", "0起", "。。", "，，", "，。", "、、", "None", "【待填", "一起一起", "事故事故", "损失0万元")
FALL = LetterAccident(
    code="YY-1", name="桃江“2·1”高处坠落事故", occurred_at=dt.datetime(2021, 2, 1, 10, tzinfo=SHANGHAI),
    county="桃江县",
    township="鲊埠回族乡", location="九岗塅村工地", event="高处坠落事故", production="yes", level="ordinary", deaths=1,
    missing=0, serious_injuries=0, minor_injuries=2, direct_loss=Decimal("80"), summary="施工人员从脚手架坠落",
)  # fmt: skip


def month(count: int) -> list[LetterAccident]:
    return [
        replace(FALL, code=f"YY-{number:02}", occurred_at=FALL.occurred_at + dt.timedelta(hours=16 * number))
        for number in range(count)
    ]


def words(letter: LetterText) -> str:
    texts = [text for block in letter.blocks for text in getattr(block, "names", None) or (block.text,)]  # type: ignore[union-attr]
    return "\n".join(["".join(letter.title_lines), *texts])


def collected(count: int) -> LetterText:
    accidents = month(count)
    charged = {one.code: ["桃江县鲊埠回族乡人民政府", "桃江县住房和城乡建设局"] for one in accidents}
    return notice_of_month(2021, 2, accidents, BASIS, complete=True, charged=charged)


def test_one_and_three_stand_in_the_text():
    one, three = words(collected(1)), words(collected(3))
    assert one.startswith("益阳市应急管理局关于2021年2月一般生产安全事故的通报\n")
    assert "\n2021年2月，全市发生一般生产安全事故1起、死亡1人。" in one
    assert "2月1日，桃江县鲊埠回族乡发生一起高处坠落事故，死亡1人、轻伤2人。" in one
    assert three.count("发生一起高处坠落事故") == 3
    assert "附件" not in three
    assert not collected(MOST_IN_TEXT).attachments


def test_forty_stand_in_a_table():
    letter = collected(40)
    text = words(letter)
    assert "全市发生一般生产安全事故40起、死亡40人。" in text
    assert "桃江县40起、死亡40人。各起事故情况见附件。" in text
    assert "对附件所列各起事故的被通报单位予以通报。" in text
    assert isinstance(letter.blocks[-1], AttachmentNote)
    (attachment,) = letter.attachments
    assert letter.blocks[-1].names == (attachment.title,) == ("2021年2月一般生产安全事故情况表",)
    (table,) = attachment.blocks
    assert isinstance(table, Table)
    assert len(table.rows) == 40
    assert table.rows[0] == (
        "1", "2月1日", "桃江县鲊埠回族乡九岗塅村工地", "高处坠落事故", "死亡1人、轻伤2人",
        "桃江县鲊埠回族乡人民政府、桃江县住房和城乡建设局",
    )  # fmt: skip


def test_the_counties_stand_with_the_most_first():
    accidents = month(12)
    elsewhere = [replace(one, county="安化县", deaths=0) for one in accidents[:3]]
    letter = notice_of_month(2021, 2, [*accidents[3:], *elsewhere], BASIS, complete=True, charged={})
    assert "桃江县9起、死亡9人，安化县3起。各起事故情况见附件。" in words(letter)


@pytest.mark.django_db
def test_a_long_collection_is_drafted_guarded_and_printed(office: Office) -> None:
    accidents = [make_accident(f"2021-02-{day:02}") for day in range(1, 13)]
    drain()
    chosen = [decision(rule, accident) for accident in accidents for rule in ("R3a", "R3b")]
    letter = drafting.draft_letter(user=office.officer, decisions=chosen)
    content = content_from_dict(letter.document.content)
    (table,) = content.attachments[0].blocks
    assert isinstance(table, Table)
    assert {row[5] for row in table.rows} == {"桃江县马迹塘镇人民政府、桃江县住房和城乡建设局"}
    correct(accidents[4], deaths=2)
    drain()
    with pytest.raises(DomainError, match="正文“死亡1人”与桃江“2·5”高处坠落事故现有登记不一致"):
        review.submit(user=office.officer, document=letter.document)
    verify(user=office.officer, accident=accidents[4], version=None)
    drain()
    drafting.rewrite_letter(user=office.officer, letter=Letter.objects.get())
    assert issued(office, Letter.objects.get()).pdf_pages == render(content).pages


numbers = st.integers(min_value=0, max_value=40)
accidents_drawn = st.builds(
    LetterAccident,
    code=st.sampled_from([f"YY-{number}" for number in range(9)]),
    name=st.just("桃江“1·1”事故"),
    occurred_at=st.integers(0, 364 * 24 * 60).map(lambda minutes: NEW_YEAR + dt.timedelta(minutes=minutes)),
    county=st.just("桃江县"),
    township=st.sampled_from(["", "马迹塘镇", "南洞庭湿地保护与发展事务中心"]),
    location=st.sampled_from(["", "向阳路工地"]),
    event=st.just("高处坠落事故"),
    production=st.sampled_from(["yes", "no"]),
    level=st.sampled_from(["ordinary", "larger"]),
    deaths=numbers,
    missing=numbers,
    serious_injuries=numbers,
    minor_injuries=numbers,
    direct_loss=st.decimals(0, 9999, places=2),
    summary=st.sampled_from(["", "工人坠落", "1月1日10时许，桃江县马迹塘镇发生一起事故，造成1人死亡。"]),
)


@given(st.lists(accidents_drawn, min_size=1, max_size=14, unique_by=lambda one: one.code), st.booleans())
def test_no_text_says_nothing_or_zero(accidents: list[LetterAccident], complete: bool) -> None:
    made = [
        notice_of_accident(accidents[0], BASIS),
        yellow_card(accidents, BASIS, main_recipients="桃江县人民政府"),
        notice_of_month(2021, 1, accidents, BASIS, complete=complete, charged={}),
    ]
    for letter in made:
        text = words(letter)
        for wrong in WRONG:
            hit = text.find(wrong)
            assert hit < 0 or (wrong in ("0人", "0起") and text[hit - 1].isdigit()), (wrong, text)
        assert text.count("《益阳市应急管理局关于印发祁辉同志") == 1
        for block in letter.blocks:
            assert all(span.text in block.text for span in block.spans if not isinstance(block, AttachmentNote | Table))
