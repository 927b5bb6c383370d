"""Letters: what a county's summary adds to the record, each thing said once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from accountability.letters.narrative import course_of
from accountability.letters.notice_texts import notice_of_accident, notice_of_month, yellow_card
from accountability.letters.phrases import DecisionContext, LetterAccident
from documents.correspondence.citations import CitedDocument
from documents.correspondence.text import LetterText
from documents.typesetting.content.blocks import AttachmentNote, Table
from foundation.common.clock import SHANGHAI

FALL = LetterAccident(
    code="YY-1",
    name="桃江“11·17”",
    occurred_at=dt.datetime(2026, 11, 17, 19, 37, tzinfo=SHANGHAI),
    county="桃江县",
    township="马迹塘镇",
    location="南山村标准厂房工地",
    event="高处坠落事故",
    production="yes",
    level="ordinary",
    deaths=1,
    missing=0,
    serious_injuries=0,
    minor_injuries=2,
    direct_loss=Decimal("80.00"),
    summary="2026年11月17日19时37分许，桃江县马迹塘镇南山村，工人未系挂安全带，坠落至地面。事故造成1人死亡、2人轻伤。",
)
CLAUSE = "凡发生1起一般生产安全事故，通报所在乡（镇）"
BASIS = DecisionContext(
    basis=CitedDocument(
        "益阳市应急管理局关于印发祁辉同志在益阳市应急管理工作座谈会上讲话的通知", "益应急发〔2021〕5号"
    ),
    clause=CLAUSE,
    recipients=("桃江县马迹塘镇人民政府",),
    main_recipients="各区县（市）人民政府，大通湖区、益阳高新区管委会",
    report_workdays=20,
)


def words(letter: LetterText) -> str:
    return "".join(block.text for block in letter.blocks if not isinstance(block, AttachmentNote | Table))


def course(summary: str) -> str:
    return course_of(summary, month=11, day=17, county="桃江县", township="马迹塘镇", location="南山村标准厂房工地")


@pytest.mark.parametrize(
    ("summary", "kept"),
    [
        (FALL.summary, "工人未系挂安全带，坠落至地面。"),
        ("11月17日晚7点半许，马迹塘镇南山村发生一起高处坠落事故，造成1人死亡", ""),
        ("11月17日，桃江县马迹塘镇南山村标准厂房工地，吊篮坠落。\n事故致1人死亡，直接经济损失约80万元。", "吊篮坠落。"),
        ("吊篮钢丝绳断裂，致1人坠落死亡", "吊篮钢丝绳断裂，致1人坠落死亡。"),
        ("11月16日起连降大雨，边坡失稳。", "11月16日起连降大雨，边坡失稳。"),
        ("造成2人死亡，经全力搜救，1人生还。", "造成2人死亡，经全力搜救，1人生还。"),
        ("南山桥上两车相撞；", "南山桥上两车相撞。"),
        ("", ""),
    ],
)
def test_what_the_record_says_is_not_repeated(summary, kept):
    assert course(summary) == kept


def test_one_accident_is_described_once():
    letter = notice_of_accident(FALL, BASIS)
    opening = "2026年11月17日，桃江县马迹塘镇发生一起一般高处坠落事故，造成1人死亡、2人轻伤。"
    assert letter.blocks[0].text.startswith(opening)
    assert letter.blocks[2].text == (
        "11月17日19时37分许，桃江县马迹塘镇南山村标准厂房工地发生一起高处坠落事故。工人未系挂安全带，坠落至地面。"
        "事故造成1人死亡、2人轻伤，直接经济损失80万元，为一般生产安全事故。"
    )
    assert {span.text for span in letter.blocks[2].spans} == {
        "11月17日19时37分许", "桃江县马迹塘镇", "南山村标准厂房工地", "1人死亡", "2人轻伤", "80万元",
    }  # fmt: skip


def test_an_accident_without_a_summary_and_without_harm():
    bare = replace(FALL, summary="", location="", deaths=0, minor_injuries=0, direct_loss=Decimal(0))
    assert notice_of_accident(bare, BASIS).blocks[2].text == (
        "11月17日19时37分许，桃江县马迹塘镇发生一起高处坠落事故，未造成人员伤亡，为一般生产安全事故。"
    )


def test_an_office_is_no_place():
    wetland = replace(
        FALL, county="沅江市", township="南洞庭湿地保护与发展事务中心", location="", is_named_after_body=True
    )
    text = words(notice_of_month(2026, 11, [wetland], BASIS, complete=True, charged={}))
    assert "11月17日，沅江市南洞庭湿地保护与发展事务中心辖区发生一起高处坠落事故，死亡1人、轻伤2人。" in text


def test_the_year_stands_once_and_again_where_it_changes():
    later = replace(FALL, level="larger", deaths=3)
    earlier = replace(later, code="YY-0", occurred_at=dt.datetime(2026, 2, 6, 8, tzinfo=SHANGHAI), summary="")
    text = words(yellow_card([later, earlier], BASIS, main_recipients="桃江县人民政府"))
    assert "2026年2月6日、11月17日，桃江县先后发生2起较大生产安全事故，共造成6人死亡。" in text
    assert "一、事故情况2月6日8时许，" in text
    before = replace(earlier, occurred_at=dt.datetime(2025, 12, 6, 8, tzinfo=SHANGHAI))
    text = words(yellow_card([later, before], BASIS, main_recipients="桃江县人民政府"))
    assert "2025年12月6日、2026年11月17日，" in text
    assert "2025年12月6日8时许，" in text
