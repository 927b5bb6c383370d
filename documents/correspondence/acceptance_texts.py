"""整改验收意见: what was required, what was found, accepted or not, item by item. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from documents.correspondence.citations import CitedDocument
from documents.correspondence.details import Finding, day, findings, is_accepted, line
from documents.correspondence.placeholders import by_day, placeholder
from documents.correspondence.text import LetterContext, LetterText, section
from documents.typesetting.content.blocks import Block, Lead, Paragraph
from documents.typesetting.content.wording import chinese_number, official_date

# How officers number the items that they type; the number of the letter takes its place.
_TYPED_NUMBER = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d))\s*"
)


def acceptance(
    context: LetterContext, cited: CitedDocument, details: Mapping[str, Any], *, consequence: str
) -> LetterText:
    """Return a 整改验收意见 on what the document ``cited`` has asked for.

    ``details`` answers ``questions.ACCEPTANCE``; ``consequence`` is a sentence on what follows when all is accepted.
    """
    rows = findings(details)
    inspected = day(details, "inspected_on")
    when = official_date(inspected) if inspected else placeholder("验收日期")
    who = line(details, "inspectors") or context.issuer
    opening = f"按照{cited.cited}要求，{when}，{who}对{context.units}整改情况进行了验收。现将验收意见函告如下。"
    blocks: list[Block] = [Lead(opening), section(1, "验收情况")]
    blocks += [_finding(number, row) for number, row in enumerate(rows, 1)]
    blocks += [section(2, "验收意见"), Paragraph(_conclusion(context, details, consequence))]
    title = context.title(f"关于{context.units_in_title}整改情况的验收意见")
    return LetterText(title, context.main_recipients, tuple(blocks))


def _finding(number: int, row: Finding) -> Paragraph:
    asked = f"整改要求：{row.requirement.rstrip('。；')}；" if row.requirement else ""
    result = "合格" if row.accepted else "不合格"
    item = _TYPED_NUMBER.sub("", row.item).rstrip("。；")
    return Paragraph(
        f"（{chinese_number(number)}）{item}。{asked}核查情况：{row.found.rstrip('。；')}；验收结果：{result}。"
    )


def _conclusion(context: LetterContext, details: Mapping[str, Any], consequence: str) -> str:
    rows = findings(details)
    if is_accepted(details):
        all_items = f"{len(rows)}项整改事项均已完成" if len(rows) > 1 else "整改事项已完成"
        return f"经验收，{context.units}{all_items}，验收合格。{consequence}"
    failed = [number for number, row in enumerate(rows, 1) if not row.accepted]
    which = "、".join(f"（{chinese_number(number)}）" for number in failed)
    count = f"{len(rows)}项整改事项中第{which}项" if len(rows) > 1 else "整改事项"
    again = by_day(day(details, "report_by"), "再次整改期限")
    failing = f"经验收，{context.units}{count}未达到要求，验收不合格。"
    return f"{failing}请于{again}完成整改，并将整改情况书面报送{context.report_to}。"
