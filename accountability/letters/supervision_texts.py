"""What presses a unit on: 督办函 on the handling of an accident, 催办函 on a report that is due.  Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from accountability.letters.citations import CitedDocument
from accountability.letters.details import day, line, lines
from accountability.letters.phrases import (
    LetterAccident,
    LetterContext,
    LetterText,
    numbered,
    opening,
    section,
    subject_of,
)
from accountability.letters.placeholders import by_day, contact, placeholder
from documents.typesetting.content.blocks import Block, Lead, Paragraph
from documents.typesetting.content.wording import official_date


def supervision(
    accidents: Sequence[LetterAccident], context: LetterContext, paper: CitedDocument, details: Mapping[str, Any]
) -> LetterText:
    """督办函: what happened, which paper asks for what, the matters, by when they are done."""
    told, facts = opening(accidents)
    told += f"按照{paper.cited}要求，为推动整改落实，现将有关事项督办如下。"
    matters = numbered(lines(details, "matters")) or [Paragraph(placeholder("督办事项"))]
    deadline = by_day(day(details, "report_by"), "办结期限")
    blocks: list[Block] = [
        Lead(told, facts),
        section(1, "督办事项"),
        *matters,
        section(2, "办理要求"),
        Paragraph(f"请{context.units}于{deadline}办结上述事项，并将办理情况书面报送{context.report_to}。"),
    ]
    note = contact(line(details, "contact"), line(details, "phone"))
    title = context.title(f"关于督办{subject_of(accidents)}整改工作的函")
    return LetterText(title, context.main_recipients, tuple(blocks), note=note)


def urging(
    accidents: Sequence[LetterAccident],
    context: LetterContext,
    paper: CitedDocument,
    due: Mapping[str, dt.date],
    details: Mapping[str, Any],
    *,
    today: dt.date,
) -> LetterText:
    """催办函: the report that is due or overdue; ``due`` gives the last day of each unit that has one."""
    deadline = by_day(day(details, "report_by"), "报送期限")
    blocks: list[Block] = [
        Lead(f"按照{paper.cited}要求，{context.units}应当报送整改报告。"),
        Paragraph(f"{_state(due, today)}请抓紧落实整改，于{deadline}将整改报告书面报送{context.report_to}。"),
        Paragraph("特此函告。"),
    ]
    note = contact(line(details, "contact"), line(details, "phone"))
    title = context.title(f"关于催报{subject_of(accidents)}整改报告的函")
    return LetterText(title, context.main_recipients, tuple(blocks), note=note)


def _state(due: Mapping[str, dt.date], today: dt.date) -> str:
    """Which day was or is the last, and that nothing has come where it is past."""
    days = sorted(set(due.values()))
    if not days:
        return ""
    if len(days) == 1:
        told = f"报送期限为{official_date(days[0])}"
    else:
        told = "，".join(f"{unit}报送期限为{official_date(last)}" for unit, last in due.items())
    overdue = [unit for unit, last in due.items() if last < today]
    if not overdue:
        return f"{told}。"
    who = "" if len(overdue) == len(due) else f"{'、'.join(overdue)}的"
    return f"{told}，截至{official_date(today)}尚未收到{who}整改报告。"
