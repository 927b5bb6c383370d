"""Texts that any app may write: a supervision, an urging and an acceptance letter without a decision behind them."""

from __future__ import annotations

import datetime as dt

from documents.correspondence.acceptance_texts import acceptance
from documents.correspondence.citations import CitedDocument
from documents.correspondence.placeholders import placeholders_in
from documents.correspondence.supervision_texts import supervision, urging
from documents.correspondence.text import LetterContext, numbered
from documents.typesetting.content.blocks import SourceSpan

CONTEXT = LetterContext(
    recipients=("桃江县人民政府", "安化县人民政府"),
    issuer="益阳市应急管理局",
    main_recipients="桃江县人民政府、安化县人民政府",
)
CITED = CitedDocument("关于报送责任清单的通知", "益应急发〔2026〕3号", dt.date(2026, 3, 1))


def words(text):
    return "\n".join(block.text for block in text.blocks)


def test_a_supervision_letter_asks_only_for_what_no_record_says():
    pieces = ["经核查，", SourceSpan("3项任务", "task-7"), "逾期。"]
    letter = supervision(CONTEXT, CITED, {"matters": "补报清单"}, opening=pieces, subject="责任清单")
    assert "".join(letter.title_lines) == "益阳市应急管理局关于督办责任清单整改工作的函"
    assert letter.blocks[0].text == (
        "经核查，3项任务逾期。按照《关于报送责任清单的通知》（益应急发〔2026〕3号）要求，"
        "为推动整改落实，现将有关事项督办如下。"
    )
    assert letter.blocks[0].spans == (SourceSpan("3项任务", "task-7"),)
    assert placeholders_in([words(letter), letter.note]) == ["办结期限", "联系人", "联系电话"]


def test_an_urging_letter_says_who_has_not_reported():
    due = {"桃江县人民政府": dt.date(2026, 4, 1), "安化县人民政府": dt.date(2026, 5, 1)}
    letter = urging(CONTEXT, CITED, due, {}, subject="责任清单", today=dt.date(2026, 4, 20))
    assert "截至2026年4月20日尚未收到桃江县人民政府的整改报告。" in words(letter)


def test_an_acceptance_letter_counts_what_failed():
    good = {"item": "1. 清单", "requirement": "报送", "found": "已报送", "accepted": True}
    details = {"inspected_on": "2026-05-10", "findings": [good, {**good, "item": "台账", "accepted": False}]}
    failed = words(acceptance(CONTEXT, CITED, details, consequence="予以销号。"))
    assert "（一）清单。整改要求：报送；核查情况：已报送；验收结果：合格。" in failed
    assert "2项整改事项中第（二）项未达到要求，验收不合格。" in failed
    assert "予以销号" not in failed
    passed = words(acceptance(CONTEXT, CITED, {**details, "findings": [good]}, consequence="予以销号。"))
    assert passed.endswith("整改事项已完成，验收合格。予以销号。")


def test_lines_the_officer_has_numbered_are_not_numbered_again():
    assert [block.text for block in numbered(["甲", "乙；"])] == ["（一）甲。", "（二）乙。"]
    assert [block.text for block in numbered(["1. 甲", "2. 乙"])] == ["1. 甲。", "2. 乙。"]


def test_a_title_inside_a_title_gets_single_marks():
    titled = CitedDocument("关于印发《办法》的通知", "益发〔2026〕1号")
    assert titled.cited == "《关于印发〈办法〉的通知》（益发〔2026〕1号）"
    assert CitedDocument("", "益发〔2026〕1号").cited == "益发〔2026〕1号文件"
