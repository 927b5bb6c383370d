"""The worked examples of docs/escalation.md, number by number."""

from collections import Counter
from dataclasses import replace

from accountability.rules.evaluation import Proposal, evaluate, explain
from accountability.rules.explanation import Explanation, NearlyCounted
from accountability.rules.facts import AccidentFacts
from accountability.rules.measures import Measure, supersedes
from accountability.rules.recipients import charged_to
from accountability.rules.windows import Window, appraisal_year, calendar_year
from tests.accountability.rules.facts_factory import (
    accident,
    department,
    rule_set,
    year_2020,
)

YIYANG = rule_set("yiyang-2021")
YEAR = calendar_year(2021)


def rules_of(proposals: list[Proposal]) -> Counter[str]:
    return Counter(proposal.rule for proposal in proposals)


def in_2021(accidents: list[AccidentFacts]) -> list[Proposal]:
    return evaluate(accidents, YIYANG, YEAR)


def larger(code: str, when: str, county: str = "桃江", **changes: object) -> AccidentFacts:
    return accident(code, when, county, **{"level": "larger", "deaths": 3, **changes})


def entry_of(explanation: Explanation, code: str) -> NearlyCounted:
    (found,) = [entry for entry in explanation.nearly_counted if entry.code == code]
    return found


def explained(facts: list[AccidentFacts], rule: str, about: AccidentFacts, window: Window = YEAR) -> Explanation:
    """The state of the rule for whom it charges with the accident ``about``."""
    recipient = charged_to(about, YIYANG.rule(rule).recipient)
    return explain(facts, YIYANG, window, rule_code=rule, recipient=recipient)


class TestWorkedExamples:
    def test_1_the_year_2020_by_calendar_year(self) -> None:
        proposals = evaluate(year_2020(), YIYANG, calendar_year(2020))
        assert rules_of(proposals) == {
            "R1a": 7,
            "R1b": 7,
            "R2": 3,
            "R3a": 124,
            "R3b": 124,
            "P1a": 7,
            "P1b": 7,
            "P1c": 7,
        }
        cards = {p.recipient.name: p.basis for p in proposals if p.rule == "R2"}
        assert cards == {
            "资阳区人民政府": ("L3", "L5"),
            "桃江县人民政府": ("L1", "L6"),
            "沅江市人民政府": ("L4", "L7"),
        }
        assert all(p.resolved for p in proposals)

    def test_1_in_the_appraisal_year_yuanjiang_has_one_only(self) -> None:
        proposals = evaluate(year_2020(), YIYANG, appraisal_year(2020))
        assert {p.recipient.name for p in proposals if p.rule == "R2"} == {"资阳区人民政府", "桃江县人民政府"}
        facts = year_2020()
        about = next(each for each in facts if each.code == "L4")
        explanation = explained(facts, "R2", about, appraisal_year(2020))
        assert not explanation.met
        assert [item.code for item in explanation.counted] == ["L4"]
        entry = entry_of(explanation, "L7")
        assert entry.reasons[0].code == "outside_window"
        assert entry.reason_text == "在统计周期之外，晚 10 天"
        assert not entry.would_change

    def test_2_missing_people_presumed_dead_raise_the_level(self) -> None:
        before = accident("A", "2021-03-01", deaths=2, missing=1, level_if_missing_dead="larger")
        assert rules_of(in_2021([before])) == {"R3a": 1, "R3b": 1}
        after = replace(before, deaths=3, missing=0, level="larger", level_if_missing_dead=None)
        assert rules_of(in_2021([after])) == {"R4a": 1, "R4b": 1, "R4c": 1, "R4d": 1, "P1a": 1, "P1b": 1, "P1c": 1}

    def test_3_a_third_death_brings_card_and_interview_that_supersede_the_notice(self) -> None:
        before = accident("A", "2021-03-01", deaths=2)
        after = replace(before, deaths=3, level="larger", revision="A-r2")
        notices = {p.recipient.key: p for p in in_2021([before])}
        cards = {p.recipient.key: p for p in in_2021([after]) if p.rule in ("R4a", "R4b")}
        assert set(notices) == set(cards)
        for key, notice in notices.items():
            assert supersedes(cards[key].measure, notice.measure)
            assert cards[key].basis == notice.basis
            assert cards[key].revisions == ("A-r2",)

    def test_4_two_larger_production_accidents_in_one_county(self) -> None:
        proposals = in_2021(
            [
                larger("A", "2021-03-01", township_number=1, department=department("桃江", "traffic")),
                larger("B", "2021-04-01", township_number=2, department=department("桃江", "housing")),
            ]
        )
        counts = rules_of(proposals)
        assert [counts[f"R4{letter}"] for letter in "abcd"] == [2, 2, 2, 2]
        assert (counts["R5a"], counts["R5b"], counts["R5c"]) == (1, 0, 0)
        (veto,) = [p for p in proposals if p.rule == "R5a"]
        assert (veto.recipient.code, veto.measure, veto.trigger, veto.basis) == (
            "430922",
            Measure.VETO,
            None,
            ("A", "B"),
        )
