"""Explanations as they are stored: in parts, from which the same words are made again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from accountability.rules.evaluation import evaluate
from accountability.rules.explanation import Explanation
from accountability.rules.facts import AccidentFacts, Department, NotLiable
from accountability.rules.serialization import explanation_from_parts, explanation_to_json, explanation_to_parts
from accountability.rules.windows import calendar_year
from tests.accountability.rules.facts_factory import accident, rule_set, year_2020

YIYANG = rule_set("yiyang-2021")
HUNAN = rule_set("hunan-2017")

#: One accident for each reason not to count it, beside two that count.
DOUBTFUL = [
    accident("A", "2020-03-01", level="larger", deaths=3),
    accident("B", "2020-04-01", level="larger", deaths=3),
    accident("C", "2020-05-01", level="larger", deaths=3, production="pending"),
    accident("D", "2020-06-01", level="larger", deaths=3, status="written_off", status_document="益应急函〔2020〕9号"),
    accident("E", "2020-07-01", level="larger", deaths=3, status="merged", merged_into="A"),
    accident("F", "2020-08-01", deaths=2, missing=1, level_if_missing_dead="larger"),
    accident("G", "2021-01-09", level="larger", deaths=3),
    accident("H", "2020-09-01", level="larger", deaths=3, department=None),
    accident("I", "2020-09-02", level="larger", deaths=3, department=None, no_department=True),
    accident("J", "2020-09-03", level="larger", deaths=3, department=Department("4309-x", "市住建局", False)),
    accident("K", "2020-09-04", level="larger", deaths=3, not_liable=(NotLiable("430922", "桃政函〔2020〕3号"),)),
    accident("L", "2020-09-05", level="larger", deaths=3, township=None),
    accident("M", "2020-09-06", production="no"),
]


def explanations(facts: list[AccidentFacts]) -> Iterator[Explanation]:
    for spec in (YIYANG, HUNAN):
        for proposal in evaluate(facts, spec, calendar_year(2020)):
            yield proposal.explanation


def through_storage(explanation: Explanation) -> dict[str, Any]:
    stored = json.loads(json.dumps(explanation_to_parts(explanation)))
    assert isinstance(stored, dict)
    return stored


@pytest.mark.parametrize("facts", [DOUBTFUL, year_2020()], ids=["doubtful", "2020"])
def test_the_same_words_are_made_from_what_is_stored(facts: list[AccidentFacts]) -> None:
    seen = set()
    for explanation in explanations(facts):
        stored = through_storage(explanation)
        again = explanation_from_parts(stored, explanation.rule)
        kept = [entry for entry in explanation.nearly_counted if not entry.is_plain]
        assert again.text == explanation.text
        assert again.counted == explanation.counted
        assert list(again.nearly_counted) == kept
        assert [entry.would_change_text for entry in again.nearly_counted] == [e.would_change_text for e in kept]
        seen |= {reason.code for entry in kept for reason in entry.reasons}
    if facts is DOUBTFUL:
        assert seen >= {
            "pending_production", "written_off", "merged", "missing_people", "outside_window", "not_liable",
            "department_missing",
        }  # fmt: skip


def test_no_sentence_is_stored() -> None:
    for explanation in explanations(DOUBTFUL):
        assert not re.search("[，。；]", json.dumps(explanation_to_parts(explanation), ensure_ascii=False))


def test_programs_read_the_explanation_in_words() -> None:
    card = next(e for e in explanations(DOUBTFUL) if e.rule.code == "R5a")
    shown = explanation_to_json(through_storage(card), card.rule)
    assert shown["text"] == card.text
    assert (shown["clause"], shown["threshold"]) == (card.rule.clause.text, 2)
    assert [item["code"] for item in shown["counted"]] == ["A", "B", "H", "I", "J", "L"]
    words = {entry["code"]: [reason["text"] for reason in entry["reasons"]] for entry in shown["nearly_counted"]}
    assert words["D"] == ["已核销 益应急函〔2020〕9号"]
    assert words["E"] == ["已并入 A"]
    assert words["F"] == ["死亡 2 人、失踪 1 人，未达较大"]
    assert words["G"] == ["在统计周期之外，晚 9 天"]
    assert words["K"] == ["调查认定桃江县人民政府无责任（桃政函〔2020〕3号）"]
    changes = {entry["code"]: entry["would_change_text"] for entry in shown["nearly_counted"]}
    assert changes["C"] == "如认定为生产安全事故，为第 7 起"
    assert shown["not_concerned"] == [{"reason": "本条只看生产安全事故；等级为一般，未达较大", "count": 1}]
