"""Whether what is said about an accident can be true.

Pure: the caller looks the codes up (``reference.resolve``) and passes the moment.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from accidents.facts import (
    COUNTS,
    LABELS,
    AccidentInput,
    References,
)
from accidents.rules.vocabulary import Production
from foundation.common.text import date_format

TEXT_LIMITS = {
    "name": 120,
    "location": 200,
    "enterprise_name": 120,
    "summary": 5000,
    "backfill_reason": 200,
    "external_number": 60,
}
LARGEST_COUNT = 100_000
LARGEST_LOSS = Decimal("999999999999.99")
EARLIEST_YEAR = 1990
_REQUIRED = {
    "occurred_at": "请填发生时间。",
    "county": "请选区县（市）。",
    "township": "请选乡镇（街道）。",
    "location": "请写详细地点，例如“省道 S225 线 48 公里处”。",
    "sector": "请选行业领域。",
}


def check_facts(facts: AccidentInput, references: References, *, now: dt.datetime, complete: bool) -> dict[str, str]:
    """Return what is wrong, as a Chinese message for each field; empty when nothing is.

    ``complete`` asks for all that a registered accident must have; a draft may leave out anything but its county,
    and may still say nothing that cannot be.
    """
    found = _Findings()
    if complete:
        _check_missing(facts, found)
    _check_places(facts, references, found)
    _check_point(facts, found)
    _check_times(facts, now, found)
    _check_kind(facts, references, found)
    _check_figures(facts, found)
    _check_texts(facts, found)
    return found.messages


@dataclass
class _Findings:
    messages: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, message: str) -> None:
        self.messages.setdefault(name, message)


def _check_missing(facts: AccidentInput, found: _Findings) -> None:
    for name, message in _REQUIRED.items():
        if not getattr(facts, name):
            found.add(name, message)


def _check_places(facts: AccidentInput, references: References, found: _Findings) -> None:
    if not facts.county:
        found.add("county", _REQUIRED["county"])
    elif references.county is None or references.county.level != "county":
        found.add("county", "没有这个区县（市），请重选。")
    if facts.township:
        if references.township is None or references.township.level != "township":
            found.add("township", "没有这个乡镇（街道），请重选。")
        elif references.county is not None and not facts.township.startswith(facts.county):
            found.add("township", f"{references.township.name}不在{references.county.name}，请选本区县的乡镇（街道）。")
    if facts.village:
        if references.village is None or references.village.level != "village":
            found.add("village", "没有这个村（社区），请重选，或不填。")
        elif not facts.township:
            found.add("village", "先选乡镇（街道），再选村（社区）。")
        elif references.township is not None and not facts.village.startswith(facts.township):
            found.add("village", f"{references.village.name}不在{references.township.name}，请重选，或不填。")


def _check_point(facts: AccidentInput, found: _Findings) -> None:
    if (facts.longitude is None) != (facts.latitude is None):
        found.add("longitude" if facts.longitude is None else "latitude", "经度和纬度要一起填，或都不填。")
    if facts.longitude is not None and not 73 <= facts.longitude <= 136:
        found.add("longitude", "经度应在 73 到 136 之间，请核对。")
    if facts.latitude is not None and not 3 <= facts.latitude <= 54:
        found.add("latitude", "纬度应在 3 到 54 之间，请核对。")


def _check_times(facts: AccidentInput, now: dt.datetime, found: _Findings) -> None:
    today = now.date()
    for name in ("occurred_at", "known_at", "reported_at"):
        moment = getattr(facts, name)
        if moment is None:
            continue
        if moment > now:
            found.add(name, f"{LABELS[name]}在将来（现在是 {date_format.moment(now, now=now)}），请改。")
        elif moment.year < EARLIEST_YEAR:
            found.add(name, f"{LABELS[name]}早于 {EARLIEST_YEAR} 年，请核对年份。")
    if facts.occurred_at and facts.known_at and facts.known_at < facts.occurred_at:
        found.add("known_at", f"接报时间早于发生时间（{date_format.moment(facts.occurred_at, now=now)}），请核对。")
    earlier = facts.known_at or facts.occurred_at
    if earlier and earlier <= now and facts.reported_at and facts.reported_at < earlier:
        label = "接报时间" if facts.known_at else "发生时间"
        found.add("reported_at", f"上报时间早于{label}（{date_format.moment(earlier, now=now)}），请核对。")
    for name in ("casualty_changed_on", "counted_on"):
        day = getattr(facts, name)
        if day is None:
            continue
        if day > today:
            found.add(name, f"{LABELS[name]}在将来，请改。")
        elif facts.occurred_at and day < facts.occurred_at.astimezone(now.tzinfo).date():
            found.add(name, f"{LABELS[name]}早于发生时间，请核对。")


def _check_kind(facts: AccidentInput, references: References, found: _Findings) -> None:
    if facts.production not in Production.values:
        found.add("production", "请选“是”“否”或“待认定”。")
    if facts.sector and references.sector is None:
        found.add("sector", "没有这个行业领域，请重选。")
    if facts.accident_type:
        _check_type(facts, references.accident_type, found)
    if facts.supervising_department:
        _check_department(facts, references, found)


def _check_type(facts: AccidentInput, accident_type: Any, found: _Findings) -> None:
    if accident_type is None:
        found.add("accident_type", "没有这个事故类型，请重选。")
        return
    day = date_format.local(facts.occurred_at).date() if facts.occurred_at else None
    first, last = accident_type.valid_from, accident_type.valid_to
    of_edition = f"“{accident_type.name}”属 {accident_type.edition}，用于"
    if day and last and day > last:
        found.add("accident_type", f"{of_edition} {date_format.full_day(last)}以前的事故，请重选。")
    elif day and first and day < first:
        found.add("accident_type", f"{of_edition} {date_format.full_day(first)}以后的事故，请重选。")


def _check_department(facts: AccidentInput, references: References, found: _Findings) -> None:
    department = references.supervising_department
    if facts.has_no_department:
        found.add("supervising_department", "选了主管部门，就不能再选“无主管部门”。")
    elif department is None or not department.is_supervising:
        found.add("supervising_department", "没有这个主管部门，请重选。")
    elif facts.county and references.county and not facts.county.startswith(department.division_id):
        found.add("supervising_department", f"{department.name}不是{references.county.name}的部门，请重选。")


def _check_figures(facts: AccidentInput, found: _Findings) -> None:
    for name in COUNTS:
        value = getattr(facts, name)
        if value < 0:
            found.add(name, f"{LABELS[name]}不能是负数，请改。")
        elif value > LARGEST_COUNT:
            found.add(name, f"{LABELS[name]}写成了 {value:,}，请核对。")
    loss = facts.direct_loss
    if not loss.is_finite():
        found.add("direct_loss", "直接经济损失请写数字，单位万元。")
    elif loss < 0:
        found.add("direct_loss", "直接经济损失不能是负数，请改。")
    elif loss > LARGEST_LOSS:
        found.add("direct_loss", "直接经济损失过大，单位是万元，请核对。")
    elif loss != loss.quantize(Decimal("0.01")):
        found.add("direct_loss", "直接经济损失最多两位小数（单位万元）。")


def _check_texts(facts: AccidentInput, found: _Findings) -> None:
    for name, limit in TEXT_LIMITS.items():
        length = len(getattr(facts, name))
        if length > limit:
            found.add(name, f"{LABELS[name]}最多 {limit} 字，现在 {length} 字，请删短。")
    if facts.enterprise_credit_code and not re.fullmatch(r"[0-9A-Z]{18}", facts.enterprise_credit_code):
        found.add("enterprise_credit_code", "统一社会信用代码应为 18 位数字和大写字母，请核对。")
