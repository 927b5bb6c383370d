"""What a 通报 and a 黄牌警告通知书 say: title, addressees and text, from plain facts.

Pure.  The officer edits the result.  A sentence about a legal effect is written only for a measure whose source names
one; 益应急发〔2021〕5号 names none for 通报 and 黄牌警告.
"""

from __future__ import annotations

from collections.abc import Sequence

from accountability.letter_words import (
    LetterAccident,
    LetterBasis,
    LetterText,
    circumstances,
    circumstances_of,
    day_of,
    demands,
    in_order,
    kind_of_event,
    marked,
    opening,
    people,
    section,
    short_date,
    toll,
)
from foundation.documents.layout.blocks import Block, Lead, Paragraph
from foundation.documents.layout.wording import month_and_day

ALL_COUNTIES = "各区县（市）人民政府，大通湖区、益阳高新区管委会"


def notice_of_accident(accident: LetterAccident, basis: LetterBasis) -> LetterText:
    """通报 of one accident: circumstances, who is criticised, demands."""
    lead = marked(
        Lead,
        accident,
        [day_of(accident), "，", accident.place, f"发生一起{kind_of_event(accident)}，", *toll(accident), "。"],
        f"按照{basis.source}“{basis.clause}”的要求，现将有关情况通报如下。",
    )
    blocks: list[Block] = [lead, section(1, "事故情况"), circumstances(accident)]
    blocks += [section(2, "通报对象"), _criticised(basis)]
    blocks += [section(3, "工作要求"), *demands(basis, "本通报", "被通报单位")]
    title = basis.title(f"关于{accident.county}“{short_date(accident)}”{kind_of_event(accident)}的通报")
    return LetterText(title, ALL_COUNTIES, tuple(blocks))


def notice_of_month(
    year: int, month: int, accidents: Sequence[LetterAccident], basis: LetterBasis, *, complete: bool
) -> LetterText:
    """通报 of the 一般 accidents of one month in one paper.

    ``complete``: the letter holds every such accident of the city in that month; only then it speaks of 全市发生.
    """
    ordered = in_order(accidents)
    count, deaths = len(ordered), sum(one.deaths for one in ordered)
    dead = f"、死亡{deaths}人" if deaths else ""
    told = (
        f"{year}年{month}月，全市发生一般生产安全事故{count}起{dead}。"
        if complete
        else f"现对{year}年{month}月发生的{count}起一般生产安全事故{dead}予以通报。"
    )
    ending = "现将有关情况通报如下。" if complete else "有关情况如下。"
    lead = Lead(f"{told}按照{basis.source}“{basis.clause}”的要求，{ending}")
    blocks: list[Block] = [lead, section(1, "事故情况"), *(_brief(one) for one in ordered)]
    blocks += [section(2, "通报对象"), _criticised(basis)]
    blocks += [section(3, "工作要求"), *demands(basis, "本通报", "被通报单位")]
    return LetterText(basis.title(f"关于{year}年{month}月一般生产安全事故的通报"), ALL_COUNTIES, tuple(blocks))


def yellow_card(accidents: Sequence[LetterAccident], basis: LetterBasis, *, main_recipients: str) -> LetterText:
    """黄牌警告通知书: facts, the clause, the decision, what the unit has to do and by when."""
    told, facts = opening(accidents)
    told += f"按照{basis.source}“{basis.clause}”的规定，现将有关事项通知如下。"
    blocks: list[Block] = [Lead(told, facts), section(1, "事故情况"), *circumstances_of(accidents)]
    blocks += [section(2, "处理决定"), Paragraph(f"经研究，决定给予{basis.units}黄牌警告。")]
    blocks += [section(3, "整改要求"), *demands(basis, "本通知书", "被警告单位")]
    return LetterText(basis.title(f"关于给予{basis.units_in_title}黄牌警告的通知书"), main_recipients, tuple(blocks))


def _brief(accident: LetterAccident) -> Block:
    pieces = [month_and_day(accident.occurred_at.date()), "，", accident.place, f"发生一起{accident.event}，"]
    hurt = people(accident, "{what}{number}人")
    return marked(Paragraph, accident, [*pieces, *(hurt or ["未造成人员伤亡"]), "。"], "")


def _criticised(basis: LetterBasis) -> Paragraph:
    return Paragraph(f"对{basis.units}予以通报。")
