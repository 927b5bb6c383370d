"""What a form, a program or a spreadsheet row says about an accident; ``rules/validation.py`` checks it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from foundation.common import clock

COUNTS = ("deaths", "missing", "serious_injuries", "acute_poisonings", "minor_injuries")
#: Figures whose change is bound to the window of 7 or 30 days.
CASUALTIES = (*COUNTS, "missing_presumed_dead")
LABELS = {
    "name": "事故名称",
    "county": "区县（市）",
    "township": "乡镇（街道）",
    "village": "村（社区）",
    "location": "详细地点",
    "longitude": "经度",
    "latitude": "纬度",
    "occurred_at": "发生时间",
    "known_at": "接报时间",
    "reported_at": "上报时间",
    "counted_on": "计入日期",
    "production": "是否生产安全事故",
    "sector": "行业领域",
    "accident_type": "事故类型",
    "supervising_department": "主管部门",
    "has_no_department": "无主管部门",
    "enterprise_name": "单位名称",
    "enterprise_credit_code": "统一社会信用代码",
    "deaths": "死亡人数",
    "missing": "失踪人数",
    "missing_presumed_dead": "失踪人员推定死亡",
    "serious_injuries": "重伤人数",
    "acute_poisonings": "急性工业中毒人数",
    "minor_injuries": "轻伤人数",
    "direct_loss": "直接经济损失",
    "is_loss_unknown": "损失未填",
    "casualty_changed_on": "伤亡变化日期",
    "summary": "事故经过",
    "backfill_reason": "补录原因",
    "external_number": "直报系统编号",
}


@dataclass(frozen=True)
class AccidentInput:
    """One accident as reported: codes for places, sector, type and department, aware times, people, 万元.

    An empty string or ``None`` is “not said”; a loss not said is 0 with ``is_loss_unknown``.
    ``counted_on`` empty means the day of occurrence, ``name`` empty that the
    register names the accident itself.
    """

    county: str = ""
    township: str = ""
    village: str = ""
    location: str = ""
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    occurred_at: dt.datetime | None = None
    known_at: dt.datetime | None = None
    reported_at: dt.datetime | None = None
    counted_on: dt.date | None = None
    production: str = "pending"
    sector: str = ""
    accident_type: str = ""
    supervising_department: str = ""
    has_no_department: bool = False
    enterprise_name: str = ""
    enterprise_credit_code: str = ""
    deaths: int = 0
    missing: int = 0
    missing_presumed_dead: bool = False
    serious_injuries: int = 0
    acute_poisonings: int = 0
    minor_injuries: int = 0
    direct_loss: Decimal = Decimal("0")
    is_loss_unknown: bool = False
    casualty_changed_on: dt.date | None = None
    summary: str = ""
    backfill_reason: str = ""
    name: str = ""
    external_number: str = ""

    @property
    def place_code(self) -> str:
        """The scope's prefix: the township's code, or the county's while no township is known."""
        return self.township or self.county


def loss_of(row: Any) -> Decimal | None:
    """The loss as people read it, in 万元: ``None`` while it is not known. ``row`` holds facts."""
    return None if row.is_loss_unknown else row.direct_loss


FACT_NAMES = tuple(item.name for item in fields(AccidentInput))
_BY_CODE = ("county", "township", "village", "sector", "accident_type", "supervising_department")


@dataclass(frozen=True)
class References:
    """The rows that a ``FactsInput``'s codes name; ``None`` where a code is empty or names nothing in use."""

    county: Any = None
    township: Any = None
    village: Any = None
    sector: Any = None
    accident_type: Any = None
    supervising_department: Any = None


def facts_of(row: Any) -> AccidentInput:
    """What an accident (or one of its revisions, with its accident) says now, in the shape of a form."""
    own = [name for name in FACT_NAMES if name not in (*_BY_CODE, "external_number")]
    values: dict[str, Any] = {name: getattr(row, name) for name in own}
    values |= {name: getattr(row, f"{name}_id") or "" for name in _BY_CODE if name != "supervising_department"}
    department = row.supervising_department
    values["supervising_department"] = department.code if department else ""
    accident = getattr(row, "accident", row)
    values["external_number"] = accident.external_number
    values["name"] = row.name if accident.has_given_name else ""
    if row.occurred_at and row.counted_on == clock.local(row.occurred_at).date():
        values["counted_on"] = None
    return AccidentInput(**values)


def changed(facts: AccidentInput, **changes: Any) -> AccidentInput:
    """The same facts with some said anew; unknown names are a ``TypeError``."""
    return replace(facts, **changes)
