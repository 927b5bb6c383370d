"""The sentences letters on accidents have in common: what happened, where, the toll; who is to report by when. Pure.

Every number and place taken from a verified accident is a ``SourceSpan`` of that accident, so that the editor can show
it and a later change of the accident can be noticed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from accidents.rules.vocabulary import LARGER_AND_GRAVER_TEXT, Level, Production
from accountability.letters.narrative import course_of
from documents.correspondence.citations import CitedDocument
from documents.correspondence.text import LetterContext, Piece, paragraph
from documents.typesetting.content.blocks import Block, Paragraph, SourceSpan
from documents.typesetting.content.wording import (
    clock_time,
    money,
    month_and_day,
    official_date,
)


@dataclass(frozen=True)
class LetterAccident:
    """One accident as a letter describes it. ``occurred_at`` in Asia/Shanghai, ``direct_loss`` in 万元.

    ``county`` and ``township`` are short place names (桃江县, 马迹塘镇); ``event`` is the kind in words: 火灾事故.
    ``deaths`` includes missing people presumed dead. ``is_named_after_body``: the township bears the name of the body
    that has the area in its charge (…管理处, …事务中心).
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
    is_named_after_body: bool = False

    @property
    def kind(self) -> str:
        """``较大非生产安全事故``."""
        return Level(self.level).label + Production(self.production).noun

    @property
    def place(self) -> str:
        """County and township, as one word; 辖区 after the name of an office (…事务中心辖区)."""
        return self.county + self.township + ("辖区" if self.is_named_after_body else "")

    def recorded(self, text: str) -> SourceSpan:
        """Return ``text`` marked as taken from the record of this accident."""
        return SourceSpan(text, self.code)


@dataclass(frozen=True, kw_only=True)
class DecisionContext(LetterContext):
    """What a letter on decisions rests on: the document and the clause quoted; ``report_workdays`` after receipt."""

    basis: CitedDocument
    clause: str
    report_workdays: int


def in_order(accidents: Sequence[LetterAccident]) -> list[LetterAccident]:
    """By time of occurrence."""
    return sorted(accidents, key=lambda one: (one.occurred_at, one.code))


def opening(accidents: Sequence[LetterAccident]) -> list[Piece]:
    """What happened in one sentence, a year written only where it changes: 2026年2月6日、7月3日."""
    ordered = in_order(accidents)
    first = ordered[0]
    if len(ordered) == 1:
        return [day_of(first), "，", place_of(first), f"发生一起{first.kind}，", *toll(first), "。"]
    pieces: list[Piece] = []
    year = 0
    for one in ordered:
        day = one.occurred_at.date()
        pieces += ["、"] * bool(pieces) + [one.recorded(month_and_day(day) if day.year == year else official_date(day))]
        year = day.year
    lost = (("死亡", sum(one.deaths for one in ordered)), ("失踪", sum(one.missing for one in ordered)))
    total = "、".join(f"{number}人{what}" for what, number in lost if number)
    toll_of_all = f"，共造成{total}" if total else ""
    return [*pieces, f"，{first.county}先后发生{len(ordered)}起{common_kind(ordered)}{toll_of_all}。"]


def circumstances_of(accidents: Sequence[LetterAccident]) -> list[Block]:
    """One paragraph an accident; the year where they lie in different ones."""
    ordered = in_order(accidents)
    years = {one.occurred_at.year for one in ordered}
    return [circumstances(one, with_year=len(years) > 1) for one in ordered]


def circumstances(accident: LetterAccident, *, with_year: bool = False) -> Block:
    """Hour and place, the course, then toll, loss and what kind of accident it is: each said once.

    The opening has the year already unless the letter's accidents happened in different years.
    """
    year = f"{accident.occurred_at.year}年" if with_year else ""
    time = accident.recorded(f"{year}{clock_time(accident.occurred_at)}许")
    pieces: list[Piece] = [time, "，", place_of(accident)]
    if accident.location:
        pieces.append(accident.recorded(accident.location))
    course = course_of(
        accident.summary,
        month=accident.occurred_at.month,
        day=accident.occurred_at.day,
        county=accident.county,
        township=accident.township,
        location=accident.location,
    )
    pieces += [f"发生一起{accident.event}", f"。{course}事故" if course else "，", *toll(accident)]
    if accident.direct_loss:
        pieces += ["，直接经济损失", accident.recorded(money(accident.direct_loss))]
    return paragraph([*pieces, f"，为{accident.kind}。"])


def demands(context: DecisionContext, letter: str, named: str) -> list[Block]:
    """What the basis and the deadline demand, and nothing else; ``letter`` and ``named`` are the words for both."""
    return [
        Paragraph(
            f"（一）深刻吸取教训。{named}要认真查找事故暴露的问题，举一反三开展隐患排查，"
            "逐项落实整改措施、责任单位和完成时限，防止类似事故再次发生。"
        ),
        Paragraph(
            f"（二）按时报告整改情况。{named}自签收{letter}的次日起{context.report_workdays}个工作日内，"
            f"将整改报告书面报送{context.report_to}。"
        ),
    ]


def toll(accident: LetterAccident) -> list[Piece]:
    """造成1人死亡、2人轻伤, in pieces."""
    hurt = people(accident, "{number}人{what}")
    return ["造成", *hurt] if hurt else ["未造成人员伤亡"]


def people(accident: LetterAccident, form: str) -> list[Piece]:
    """Each group of people in the given form, with 、 between them; empty when nobody was hurt."""
    groups = (
        ("死亡", accident.deaths),
        ("失踪", accident.missing),
        ("重伤", accident.serious_injuries),
        ("轻伤", accident.minor_injuries),
    )
    pieces: list[Piece] = []
    for what, number in groups:
        if number:
            pieces += ["、"] * bool(pieces) + [accident.recorded(form.format(what=what, number=number))]
    return pieces


def day_of(accident: LetterAccident) -> SourceSpan:
    """2021年3月1日."""
    return accident.recorded(official_date(accident.occurred_at.date()))


def place_of(accident: LetterAccident) -> SourceSpan:
    """桃江县马迹塘镇."""
    return accident.recorded(accident.place)


def short_date(accident: LetterAccident) -> str:
    """3·1, as in the name of an accident."""
    return f"{accident.occurred_at.month}·{accident.occurred_at.day}"


def kind_of_event(accident: LetterAccident) -> str:
    """``较大火灾事故``: level and event; the nature follows in the text."""
    return Level(accident.level).label + accident.event


def common_kind(accidents: Sequence[LetterAccident]) -> str:
    """What the accidents are together: 较大生产安全事故, or 较大及以上… where their levels differ."""
    levels = {one.level for one in accidents}
    level = Level(accidents[0].level).label if len(levels) == 1 else LARGER_AND_GRAVER_TEXT
    return level + Production(accidents[0].production).noun


def subject_of(accidents: Sequence[LetterAccident]) -> str:
    """How a title names the accidents: 桃江“3·1”火灾事故, or 桃江县2起较大生产安全事故."""
    ordered = in_order(accidents)
    if len(ordered) == 1:
        return ordered[0].name
    return f"{ordered[0].county}{len(ordered)}起{common_kind(ordered)}"
