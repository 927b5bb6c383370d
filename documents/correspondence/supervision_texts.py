"""Letters that urge a unit: 督办函 on work to be done, 催办函 on a report that is due. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from documents.correspondence.citations import CitedDocument
from documents.correspondence.details import day, line, lines
from documents.correspondence.placeholders import by_day, contact, placeholder
from documents.correspondence.text import LetterContext, LetterText, Piece, lead, numbered, section
from documents.typesetting.content.blocks import Block, Lead, Paragraph
from documents.typesetting.content.wording import official_date


def supervision(
    context: LetterContext,
    cited: CitedDocument,
    details: Mapping[str, Any],
    *,
    opening: Iterable[Piece],
    subject: str,
) -> LetterText:
    """Return a 督办函: what happened (``opening``), which document asks for what, the items, by when they are done.

    ``details`` answers ``questions.SUPERVISION``; ``subject`` stands in the title.
    """
    items = numbered(lines(details, "matters")) or [Paragraph(placeholder("督办事项"))]
    deadline = by_day(day(details, "report_by"), "办结期限")
    blocks: list[Block] = [
        lead([*opening, f"按照{cited.cited}要求，为推动整改落实，现将有关事项督办如下。"]),
        section(1, "督办事项"),
        *items,
        section(2, "办理要求"),
        Paragraph(f"请{context.units}于{deadline}办结上述事项，并将办理情况书面报送{context.report_to}。"),
    ]
    title = context.title(f"关于督办{subject}整改工作的函")
    return LetterText(title, context.main_recipients, tuple(blocks), note=_contact(details))


def urging(
    context: LetterContext,
    cited: CitedDocument,
    due: Mapping[str, dt.date],
    details: Mapping[str, Any],
    *,
    subject: str,
    today: dt.date,
) -> LetterText:
    """Return a 催办函 on a report that is due or overdue; ``due`` gives the last day of each unit that has one.

    ``details`` answers ``questions.URGING``; ``subject`` stands in the title.
    """
    deadline = by_day(day(details, "report_by"), "报送期限")
    blocks: list[Block] = [
        Lead(f"按照{cited.cited}要求，{context.units}应当报送整改报告。"),
        Paragraph(f"{_state(due, today)}请抓紧落实整改，于{deadline}将整改报告书面报送{context.report_to}。"),
        Paragraph("特此函告。"),
    ]
    title = context.title(f"关于催报{subject}整改报告的函")
    return LetterText(title, context.main_recipients, tuple(blocks), note=_contact(details))


def _contact(details: Mapping[str, Any]) -> str:
    return contact(line(details, "contact"), line(details, "phone"))


def _state(due: Mapping[str, dt.date], today: dt.date) -> str:
    """Return which day was or is the last, and that nothing has come where it is past."""
    days = sorted(set(due.values()))
    if not days:
        return ""
    if len(days) == 1:
        limits = f"报送期限为{official_date(days[0])}"
    else:
        limits = "，".join(f"{unit}报送期限为{official_date(last)}" for unit, last in due.items())
    overdue = [unit for unit, last in due.items() if last < today]
    if not overdue:
        return f"{limits}。"
    who = "" if len(overdue) == len(due) else f"{'、'.join(overdue)}的"
    return f"{limits}，截至{official_date(today)}尚未收到{who}整改报告。"
