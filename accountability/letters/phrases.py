"""The sentences letters have in common: what happened, where, the toll; who is to report by when; whom to ask. Pure.

Every number and place taken from a verified accident is marked as a fact of that accident, so that the editor can show
it and a later change of the accident can be noticed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from accidents.rules.vocabulary import LARGER_AND_GRAVER_TEXT, Level, Production
from accountability.letters.citations import cite
from accountability.letters.narrative import course_of
from accountability.rules.spec import RecipientRole
from documents.typesetting.content.blocks import (
    Attachment,
    Attendance,
    Block,
    Fact,
    Heading1,
    Lead,
    Paragraph,
)
from documents.typesetting.content.wording import (
    chinese_number,
    clock_time,
    enumerate_units,
    money,
    month_and_day,
    official_date,
)
from documents.typesetting.title_breaking import propose_title_lines

# What of a sentence was taken from the record: a date, a figure, persons.
_TAKEN = re.compile(r"\d|(?:死亡|失踪|重伤|轻伤)\d")
_GOVERNMENTS = (RecipientRole.COUNTY_GOVERNMENT, RecipientRole.TOWNSHIP_GOVERNMENT)
#: A paper names so many units in a row; of more it says 等n个单位.
_MOST_UNITS_IN_TITLE = 1


@dataclass(frozen=True)
class LetterAccident:
    """One accident as a letter tells it.  ``occurred_at`` in Asia/Shanghai, ``direct_loss`` in 万元.

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


@dataclass(frozen=True)
class LetterContext:
    """What the letter rests on: the paper and the clause quoted, for whom it is, who issues it.

    ``issuer`` stands at the head of the title, as 《党政机关公文处理工作条例》 art. 9(8) asks and 益应急发〔2021〕5号
    does; empty for minutes, whose mark names the issuer. ``main_recipients`` are the recipients as 主送 writes them.
    """

    legal_basis: str
    clause: str
    recipients: tuple[str, ...]
    report_workdays: int
    report_to: str = "市应急管理局"
    issuer: str = ""
    main_recipients: str = ""

    @property
    def source(self) -> str:
        """The paper at its first mention: title and number."""
        return cite(self.legal_basis)

    @property
    def units(self) -> str:
        """All recipients as a list inside a sentence."""
        return enumerate_units(self.recipients)

    @property
    def units_in_title(self) -> str:
        """The only recipient, or the first with the number of all."""
        return units_in_title(self.recipients)

    def title(self, matter: str) -> tuple[str, ...]:
        """Issuer, matter and kind of document, divided into lines."""
        return propose_title_lines(f"{self.issuer}{matter}")


@dataclass(frozen=True)
class LetterText:
    """The parts of a letter that follow from its decisions and from what the officer told."""

    title_lines: tuple[str, ...]
    main_recipients: str
    blocks: tuple[Block, ...]
    note: str = ""
    attendance: tuple[Attendance, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def units_in_title(names: Sequence[str]) -> str:
    """桃江县人民政府, or 桃江县人民政府等2个单位."""
    return names[0] if len(names) <= _MOST_UNITS_IN_TITLE else f"{names[0]}等{len(names)}个单位"


@dataclass(frozen=True)
class Addressee:
    """A unit and its kind: that of the organization, or the role in which a rule charges it (the same codes)."""

    name: str
    kind: str

    @property
    def rank(self) -> str:
        """Governments of counties and of townships are ranks of their own, all departments are one."""
        return self.kind if self.kind in _GOVERNMENTS else RecipientRole.COUNTY_DEPARTMENT


def addressed(units: Iterable[Addressee]) -> str:
    """Units as 主送 and 抄送 write them: 、 between units of one rank, ， between ranks, in the given order."""
    ranks: dict[str, list[str]] = {}
    for unit in dict.fromkeys(units):
        ranks.setdefault(unit.rank, []).append(unit.name)
    return "，".join("、".join(names) for names in ranks.values())


def in_order(accidents: Sequence[LetterAccident]) -> list[LetterAccident]:
    """By time of occurrence."""
    return sorted(accidents, key=lambda one: (one.occurred_at, one.code))


def opening(accidents: Sequence[LetterAccident]) -> tuple[str, tuple[Fact, ...]]:
    """What happened in one sentence, a year written only where it changes: 2026年2月6日、7月3日."""
    ordered = in_order(accidents)
    first = ordered[0]
    if len(ordered) == 1:
        pieces = [day_of(first), "，", first.place, f"发生一起{first.kind}，", *toll(first), "。"]
        return "".join(pieces), facts_in(first, pieces)
    facts, year = [], 0
    for one in ordered:
        day = one.occurred_at.date()
        facts.append(Fact(month_and_day(day) if day.year == year else official_date(day), one.code))
        year = day.year
    days = "、".join(fact.text for fact in facts)
    lost = (("死亡", sum(one.deaths for one in ordered)), ("失踪", sum(one.missing for one in ordered)))
    told = "、".join(f"{number}人{what}" for what, number in lost if number)
    toll_of_all = f"，共造成{told}" if told else ""
    return f"{days}，{first.county}先后发生{len(ordered)}起{common_kind(ordered)}{toll_of_all}。", tuple(facts)


def circumstances_of(accidents: Sequence[LetterAccident]) -> list[Block]:
    """One paragraph an accident; the year where they lie in different ones."""
    ordered = in_order(accidents)
    years = {one.occurred_at.year for one in ordered}
    return [circumstances(one, with_year=len(years) > 1) for one in ordered]


def circumstances(accident: LetterAccident, *, with_year: bool = False) -> Block:
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
    pieces += [f"发生一起{accident.event}", f"。{course}事故" if course else "，", *toll(accident)]
    if accident.direct_loss:
        pieces += ["，直接经济损失", money(accident.direct_loss)]
    return marked(Paragraph, accident, pieces, f"，为{accident.kind}。")


def demands(context: LetterContext, paper: str, named: str) -> list[Block]:
    """Demands that follow from the source and the deadline, nothing that nobody decided."""
    return [
        Paragraph(
            f"（一）深刻吸取教训。{named}要认真查找事故暴露的问题，举一反三开展隐患排查，"
            "逐项落实整改措施、责任单位和完成时限，防止类似事故再次发生。"
        ),
        Paragraph(
            f"（二）按时报告整改情况。{named}自签收{paper}的次日起{context.report_workdays}个工作日内，"
            f"将整改报告书面报送{context.report_to}。"
        ),
    ]


def numbered(lines: Sequence[str]) -> list[Block]:
    """One paragraph a line, numbered （一）… when there are several and the officer has not numbered them."""
    ended = [line if line.endswith(("。", "！", "？", "】")) else f"{line.rstrip('，；、;,.')}。" for line in lines]
    if len(ended) < 2 or any(re.match(r"[（(一二三四五六七八九十\d]", line) for line in ended):
        return [Paragraph(line) for line in ended]
    return [Paragraph(f"（{chinese_number(place)}）{line}") for place, line in enumerate(ended, 1)]


def section(number: int, title: str) -> Heading1:
    """一、事故情况."""
    return Heading1(f"{chinese_number(number)}、{title}")


def toll(accident: LetterAccident) -> list[str]:
    """造成1人死亡、2人轻伤, in pieces."""
    hurt = people(accident, "{number}人{what}")
    return ["造成", *hurt] if hurt else ["未造成人员伤亡"]


def people(accident: LetterAccident, form: str) -> list[str]:
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


def marked(
    block: type[Lead] | type[Paragraph], accident: LetterAccident, pieces: Sequence[str], rest: str
) -> Lead | Paragraph:
    """A block whose pieces taken from the record are facts of the accident."""
    return block("".join(pieces) + rest, facts_in(accident, pieces))


def facts_in(accident: LetterAccident, pieces: Sequence[str]) -> tuple[Fact, ...]:
    """The pieces of a sentence that were taken from the record: dates, places, figures."""
    taken = [piece for piece in pieces if _TAKEN.match(piece) or piece in (accident.place, accident.location)]
    return tuple(Fact(piece, accident.code) for piece in taken)


def day_of(accident: LetterAccident) -> str:
    """2021年3月1日."""
    return official_date(accident.occurred_at.date())


def short_date(accident: LetterAccident) -> str:
    """3·1, as it stands in the name of an accident."""
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
