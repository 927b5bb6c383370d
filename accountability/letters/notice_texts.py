"""What a 通报 and a 黄牌警告通知书 say: title, addressees and text, from plain facts.

Pure.  The officer edits the result.  A sentence about a legal effect is written only for a measure whose source names
one; 益应急发〔2021〕5号 names none for 通报 and 黄牌警告.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accountability.letters.phrases import (
    DecisionContext,
    LetterAccident,
    circumstances,
    circumstances_of,
    day_of,
    demands,
    in_order,
    kind_of_event,
    opening,
    people,
    place_of,
    short_date,
    toll,
)
from documents.correspondence.text import LetterText, joined, lead, paragraph, section, spans_in
from documents.typesetting.content.blocks import (
    Attachment,
    AttachmentNote,
    Block,
    Lead,
    Paragraph,
    SourceSpan,
    Table,
    TableColumn,
)
from documents.typesetting.content.wording import month_and_day
from documents.typesetting.title_breaking import propose_title_lines

#: A collection describes so many accidents in its text; more are listed in a table attached to it.
MOST_IN_TEXT = 10


def notice_of_accident(accident: LetterAccident, context: DecisionContext) -> LetterText:
    """通报 of one accident: circumstances, who is criticised, demands."""
    event = f"发生一起{kind_of_event(accident)}，"
    reason = f"按照{context.basis.cited}“{context.clause}”的要求，现将有关情况通报如下。"
    first = lead([day_of(accident), "，", place_of(accident), event, *toll(accident), "。", reason])
    blocks: list[Block] = [first, section(1, "事故情况"), circumstances(accident)]
    blocks += [section(2, "通报对象"), _criticised(context)]
    blocks += [section(3, "工作要求"), *demands(context, "本通报", "被通报单位")]
    title = context.title(f"关于{accident.county}“{short_date(accident)}”{kind_of_event(accident)}的通报")
    return LetterText(title, context.main_recipients, tuple(blocks))


def notice_of_month(
    year: int,
    month: int,
    accidents: Sequence[LetterAccident],
    context: DecisionContext,
    *,
    complete: bool,
    charged: Mapping[str, Sequence[str]],
) -> LetterText:
    """通报 of the 一般 accidents of one month in one document.

    ``complete``: the letter holds every such accident of the city in that month; only then it speaks of 全市发生.
    ``charged`` names the units criticised for each accident, by code; with more than ``MOST_IN_TEXT`` accidents the
    text gives the figures by county and a table lists the accidents.
    """
    ordered = in_order(accidents)
    count, deaths = len(ordered), sum(one.deaths for one in ordered)
    summary = (
        f"{year}年{month}月，全市发生一般生产安全事故{count}起{f'、死亡{deaths}人' if deaths else ''}。"
        if complete
        else f"现对{year}年{month}月发生的{count}起一般生产安全事故{f'（死亡{deaths}人）' if deaths else ''}予以通报。"
    )
    ending = "现将有关情况通报如下。" if complete else "有关情况如下。"
    first = Lead(f"{summary}按照{context.basis.cited}“{context.clause}”的要求，{ending}")
    title = context.title(f"关于{year}年{month}月一般生产安全事故的通报")
    demanded = [section(3, "工作要求"), *demands(context, "本通报", "被通报单位")]
    if count <= MOST_IN_TEXT:
        blocks = [first, section(1, "事故情况"), *(_brief(one) for one in ordered)]
        blocks += [section(2, "通报对象"), _criticised(context), *demanded]
        return LetterText(title, context.main_recipients, tuple(blocks))
    name = f"{year}年{month}月一般生产安全事故情况表"
    blocks = [first, section(1, "事故情况"), Paragraph(f"{_by_county(ordered)}。各起事故情况见附件。")]
    blocks += [section(2, "通报对象"), Paragraph("对附件所列各起事故的被通报单位予以通报。"), *demanded]
    spans = tuple(span for one in ordered for span in _row_spans(one))
    blocks.append(AttachmentNote((name,), spans))
    table = Table(_COLUMNS, tuple(_row(number, one, charged) for number, one in enumerate(ordered, 1)))
    attachment = Attachment(propose_title_lines(name), (table,))
    return LetterText(title, context.main_recipients, tuple(blocks), attachments=(attachment,))


def yellow_card(accidents: Sequence[LetterAccident], context: DecisionContext, *, main_recipients: str) -> LetterText:
    """黄牌警告通知书: facts, the clause, the decision, what the unit has to do and by when."""
    reason = f"按照{context.basis.cited}“{context.clause}”的规定，现将有关事项通知如下。"
    blocks: list[Block] = [lead([*opening(accidents), reason]), section(1, "事故情况"), *circumstances_of(accidents)]
    blocks += [section(2, "处理决定"), Paragraph(f"经研究，决定给予{context.units}黄牌警告。")]
    blocks += [section(3, "整改要求"), *demands(context, "本通知书", "被警告单位")]
    return LetterText(
        context.title(f"关于给予{context.units_in_title}黄牌警告的通知书"), main_recipients, tuple(blocks)
    )


def _brief(accident: LetterAccident) -> Block:
    day = accident.recorded(month_and_day(accident.occurred_at.date()))
    hurt = people(accident, "{what}{number}人") or ["未造成人员伤亡"]
    return paragraph([day, "，", place_of(accident), f"发生一起{accident.event}，", *hurt, "。"])


def _criticised(context: DecisionContext) -> Paragraph:
    return Paragraph(f"对{context.units}予以通报。")


_COLUMNS = (
    TableColumn("序号", 2, "center"),
    TableColumn("时间", 5, "center"),
    TableColumn("地点", 9),
    TableColumn("事故类别", 6),
    TableColumn("伤亡情况", 6),
    TableColumn("被通报单位", 11),
)


def _by_county(ordered: Sequence[LetterAccident]) -> str:
    """桃江县12起、死亡13人，安化县3起、死亡3人: the most first."""
    counts: dict[str, list[int]] = {}
    for one in ordered:
        row = counts.setdefault(one.county, [0, 0])
        row[0] += 1
        row[1] += one.deaths
    rows = sorted(counts.items(), key=lambda item: (-item[1][0], item[0]))
    return "，".join(f"{county}{number}起" + (f"、死亡{dead}人" if dead else "") for county, (number, dead) in rows)


def _row(number: int, accident: LetterAccident, charged: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    hurt = joined(people(accident, "{what}{number}人")) or "无人员伤亡"
    place = accident.place + accident.location
    units = "、".join(charged.get(accident.code, ()))
    return (str(number), month_and_day(accident.occurred_at.date()), place, accident.event, hurt, units)


def _row_spans(accident: LetterAccident) -> tuple[SourceSpan, ...]:
    """What of a row was taken from the record, so that a later correction is noticed."""
    return spans_in([accident.recorded(accident.place + accident.location), *people(accident, "{what}{number}人")])
