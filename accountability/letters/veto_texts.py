"""What the 请示 on a veto and, after its approval, the 决定通报 say.  Pure.

A veto is decided by 市委、市政府; the committee asks the organ that the kind of document names. The effect is written
only when the officer has given it with its source (``RuleSet.effects`` proposes the one that is known).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from accountability.letters.phrases import DecisionContext, LetterAccident, circumstances_of, demands, opening
from documents.correspondence.citations import CitedDocument
from documents.correspondence.details import line, lines
from documents.correspondence.placeholders import contact, placeholder
from documents.correspondence.text import LetterText, lead, section
from documents.typesetting.content.blocks import Block, Paragraph
from documents.typesetting.content.wording import official_date

SUPERIORS = "市委、市政府"


def veto_request(
    accidents: Sequence[LetterAccident], context: DecisionContext, details: Mapping[str, Any], *, to: str
) -> LetterText:
    """请示 to the organ ``to``: what happened, what the source says, what is proposed; contact in the note."""
    matter = f"现就对{context.units}实行一票否决有关事项请示如下。"
    blocks: list[Block] = [lead([*opening(accidents), matter]), section(1, "事故情况"), *circumstances_of(accidents)]
    blocks += [section(2, "处理依据"), Paragraph(f"{context.basis.cited}规定，“{context.clause}”。")]
    blocks += [Paragraph(text) for text in lines(details, "effect")]
    blocks += [
        section(3, "处理意见"),
        Paragraph(f"拟对{context.units}实行一票否决。"),
        Paragraph("妥否，请批示。"),
    ]
    title = context.title(f"关于对{context.units_in_title}实行一票否决的请示")
    note = contact(line(details, "contact"), line(details, "phone"))
    return LetterText(title, to, tuple(blocks), note=note)


def veto_notice(
    accidents: Sequence[LetterAccident], context: DecisionContext, approval: CitedDocument | None, effect: Sequence[str]
) -> LetterText:
    """决定通报: the decision and the approval it rests on; without an approval a placeholder takes its place."""
    reason = f"按照{context.basis.cited}“{context.clause}”的规定，经{SUPERIORS}批准，现将有关情况通报如下。"
    blocks: list[Block] = [lead([*opening(accidents), reason]), section(1, "事故情况"), *circumstances_of(accidents)]
    approved = (
        f"{official_date(approval.dated_on)}{SUPERIORS}批复（{approval.number}）"
        if approval and approval.dated_on
        else placeholder(f"{SUPERIORS}批准日期和文号")
    )
    blocks += [section(2, "处理决定"), Paragraph(f"根据{approved}，决定对{context.units}实行一票否决。")]
    blocks += [Paragraph(text) for text in effect]
    blocks += [section(3, "工作要求"), *demands(context, "本通报", "被一票否决单位")]
    title = context.title(f"关于对{context.units_in_title}实行一票否决的通报")
    return LetterText(title, context.main_recipients, tuple(blocks))
