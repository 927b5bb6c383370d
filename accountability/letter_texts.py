"""What letters say: title, addressees and text of a 通报 and of a 黄牌警告通知书, from plain facts.

Pure.  The officer edits the result; every number and place taken from a verified accident is marked as a fact of that
accident, so that the editor can show it and a later change of the accident can be noticed.  A sentence about a legal
effect is written only for a measure whose source names one; 益应急发〔2021〕5号 names none for 通报 and 黄牌警告.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from accountability.facts import LEVEL_TEXT, PRODUCTION_TEXT
from accountability.letter_course import course_of
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
# Places end so; anything else (…管理处, …事务中心) is a body that has an area in its charge.
_PLACE_ENDINGS = ("镇", "乡", "街道", "区")
# What of a sentence was taken from the record: a date, a figure, persons.
_TAKEN = re.compile(r"\d|(?:死亡|失踪|重伤|轻伤)\d")


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
        """County and township, as one word; 辖区 after the name of an office (…事务中心辖区)."""
        charge = "辖区" if self.township and not self.township.endswith(_PLACE_ENDINGS) else ""
        return self.county + self.township + charge


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
        [_day(accident), "，", accident.place, f"发生一起{_kind_of_event(accident)}，", *_toll(accident), "。"],
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
    lead, lead_facts = _opening_of_card(ordered)
    lead += f"按照{basis.legal_basis}文件“{basis.clause}”的规定，现将有关事项通知如下。"
    blocks: list[Block] = [Lead(lead, lead_facts), Heading1("一、事故情况")]
    years = {one.occurred_at.year for one in ordered}
    blocks += [_circumstances(one, with_year=len(years) > 1) for one in ordered]
    units = enumerate_units(basis.recipients)
    blocks += [Heading1("二、处理决定"), Paragraph(f"经研究，决定给予{units}黄牌警告。")]
    blocks += [Heading1("三、整改要求"), *_demands(basis, "本通知书")]
    first = basis.recipients[0]
    name = first if len(basis.recipients) == 1 else f"{first}等{len(basis.recipients)}个单位"
    return LetterText(propose_title_lines(f"关于给予{name}黄牌警告的通知书"), main_recipients, tuple(blocks))


def _opening_of_card(ordered: Sequence[LetterAccident]) -> tuple[str, tuple[Fact, ...]]:
    """What happened in one sentence, a year written only where it changes: 2026年2月6日、7月3日."""
    first = ordered[0]
    if len(ordered) == 1:
        pieces = [_day(first), "，", first.place, f"发生一起{first.kind}，", *_toll(first), "。"]
        return "".join(pieces), _facts(first, pieces)
    facts, year = [], 0
    for one in ordered:
        day = one.occurred_at.date()
        facts.append(Fact(month_and_day(day) if day.year == year else official_date(day), one.code))
        year = day.year
    days = "、".join(fact.text for fact in facts)
    deaths = sum(one.deaths for one in ordered)
    sentence = f"{days}，{first.county}先后发生{len(ordered)}起{_common_kind(ordered)}，共造成{deaths}人死亡。"
    return sentence, tuple(facts)


def _circumstances(accident: LetterAccident, *, with_year: bool = False) -> Block:
    """Hour and place, the course, then toll, loss and what kind of accident it is: each said once.

    The year stands in the opening already unless the letter's accidents lie in different years.
    """
    year = f"{accident.occurred_at.year}年" if with_year else ""
    pieces = [f"{year}{clock_time(accident.occurred_at)}许", "，", accident.place]
    if accident.location:
        pieces.append(accident.location)
    course = course_of(
        accident.summary,
        month=accident.occurred_at.month,
        day=accident.occurred_at.day,
        county=accident.county,
        township=accident.township,
        location=accident.location,
    )
    pieces += [f"发生一起{accident.event}", f"。{course}事故" if course else "，", *_toll(accident)]
    if accident.direct_loss:
        pieces += ["，直接经济损失", money(accident.direct_loss)]
    return _marked(Paragraph, accident, pieces, f"，为{accident.kind}。")


def _brief(accident: LetterAccident) -> Block:
    pieces = [month_and_day(accident.occurred_at.date()), "，", accident.place, f"发生一起{accident.event}，"]
    people = _people(accident, "{what}{number}人")
    return _marked(Paragraph, accident, [*pieces, *(people or ["未造成人员伤亡"]), "。"], "")


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


def _toll(accident: LetterAccident) -> list[str]:
    people = _people(accident, "{number}人{what}")
    return ["造成", *people] if people else ["未造成人员伤亡"]


def _people(accident: LetterAccident, form: str) -> list[str]:
    """Each group of people in the given form, with 、 between them; empty when nobody was hurt."""
    groups = (
        ("死亡", accident.deaths),
        ("失踪", accident.missing),
        ("重伤", accident.serious_injuries),
        ("轻伤", accident.minor_injuries),
    )
    pieces: list[str] = []
    for what, number in groups:
        if number:
            pieces += ["、"] * bool(pieces) + [form.format(what=what, number=number)]
    return pieces


def _marked(
    block: type[Lead] | type[Paragraph], accident: LetterAccident, pieces: Sequence[str], rest: str
) -> Lead | Paragraph:
    return block("".join(pieces) + rest, _facts(accident, pieces))


def _facts(accident: LetterAccident, pieces: Sequence[str]) -> tuple[Fact, ...]:
    """The pieces of a sentence that were taken from the record: dates, places, figures."""
    taken = [piece for piece in pieces if _TAKEN.match(piece) or piece in (accident.place, accident.location)]
    return tuple(Fact(piece, accident.code) for piece in taken)


def _day(accident: LetterAccident) -> str:
    return official_date(accident.occurred_at.date())


def _short_date(accident: LetterAccident) -> str:
    return f"{accident.occurred_at.month}·{accident.occurred_at.day}"


def _kind_of_event(accident: LetterAccident) -> str:
    """``较大火灾事故``: level and event; the nature follows in the text."""
    return LEVEL_TEXT[accident.level] + accident.event


def _common_kind(accidents: Sequence[LetterAccident]) -> str:
    levels = {one.level for one in accidents}
    level = LEVEL_TEXT[accidents[0].level] if len(levels) == 1 else "较大及以上"
    return level + PRODUCTION_TEXT[accidents[0].production]
