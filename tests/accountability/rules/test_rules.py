"""Rule sets as data: reading them, writing them back, refusing what cannot be evaluated."""

import copy
import datetime as dt
import json

import pytest

from accountability.rules.spec import (
    RuleDataError,
    Use,
    dump_rule_set,
    parse_rule_set,
)
from accountability.rules.windows import WindowKind, appraisal_year, calendar_year
from tests.accountability.rules.facts_factory import FIXTURES, rule_set


@pytest.mark.parametrize("code", ["yiyang-2021", "hunan-2017"])
def test_what_is_stored_reads_back_equal(code: str) -> None:
    spec = rule_set(code)
    assert parse_rule_set(json.loads(json.dumps(dump_rule_set(spec)))) == spec


def test_yiyang_is_applied_from_2021_and_hunan_only_compared() -> None:
    yiyang, hunan = rule_set("yiyang-2021"), rule_set("hunan-2017")
    assert yiyang.use is Use.APPLIED
    assert not yiyang.covers(calendar_year(2020))
    assert yiyang.covers(calendar_year(2021))
    assert yiyang.window_of(dt.date(2021, 12, 31)) == calendar_year(2021)
    assert hunan.use is Use.COMPARISON
    assert hunan.window is WindowKind.APPRAISAL_YEAR
    assert hunan.covers(appraisal_year(2018))


def test_clauses_are_quoted_from_the_speech() -> None:
    speech = "凡发生1起较大及以上非生产安全事故，通报所在乡（镇）和区（县）主管部门"
    assert rule_set("yiyang-2021").rule("R1b").clause.text == speech
    assert rule_set("yiyang-2021").rule("R2").accident_text == "较大及以上非生产安全事故"
    assert rule_set("hunan-2017").rule("H1").accident_text == "较大生产安全事故"


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("rules", 0, "clause"), "R9", "没有条款"),
        (("rules", 0, "production"), "pending", "事故性质"),
        (("rules", 0, "level_min"), "huge", "等级范围"),
        (("rules", 3, "level_min"), "larger", "最高等级低于最低等级"),
        (("rules", 0, "threshold"), 0, "门槛"),
        (("rules", 0, "findings"), ["late"], "瞒报"),
        (("rules", 1, "code"), "R1a", "不得重复"),
        (("window",), "month", "写法有误"),
        (("valid_from",), "2021-13-01", "写法有误"),
    ],
)
def test_bad_data_is_refused_with_the_place_named(path: tuple[str | int, ...], value: object, message: str) -> None:
    data = copy.deepcopy(json.loads((FIXTURES / "yiyang-2021.json").read_text(encoding="utf-8")))
    target = data
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    with pytest.raises(RuleDataError, match=message):
        parse_rule_set(data)


def test_a_missing_item_is_named() -> None:
    data = json.loads((FIXTURES / "yiyang-2021.json").read_text(encoding="utf-8"))
    del data["issuer"]
    with pytest.raises(RuleDataError, match="issuer"):
        parse_rule_set(data)
