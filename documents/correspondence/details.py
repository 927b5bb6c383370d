"""Details asked for before a letter is drafted: the questions, and the answers in their stored form. Pure.

An app defines a tuple of ``Question`` for each kind of letter (``questions.py`` has common ones), shows them with
``forms.DetailsForm`` and passes the answers to ``read_details``. What is not answered stays a placeholder in the text.
Stored as JSON on the letter: days as ``2021-04-20``, moments with their offset, findings as rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from documents.typesetting.content.wording import clean
from foundation.common.errors import DomainError, ErrorCode
from foundation.common.text.date_format import SHANGHAI, local

LINE, TEXT, DAY, MOMENT, FINDINGS = "line", "text", "day", "moment", "findings"
#: The most characters of an answer, by its kind; a line of a finding is a ``LINE``.
MOST_CHARACTERS = {LINE: 200, TEXT: 2000}
MOST_FINDINGS = 60


@dataclass(frozen=True)
class Question:
    """One question: its name in JSON, its label, the kind of its answer, and a help text."""

    name: str
    label: str
    kind: str = LINE
    help: str = ""


@dataclass(frozen=True)
class Finding:
    """One item inspected on acceptance: what was required, what was found, and whether it is accepted."""

    item: str
    requirement: str
    found: str
    accepted: bool


def read_details(questions: Sequence[Question], raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers in their stored form, cleaned, without those that are blank.

    ``raw`` holds days and moments as ``date`` and ``datetime`` (from a form) or as text (from the API). Raises
    ``DomainError("details")`` with a message for each field, also for a field that is not asked.
    """
    asked = {question.name: question for question in questions}
    problems = {name: "这类公文没有这一项。" for name in raw if name not in asked}
    details: dict[str, Any] = {}
    for name, question in asked.items():
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


def form_values(questions: Sequence[Question], details: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored details as ``forms.DetailsForm`` takes them: days and moments as ``date`` and ``datetime``."""
    read = {DAY: day, MOMENT: moment}
    return {
        question.name: read[question.kind](details, question.name) if question.kind in read else details[question.name]
        for question in questions
        if question.name in details
    }


def line(details: Mapping[str, Any], name: str) -> str:
    """Return one line of the details; empty when not given."""
    return str(details.get(name, ""))


def lines(details: Mapping[str, Any], name: str) -> list[str]:
    """Return the lines of a longer text that are not blank."""
    return [part.strip() for part in line(details, name).splitlines() if part.strip()]


def day(details: Mapping[str, Any], name: str) -> dt.date | None:
    """Return a day of the details."""
    value = details.get(name)
    return dt.date.fromisoformat(value) if value else None


def moment(details: Mapping[str, Any], name: str) -> dt.datetime | None:
    """Return a moment of the details, in Asia/Shanghai."""
    value = details.get(name)
    return local(dt.datetime.fromisoformat(value)) if value else None


def findings(details: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Return the rows of an acceptance."""
    return tuple(Finding(**row) for row in details.get("findings", ()))


def is_accepted(details: Mapping[str, Any]) -> bool:
    """Return whether there are findings and every one of them is accepted."""
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
    if len(text) > MOST_CHARACTERS[kind]:
        raise ValueError(f"不超过 {MOST_CHARACTERS[kind]} 字。")
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
