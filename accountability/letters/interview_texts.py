"""What a 约谈通知书 and the 约谈纪要 after it say.  Pure.

No effect of an interview is stated: 益应急发〔2021〕5号 names none. The materials asked for are those of
安委〔2018〕2号.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from accountability.letters.phrases import DecisionContext, LetterAccident, circumstances_of, opening, subject_of
from accountability.letters.questions import INTERVIEW_MATERIALS
from documents.correspondence.citations import CitedDocument
from documents.correspondence.details import day, line, lines, moment
from documents.correspondence.placeholders import at_moment, by_day, contact, placeholder, value_or_placeholder
from documents.correspondence.text import LetterText, lead, numbered, section
from documents.typesetting.content.blocks import (
    Attendance,
    Block,
    Lead,
    Paragraph,
)


def interview_summons(
    accidents: Sequence[LetterAccident], context: DecisionContext, details: Mapping[str, Any]
) -> LetterText:
    """约谈通知书: why, when, where, before whom, who is to come, what to bring, whom to ask."""
    reason = f"按照{context.basis.cited}“{context.clause}”的规定，决定约谈{context.units}。现将有关事项通知如下。"
    blocks: list[Block] = [lead([*opening(accidents), reason]), section(1, "约谈事由"), *circumstances_of(accidents)]
    blocks += [
        section(2, "约谈安排"),
        Paragraph(f"（一）时间：{at_moment(moment(details, 'at'), '约谈时间')}。"),
        Paragraph(f"（二）地点：{value_or_placeholder(line(details, 'place'), '约谈地点')}。"),
        Paragraph(f"（三）主持人：{value_or_placeholder(line(details, 'chair'), '主持人')}。"),
        Paragraph(f"（四）到场人员：{value_or_placeholder(line(details, 'attendees'), '到场人员').rstrip('。')}。"),
        section(3, "有关要求"),
        Paragraph(f"请被约谈单位准备书面材料，约谈时提交。内容包括：{_materials(details)}。"),
        Paragraph(f"{contact(line(details, 'contact'), line(details, 'phone'))}。"),
    ]
    title = context.title(f"关于约谈{context.units_in_title}的通知书")
    return LetterText(title, context.main_recipients, tuple(blocks))


def interview_minutes(
    accidents: Sequence[LetterAccident], context: DecisionContext, summons: CitedDocument, details: Mapping[str, Any]
) -> LetterText:
    """约谈纪要: when, where, who; what the units said, what was demanded, by when they report."""
    when, place = at_moment(moment(details, "at"), "约谈时间"), value_or_placeholder(line(details, "place"), "约谈地点")
    chair = value_or_placeholder(line(details, "chair"), "主持人")
    first = Lead(
        f"按照{summons.cited}，{when}，{chair}在{place}主持约谈，"
        f"就{subject_of(accidents)}约谈{context.units}。现将约谈情况纪要如下。"
    )
    blocks: list[Block] = [first, section(1, "约谈事由"), *circumstances_of(accidents)]
    blocks += [section(2, "被约谈单位汇报情况"), *_lines(details, "statement", "被约谈单位汇报")]
    blocks += [section(3, "约谈意见"), *_lines(details, "opinions", "约谈意见")]
    report_by = by_day(day(details, "report_by"), "整改报告期限")
    blocks += [
        section(4, "整改要求"),
        Paragraph(f"{context.units}要逐项落实约谈意见，于{report_by}将整改报告书面报送{context.report_to}。"),
    ]
    attendance = [Attendance("出席", value_or_placeholder(line(details, "present"), "出席人员"))]
    attendance += [
        Attendance(label, line(details, name))
        for label, name in (("请假", "absent"), ("列席", "listening"))
        if name in details
    ]
    title = context.title(f"约谈{context.units_in_title}纪要")
    return LetterText(title, "", tuple(blocks), attendance=tuple(attendance))


def _materials(details: Mapping[str, Any]) -> str:
    return (line(details, "papers") or INTERVIEW_MATERIALS).rstrip("。")


def _lines(details: Mapping[str, Any], name: str, what: str) -> list[Block]:
    return numbered(lines(details, name)) or [Paragraph(placeholder(what))]
