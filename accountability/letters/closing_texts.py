"""What ends a decision: 整改验收意见, 解除黄牌警告通知, 撤销通知.  Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from accountability.letters.citations import CitedDocument
from accountability.letters.details import (
    Finding,
    day,
    findings,
    is_accepted,
    line,
)
from accountability.letters.phrases import LetterContext, LetterText, section
from accountability.letters.placeholders import by_day, value_or_placeholder
from accountability.rules.measures import Measure
from documents.typesetting.content.blocks import Block, Lead, Paragraph
from documents.typesetting.content.wording import chinese_number, enumerate_units, official_date

# An item the officer has numbered is not numbered twice.
_NUMBERED = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d))\s*"
)
#: 给予…黄牌警告, 对…予以通报: how a letter says what it did to the units.
_DID = {
    Measure.NOTICE: "对{units}予以通报",
    Measure.YELLOW_CARD: "给予{units}黄牌警告",
    Measure.INTERVIEW: "约谈{units}",
    Measure.VETO: "对{units}实行一票否决",
}
#: What follows from an accepted rectification, as ``follow_up_progress`` carries it out.
_AFTER_ACCEPTANCE = {
    Measure.NOTICE: "通报要求的整改事项予以办结。",
    Measure.YELLOW_CARD: "黄牌警告是否解除，另行通知。",
    Measure.INTERVIEW: "约谈要求的整改事项予以办结。",
    Measure.VETO: "本意见不改变一票否决的决定。",
}


def acceptance(
    context: LetterContext, paper: CitedDocument, measure: Measure, details: Mapping[str, Any]
) -> LetterText:
    """整改验收意见: what was asked, what was found, accepted or not, item by item, and what follows."""
    rows = findings(details)
    inspected = day(details, "inspected_on")
    when = official_date(inspected) if inspected else value_or_placeholder("", "验收日期")
    who = line(details, "inspectors") or context.issuer
    lead = Lead(f"按照{paper.cited}要求，{when}，{who}对{context.units}整改情况进行了验收。现将验收意见函告如下。")
    blocks: list[Block] = [lead, section(1, "验收情况")]
    blocks += [_finding(number, row) for number, row in enumerate(rows, 1)]
    blocks += [section(2, "验收意见"), Paragraph(_conclusion(context, measure, details))]
    title = context.title(f"关于{context.units_in_title}整改情况的验收意见")
    return LetterText(title, context.main_recipients, tuple(blocks))


def lifting(context: LetterContext, card: CitedDocument, found: CitedDocument) -> LetterText:
    """解除黄牌警告通知: the card, the acceptance, the lifting."""
    dated = official_date(card.dated_on) if card.dated_on else value_or_placeholder("", "黄牌警告日期")
    blocks: list[Block] = [
        Lead(f"{dated}，{context.issuer}以{card.cited}给予{context.units}黄牌警告。"),
        Paragraph(f"按照{found.cited}，{context.units}整改验收合格。经研究，决定解除对{context.units}的黄牌警告。"),
        Paragraph("请巩固整改成果，严防类似事故再次发生。"),
    ]
    title = context.title(f"关于解除{context.units_in_title}黄牌警告的通知")
    return LetterText(title, context.main_recipients, tuple(blocks))


def revocation(
    context: LetterContext,
    paper: CitedDocument,
    measure: Measure,
    reason: str,
    *,
    named: Sequence[str],
    others: Sequence[str],
    earlier: Sequence[tuple[Sequence[str], CitedDocument]] = (),
    approved: str,
    main_recipients: str,
) -> LetterText:
    """撤销通知.  ``named`` are all units of the paper in its order; ``others`` those for which it stays in force: with
    none the whole paper is revoked. ``earlier``: units taken out by a revocation before this one, and that paper.

    ``approved`` says who agreed where the measure was not the issuer's own (一票否决).
    """
    dated = official_date(paper.dated_on) if paper.dated_on else value_or_placeholder("", "原公文日期")
    did = _DID[measure]
    gone = "".join(
        f"其中{did.format(units=enumerate_units(units))}的内容，已由{before.cited}撤销。" for units, before in earlier
    )
    lead = Lead(f"{dated}，{context.issuer}以{paper.cited}{did.format(units=enumerate_units(named))}。{gone}")
    why = f"经核实，{reason.rstrip('。')}。{approved}"
    blocks: list[Block] = [lead]
    if others:
        blocks.append(Paragraph(f"{why}经研究，决定撤销该文件中{did.format(units=context.units)}的内容。"))
        blocks.append(Paragraph(f"该文件中{did.format(units=enumerate_units(others))}的内容继续有效。"))
    else:
        blocks.append(Paragraph(f"{why}经研究，决定撤销该文件，自本通知印发之日起停止执行。"))
    title = context.title(f"关于撤销对{context.units_in_title}{measure.label}的通知")
    return LetterText(title, main_recipients, tuple(blocks))


def _finding(number: int, row: Finding) -> Paragraph:
    asked = f"整改要求：{row.requirement.rstrip('。；')}；" if row.requirement else ""
    result = "合格" if row.accepted else "不合格"
    item = _NUMBERED.sub("", row.item).rstrip("。；")
    return Paragraph(
        f"（{chinese_number(number)}）{item}。{asked}核查情况：{row.found.rstrip('。；')}；验收结果：{result}。"
    )


def _conclusion(context: LetterContext, measure: Measure, details: Mapping[str, Any]) -> str:
    rows = findings(details)
    if is_accepted(details):
        all_items = f"{len(rows)}项整改事项均已完成" if len(rows) > 1 else "整改事项已完成"
        return f"经验收，{context.units}{all_items}，验收合格。{_AFTER_ACCEPTANCE[measure]}"
    failed = [number for number, row in enumerate(rows, 1) if not row.accepted]
    which = "、".join(f"（{chinese_number(number)}）" for number in failed)
    count = f"{len(rows)}项整改事项中第{which}项" if len(rows) > 1 else "整改事项"
    again = by_day(day(details, "report_by"), "再次整改期限")
    failing = f"经验收，{context.units}{count}未达到要求，验收不合格。"
    return f"{failing}请于{again}完成整改，并将整改情况书面报送{context.report_to}。"
