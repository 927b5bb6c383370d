"""Plain facts for the tests of the evaluator: invented accidents in real townships of Yiyang."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from accountability.rules.facts import AccidentFacts, Department, Government
from accountability.rules.spec import RuleSetSpec, parse_rule_set
from foundation.common.clock import SHANGHAI

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "rulesets"

COUNTIES = {
    "资阳": Government("430902", "资阳区", "资阳区人民政府"),
    "赫山": Government("430903", "赫山区", "赫山区人民政府"),
    "南县": Government("430921", "南县", "南县人民政府"),
    "桃江": Government("430922", "桃江县", "桃江县人民政府"),
    "安化": Government("430923", "安化县", "安化县人民政府"),
    "沅江": Government("430981", "沅江市", "沅江市人民政府"),
}


def rule_set(code: str) -> RuleSetSpec:
    """The published rule set of that code, straight from its data file."""
    return parse_rule_set(json.loads((FIXTURES / f"{code}.json").read_text(encoding="utf-8")))


def moment(text: str) -> dt.datetime:
    """``2020-01-14 09:30`` in Asia/Shanghai."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def township(county: str, number: int) -> Government:
    """The ``number``-th township of a county."""
    code = f"{COUNTIES[county].code}{100 + number:03d}"
    return Government(code, f"{county}{number}镇", f"{county}{number}镇人民政府")


def department(county: str, kind: str = "housing") -> Department:
    """A county department."""
    return Department(f"{COUNTIES[county].code}-{kind}", f"{COUNTIES[county].place}{kind}局")


def accident(code: str, when: str, county: str = "桃江", **changes: Any) -> AccidentFacts:
    """A verified 一般 production accident with one dead, unless ``changes`` say otherwise."""
    occurred_at = moment(when if " " in when else f"{when} 10:00")
    number = changes.pop("township_number", 1)
    values: dict[str, Any] = {
        "code": code,
        "name": f"{county}“{occurred_at.month}·{occurred_at.day}”",
        "occurred_at": occurred_at,
        "counted_on": occurred_at.date(),
        "status": "verified",
        "production": "yes",
        "level": "ordinary",
        "township": township(county, number),
        "county": COUNTIES[county],
        "department": department(county),
        "deaths": 1,
        "revision": f"{code}-r1",
        "verified": True,
    }
    values.update(changes)
    return AccidentFacts(**values)


def year_2020() -> list[AccidentFacts]:
    """Worked example 1: the seven 较大 non-production accidents of the speech and 124 一般 production accidents."""
    dates = [
        ("桃江", "2020-01-14"),
        ("安化", "2020-02-24"),
        ("资阳", "2020-03-11"),
        ("沅江", "2020-05-28"),
        ("资阳", "2020-08-15"),
        ("桃江", "2020-08-16"),
        ("沅江", "2020-12-10"),
    ]
    larger = [
        accident(f"L{index}", day, county, production="no", level="larger", deaths=3, township_number=index)
        for index, (county, day) in enumerate(dates, start=1)
    ]
    counties = list(COUNTIES)
    first = dt.date(2020, 1, 2)
    ordinary = [
        accident(
            f"P{index:03d}",
            str(first + dt.timedelta(days=index * 363 // 124)),
            counties[index % len(counties)],
            township_number=index % 5 + 1,
        )
        for index in range(124)
    ]
    return larger + ordinary
