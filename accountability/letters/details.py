"""What the officer tells of a matter when a letter is drafted: the questions of each kind, and reading the answers.

Pure.  What is not answered stays a visible gap in the text; nothing is made up.  Stored as JSON on the letter
(``Letter.details``, ``FollowUpLetter.details``): days as ``2021-04-20``, moments with their offset, findings as rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from documents.typesetting.content.wording import clean
from foundation.common.errors import DomainError, ErrorCode
from foundation.common.text.date_format import SHANGHAI, local

LINE, TEXT, DAY, MOMENT, FINDINGS = "line", "text", "day", "moment", "findings"
_MOST = {LINE: 200, TEXT: 2000}
MOST_FINDINGS = 60
#: 安委〔2018〕2号 asks the summoned side for these papers.
INTERVIEW_MATERIALS = "事故基本情况、原因分析、主要教训和整改措施"


@dataclass(frozen=True)
class Question:
    """One thing asked: its name in JSON, what it is called, how it is answered, and a word of help."""

    name: str
    label: str
    kind: str = LINE
    help: str = ""


@dataclass(frozen=True)
class Finding:
    """One item looked at on acceptance: what was asked for, what was found, and whether that is enough."""

    item: str
    requirement: str
    found: str
    accepted: bool


_CONTACT = (
    Question("contact", "联系人"),
    Question("phone", "联系电话"),
)
QUESTIONS: dict[str, tuple[Question, ...]] = {
    "interview": (
        Question("at", "约谈时间", MOMENT),
        Question("place", "约谈地点"),
        Question("chair", "主持人", help="写职务和姓名。"),
        Question("attendees", "到场人员", help="例如：县人民政府主要负责人、分管负责人，镇人民政府主要负责人。"),
        Question("papers", "书面材料", help="缺省各项见《安全生产约谈实施办法（试行）》（安委〔2018〕2号）。"),
        *_CONTACT,
    ),
    "interview_minutes": (
        Question("at", "约谈时间", MOMENT),
        Question("place", "约谈地点"),
        Question("chair", "主持人"),
        Question("present", "出席人员"),
        Question("listening", "列席人员", help="没有的不填。"),
        Question("absent", "请假人员", help="没有的不填。"),
        Question("statement", "被约谈单位汇报", TEXT, "每段一行。"),
        Question("opinions", "约谈意见", TEXT, "每条一行，自动编号。"),
        Question("report_by", "整改报告期限", DAY),
    ),
    "veto_request": (
        Question("effect", "否决的后果", TEXT, "写明出处；依据现行是否有效请核对，不写的不填。"),
        *_CONTACT,
    ),
    "supervision": (
        Question("matters", "督办事项", TEXT, "每项一行，自动编号。"),
        Question("report_by", "办结期限", DAY),
        *_CONTACT,
    ),
    "urging": (Question("report_by", "报送期限", DAY), *_CONTACT),
    "acceptance": (
        Question("inspected_on", "验收日期", DAY),
        Question("inspectors", "验收人员", help="没有的不填。"),
        Question("findings", "验收事项", FINDINGS),
        Question("report_by", "再次整改期限", DAY, "全部合格的不填。"),
    ),
    "lifting": (),
    "revocation": (
        Question("approval_number", "市委、市政府批准文号", help="撤销一票否决的必填，其他不填。"),
        Question("approved_on", "批准日期", DAY, "撤销一票否决的必填，其他不填。"),
    ),
}
#: 湘政办发〔2017〕61号 names this effect for counties and departments; no source names one for townships.
VETO_EFFECT = (
    "按照《湖南省安全生产工作考核办法》（湘政办发〔2017〕61号）的规定，被一票否决的单位当年不得评先评优，"
    "其党政主要负责人和分管负责人自否决之日起1年内不得提拔。"
)


def read_details(purpose: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The answers in their stored form, cleaned; what is blank is left out.

    ``raw`` may hold days and moments as such (from a form) or as text (from the API). Raises ``DomainError("details")``
    with a message for each field, also for a field that is not asked.
    """
    questions = {question.name: question for question in QUESTIONS.get(purpose, ())}
    problems = {name: "这类公文没有这一项。" for name in raw if name not in questions}
    details: dict[str, Any] = {}
    for name, question in questions.items():
        value = raw.get(name)
        if value in (None, "", [], ()):
            continue
        try:
            read = _READERS[question.kind](value)
        except ValueError as error:
            problems[name] = str(error)
        else:
            if read:
                details[name] = read
    if problems:
        first = next(iter(problems.values()))
        raise DomainError(ErrorCode.DETAILS, first, problems)
    return details


def line(details: Mapping[str, Any], name: str) -> str:
    """A line of the details; empty when not given."""
    return str(details.get(name, ""))


def lines(details: Mapping[str, Any], name: str) -> list[str]:
    """The lines of a longer text that say something."""
    return [part.strip() for part in line(details, name).splitlines() if part.strip()]


def day(details: Mapping[str, Any], name: str) -> dt.date | None:
    """A day of the details."""
    value = details.get(name)
    return dt.date.fromisoformat(value) if value else None


def moment(details: Mapping[str, Any], name: str) -> dt.datetime | None:
    """A moment of the details, in Asia/Shanghai."""
    value = details.get(name)
    return local(dt.datetime.fromisoformat(value)) if value else None


def findings(details: Mapping[str, Any]) -> tuple[Finding, ...]:
    """The rows of an acceptance."""
    return tuple(Finding(**row) for row in details.get("findings", ()))


def is_accepted(details: Mapping[str, Any]) -> bool:
    """Whether there are findings and every one of them is good."""
    rows = findings(details)
    return bool(rows) and all(row.accepted for row in rows)


def _line(value: Any) -> str:
    text = _text(value, LINE)
    if "\n" in text:
        raise ValueError("写成一行，请删去回车。")
    return text


def _text(value: Any, kind: str = TEXT) -> str:
    if not isinstance(value, str):
        raise ValueError("应为文字。")
    text = "\n".join(part.strip() for part in clean(value).replace("\r", "\n").split("\n") if part.strip())
    if len(text) > _MOST[kind]:
        raise ValueError(f"不超过 {_MOST[kind]} 字。")
    if "【" in text or "】" in text:
        raise ValueError("请不要用“【】”，它留给待填之处。")
    return text


def _day(value: Any) -> str:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    try:
        return dt.date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise ValueError("日期应写成 2021-04-20 的样子。") from None


def _moment(value: Any) -> str:
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, dt.datetime):
        raise ValueError("时间应写成 2021-03-25T15:00 的样子。")
    if value.tzinfo is None:
        value = value.replace(tzinfo=SHANGHAI)
    try:
        return local(value).replace(second=0, microsecond=0).isoformat()
    except OverflowError:
        raise ValueError("时间应写成 2021-03-25T15:00 的样子。") from None


def _findings(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list | tuple):
        raise ValueError("应为若干行，每行有事项、要求、核查情况和是否合格。")
    if len(value) > MOST_FINDINGS:
        raise ValueError(f"不超过 {MOST_FINDINGS} 项。")
    rows = []
    for number, row in enumerate(value, 1):
        if not isinstance(row, Mapping) or set(row) - {"item", "requirement", "found", "accepted"}:
            raise ValueError(f"第{number}项应有事项、要求、核查情况和是否合格。")
        read: dict[str, Any] = {name: _line(row.get(name, "")) for name in ("item", "requirement", "found")}
        if not read["item"] or not read["found"]:
            raise ValueError(f"第{number}项请写事项和核查情况。")
        if not isinstance(row.get("accepted"), bool):
            raise ValueError(f"第{number}项请选合格或不合格。")
        rows.append({**read, "accepted": row["accepted"]})
    return rows


_READERS = {LINE: _line, TEXT: _text, DAY: _day, MOMENT: _moment, FINDINGS: _findings}
