"""What letters say: title, addressees and text of a 通报 and of a 黄牌警告通知书, from plain facts.

Pure.  The officer edits the result; every number and place taken from a verified accident is marked as a fact of that
accident, so that the editor can show it and a later change of the accident can be noticed.  A sentence about a legal
effect is written only for a measure whose source names one; 益应急发〔2021〕5号 names none for 通报 and 黄牌警告.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from accountability.facts import LEVEL_TEXT, PRODUCTION_TEXT
from foundation.documents.layout.blocks import Block, Fact, Heading1, Lead, Paragraph
from foundation.documents.layout.title_breaking import propose_title_lines
from foundation.documents.layout.wording import (
    clock_time,
    enumerate_units,
    money,
    month_and_day,
    official_date,
)

ALL_COUNTIES = "各区县（市）人民政府，大通湖区、益阳高新区管委会"


@dataclass(frozen=True)
class LetterAccident:
    """One accident as a letter tells it.  ``occurred_at`` in Asia/Shanghai, ``direct_loss`` in 万元.

    ``county`` and ``township`` are short place names (桃江县, 马迹塘镇); ``event`` is the kind in words: 火灾事故.
    ``deaths`` includes missing people presumed dead.
    """

    code: str
    name: str
    occurred_at: dt.datetime
    county: str
    township: str
    location: str
    event: str
    production: str
    level: str
    deaths: int
    missing: int
    serious_injuries: int
    minor_injuries: int
    direct_loss: Decimal
    summary: str = ""

    @property
    def kind(self) -> str:
        """``较大非生产安全事故``."""
        return LEVEL_TEXT[self.level] + PRODUCTION_TEXT[self.production]

    @property
    def place(self) -> str:
        """County and township, as one word."""
        return self.county + self.township


@dataclass(frozen=True)
class LetterBasis:
    """What the letter rests on: the paper and the clause quoted, and for whom it is."""

    legal_basis: str
    clause: str
    recipients: tuple[str, ...]
    report_workdays: int
    report_to: str = "市应急管理局"


@dataclass(frozen=True)
class LetterText:
    """The parts of a letter that follow from its decisions."""

    title_lines: tuple[str, ...]
    main_recipients: str
    blocks: tuple[Block, ...]


def notice_of_accident(accident: LetterAccident, basis: LetterBasis) -> LetterText:
    """通报 of one accident: circumstances, who is criticised, demands."""
    lead = _marked(
        Lead,
        accident,
        [_day(accident), "，", accident.place, f"发生一起{_kind_of_event(accident)}，", *_outcome(accident), "。"],
        f"按照{basis.legal_basis}文件“{basis.clause}”的要求，现将有关情况通报如下。",
    )
    blocks: list[Block] = [lead, Heading1("一、事故情况"), _circumstances(accident)]
    blocks += [Heading1("二、通报对象"), _criticised(basis)]
    blocks += [Heading1("三、工作要求"), *_demands(basis, "本通报")]
    title = propose_title_lines(f"关于{accident.county}“{_short_date(accident)}”{_kind_of_event(accident)}的通报")
    return LetterText(title, ALL_COUNTIES, tuple(blocks))


def notice_of_month(
    year: int, month: int, accidents: Sequence[LetterAccident], basis: LetterBasis, *, complete: bool
) -> LetterText:
    """通报 of the 一般 accidents of one month in one paper.

    ``complete``: the letter holds every such accident of the city in that month; only then it speaks of 全市发生.
    """
    ordered = sorted(accidents, key=lambda one: (one.occurred_at, one.code))
    count, deaths = len(ordered), sum(one.deaths for one in ordered)
    toll = f"、死亡{deaths}人" if deaths else ""
    opening = (
        f"{year}年{month}月，全市发生一般生产安全事故{count}起{toll}。"
        if complete
        else f"现对{year}年{month}月发生的{count}起一般生产安全事故{toll}予以通报。"
    )
    ending = "现将有关情况通报如下。" if complete else "有关情况如下。"
    lead = Lead(f"{opening}按照{basis.legal_basis}文件“{basis.clause}”的要求，{ending}")
    blocks: list[Block] = [lead, Heading1("一、事故情况"), *(_brief(one) for one in ordered)]
    blocks += [Heading1("二、通报对象"), _criticised(basis)]
    blocks += [Heading1("三、工作要求"), *_demands(basis, "本通报")]
    return LetterText((f"关于{year}年{month}月", "一般生产安全事故的通报"), ALL_COUNTIES, tuple(blocks))


def yellow_card(accidents: Sequence[LetterAccident], basis: LetterBasis, *, main_recipients: str) -> LetterText:
    """黄牌警告通知书: facts, the clause, the decision, what the unit has to do and by when."""
    ordered = sorted(accidents, key=lambda one: (one.occurred_at, one.code))
    units = enumerate_units(basis.recipients)
    if len(ordered) == 1:
        accident = ordered[0]
        opening = [_day(accident), "，", accident.place, f"发生一起{accident.kind}，", *_outcome(accident), "。"]
        lead_facts = _facts(accident, opening)
        lead = "".join(opening)
    else:
        days = "、".join(official_date(one.occurred_at.date()) for one in ordered)
        deaths = sum(one.deaths for one in ordered)
        kind = _common_kind(ordered)
        lead = f"{days}，{ordered[0].county}先后发生{len(ordered)}起{kind}，共造成{deaths}人死亡。"
        lead_facts = tuple(Fact(official_date(one.occurred_at.date()), one.code) for one in ordered)
    lead += (
        f"按照{basis.legal_basis}文件“{basis.clause}”的规定，经研究，决定给予{units}黄牌警告。现将有关事项通知如下。"
    )
    blocks: list[Block] = [Lead(lead, lead_facts), Heading1("一、事故情况")]
    blocks += [_circumstances(one) for one in ordered]
    blocks += [Heading1("二、处理决定"), Paragraph(f"给予{units}黄牌警告。")]
    blocks += [Heading1("三、整改要求"), *_demands(basis, "本通知书")]
    first = basis.recipients[0]
    name = first if len(basis.recipients) == 1 else f"{first}等{len(basis.recipients)}个单位"
    return LetterText(propose_title_lines(f"关于给予{name}黄牌警告的通知书"), main_recipients, tuple(blocks))


def _circumstances(accident: LetterAccident) -> Block:
    pieces = [_moment(accident), "，", accident.place]
    if accident.location:
        pieces.append(accident.location)
    pieces += [f"发生一起{accident.event}，", *_outcome(accident), "。"]
    told = _ended(accident.summary)
    verdict = f"该起事故为{accident.kind}。"
    return _marked(Paragraph, accident, pieces, told + verdict)


def _brief(accident: LetterAccident) -> Block:
    pieces = [month_and_day(accident.occurred_at.date()), "，", accident.place, f"发生一起{accident.event}，"]
    return _marked(Paragraph, accident, [*pieces, *_outcome(accident, year=False), "。"], "")


def _criticised(basis: LetterBasis) -> Paragraph:
    return Paragraph(f"对{enumerate_units(basis.recipients)}予以通报。")


def _demands(basis: LetterBasis, paper: str) -> list[Block]:
    """Demands that follow from the source and the deadline, nothing that nobody decided."""
    named = "被通报单位" if paper == "本通报" else "被警告单位"
    return [
        Paragraph(
            f"（一）深刻吸取教训。{named}要认真查找事故暴露的问题，举一反三开展隐患排查，"
            "逐项落实整改措施、责任单位和完成时限，防止类似事故再次发生。"
        ),
        Paragraph(
            f"（二）按时报告整改情况。{named}自签收{paper}的次日起{basis.report_workdays}个工作日内，"
            f"将整改报告书面报送{basis.report_to}。"
        ),
    ]


def _outcome(accident: LetterAccident, *, year: bool = True) -> list[str]:
    people: list[str] = []
    if accident.deaths:
        people.append(f"{accident.deaths}人死亡")
    if accident.missing:
        people.append(f"{accident.missing}人失踪")
    if accident.serious_injuries:
        people.append(f"{accident.serious_injuries}人重伤")
    if accident.minor_injuries:
        people.append(f"{accident.minor_injuries}人轻伤")
    pieces = ["造成", *_joined(people)] if people else ["未造成人员伤亡"]
    if accident.direct_loss and year:
        pieces += ["，直接经济损失", money(accident.direct_loss)]
    return pieces


def _joined(words: Sequence[str]) -> list[str]:
    pieces: list[str] = []
    for number, word in enumerate(words):
        pieces += ["、", word] if number else [word]
    return pieces


def _marked(
    block: type[Lead] | type[Paragraph], accident: LetterAccident, pieces: Sequence[str], rest: str
) -> Lead | Paragraph:
    return block("".join(pieces) + rest, _facts(accident, pieces))


def _facts(accident: LetterAccident, pieces: Sequence[str]) -> tuple[Fact, ...]:
    """The pieces of a sentence that were taken from the record: dates, places, figures."""
    taken = [piece for piece in pieces if piece[:1].isdigit() or piece in (accident.place, accident.location)]
    return tuple(Fact(piece, accident.code) for piece in taken)


def _day(accident: LetterAccident) -> str:
    return official_date(accident.occurred_at.date())


def _moment(accident: LetterAccident) -> str:
    return f"{accident.occurred_at.year}年{clock_time(accident.occurred_at)}许"


def _short_date(accident: LetterAccident) -> str:
    return f"{accident.occurred_at.month}·{accident.occurred_at.day}"


def _kind_of_event(accident: LetterAccident) -> str:
    """``较大火灾事故``: level and event; the nature follows in the text."""
    return LEVEL_TEXT[accident.level] + accident.event


def _common_kind(accidents: Sequence[LetterAccident]) -> str:
    levels = {one.level for one in accidents}
    level = LEVEL_TEXT[accidents[0].level] if len(levels) == 1 else "较大及以上"
    return level + PRODUCTION_TEXT[accidents[0].production]


def _ended(text: str) -> str:
    text = text.strip().replace("\n", "")
    return text if not text or text[-1] in "。！？" else f"{text}。"
