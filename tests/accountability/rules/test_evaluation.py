"""The evaluator: the cases of readings.md."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from accountability.rules.evaluation import Proposal, evaluate, explain
from accountability.rules.explanation import Explanation, NearlyCounted
from accountability.rules.facts import AccidentFacts, Department, NotLiable
from accountability.rules.measures import Measure, supersedes
from accountability.rules.recipients import charged_to
from accountability.rules.windows import Window, appraisal_year, calendar_year
from tests.accountability.rules.facts_factory import (
    COUNTIES,
    accident,
    department,
    rule_set,
    township,
    year_2020,
)

YIYANG = rule_set("yiyang-2021")
HUNAN = rule_set("hunan-2017")
YEAR = calendar_year(2021)


def rules_of(proposals: list[Proposal]) -> Counter[str]:
    return Counter(proposal.rule for proposal in proposals)


def in_2021(accidents: list[AccidentFacts]) -> list[Proposal]:
    return evaluate(accidents, YIYANG, YEAR)


def larger(code: str, when: str, county: str = "桃江", **changes: object) -> AccidentFacts:
    return accident(code, when, county, **{"level": "larger", "deaths": 3, **changes})


def near(proposal: Proposal, code: str) -> NearlyCounted:
    return entry_of(proposal.explanation, code)


def entry_of(explanation: Explanation, code: str) -> NearlyCounted:
    (found,) = [entry for entry in explanation.nearly_counted if entry.code == code]
    return found


def explained(facts: list[AccidentFacts], rule: str, about: AccidentFacts, window: Window = YEAR) -> Explanation:
    """The state of the rule for whom it charges with the accident ``about``."""
    recipient = charged_to(about, YIYANG.rule(rule).recipient)
    return explain(facts, YIYANG, window, rule_code=rule, recipient=recipient)


def test_two_in_one_township_and_department_fire_all_vetoes_and_all_cards() -> None:
    counts = rules_of(in_2021([larger("A", "2021-03-01"), larger("B", "2021-04-01")]))
    assert [counts[rule] for rule in ("R4a", "R4b", "R4c", "R4d", "R5a", "R5b", "R5c")] == [2, 2, 2, 2, 1, 1, 1]


def test_a_third_accident_extends_the_basis_of_the_same_proposal() -> None:
    two = [larger("A", "2021-03-01"), larger("B", "2021-04-01")]
    before = {p.key: p for p in in_2021(two) if p.rule == "R5a"}
    after = {p.key: p for p in in_2021([*two, larger("C", "2021-02-01")]) if p.rule == "R5a"}
    assert set(before) == set(after)
    assert next(iter(after.values())).basis == ("C", "A", "B")


@pytest.mark.parametrize("level", ["major", "extraordinary"])
def test_graver_levels_are_included_in_larger_and_flagged_for_the_bureau(level: str) -> None:
    counts = rules_of(in_2021([larger("A", "2021-03-01", level=level, deaths=10)]))
    assert counts["R4a"] == counts["R4c"] == 1
    assert "重大及以上一并计入" in YIYANG.rule("R4a").confirm
    assert "重大及以上一并计入" in YIYANG.rule("R5a").confirm


@pytest.mark.parametrize("status", ["submitted", "returned", "verified", "write_off_pending"])
def test_every_registered_accident_counts(status: str) -> None:
    assert rules_of(in_2021([accident("A", "2021-03-01", status=status)])) == {"R3a": 1, "R3b": 1}


@pytest.mark.parametrize("status", ["draft", "written_off", "merged", "withdrawn"])
def test_drafts_and_removed_accidents_do_not_count(status: str) -> None:
    assert in_2021([accident("A", "2021-03-01", status=status)]) == []


def test_a_written_off_accident_is_named_with_its_paper() -> None:
    gone = larger("C", "2021-05-01", production="no", status="written_off", status_document="益应急函〔2021〕17号")
    others = [larger(code, day, production="no") for code, day in (("A", "2021-03-01"), ("B", "2021-04-01"))]
    (card,) = [p for p in in_2021([*others, gone]) if p.rule == "R2"]
    entry = near(card, "C")
    assert entry.reason_text == "已核销 益应急函〔2021〕17号"
    assert (entry.would_change, entry.would_change_text) == (False, "不会")


def test_pending_matches_only_any_and_says_what_would_follow() -> None:
    pending = larger("A", "2021-03-01", production="pending")
    assert rules_of(in_2021([pending])) == {"P1a": 1, "P1b": 1, "P1c": 1}
    other = larger("B", "2021-04-01", production="no")
    entry = entry_of(explained([pending, other], "R2", other), "A")
    assert entry.reasons[0].code == "pending_production"
    assert entry.would_change
    assert entry.would_change_text == "如认定为非生产安全事故，为第 2 起，条件成立"


def test_missing_people_are_said_to_be_able_to_change_the_conclusion() -> None:
    two = [larger("A", "2021-03-01", production="no"), larger("B", "2021-04-01", production="no")]
    perhaps = accident("C", "2021-06-09", production="no", deaths=2, missing=1, level_if_missing_dead="larger")
    (card,) = [p for p in in_2021([*two, perhaps]) if p.rule == "R2"]
    assert near(card, "C").reason_text == "死亡 2 人、失踪 1 人，未达较大"
    assert near(card, "C").would_change_text == "失踪者如认定死亡，为第 3 起"


def test_not_liable_leaves_the_accident_out_for_that_recipient_only() -> None:
    spared = NotLiable("430922", "益政函〔2021〕3号", dt.date(2021, 6, 1))
    proposals = in_2021(
        [larger("A", "2021-03-01", not_liable=(spared,)), larger("B", "2021-04-01")],
    )
    counts = rules_of(proposals)
    assert (counts["R4a"], counts["R4b"], counts["R4c"], counts["R4d"]) == (2, 2, 1, 2)
    assert (counts["R5a"], counts["R5b"], counts["R5c"]) == (0, 1, 1)
    both = [larger("A", "2021-03-01", not_liable=(spared,)), larger("B", "2021-04-01")]
    assert (
        entry_of(explained(both, "R5a", both[1]), "A").reason_text
        == "调查认定桃江县人民政府无责任（益政函〔2021〕3号）"
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"department": None}, "没有登记主管部门"),
        ({"department": None, "no_department": True}, "登记为无主管部门"),
        (
            {"department": Department("4309-housing", "益阳市住房和城乡建设局", is_county_department=False)},
            "登记的主管部门“益阳市住房和城乡建设局”不是事发区县的主管部门",
        ),
    ],
)
def test_without_a_county_department_the_proposal_is_unresolved_not_silent(
    changes: dict[str, Any], reason: str
) -> None:
    proposals = in_2021([accident("A", "2021-03-01", **changes)])
    (unresolved,) = [p for p in proposals if p.rule == "R3b"]
    assert (unresolved.recipient.code, unresolved.recipient.name, unresolved.resolved) == (
        None,
        "主管部门未明确",
        False,
    )
    assert unresolved.recipient.reason_text == reason
    assert reason in unresolved.explanation.text
    (resolved,) = [p for p in proposals if p.rule == "R3a"]
    assert resolved.resolved


def test_a_threshold_above_one_names_accidents_instead_of_proposing() -> None:
    accidents = [larger("A", "2021-03-01", department=None), larger("B", "2021-04-01", department=None)]
    assert rules_of(in_2021(accidents))["R5b"] == 0
    assert not charged_to(accidents[0], YIYANG.rule("R5b").recipient).resolved
    explanation = explained(accidents, "R5b", accidents[0])
    assert {item.code: item.reasons[0].code for item in explanation.nearly_counted} == {
        "A": "department_missing",
        "B": "department_missing",
    }


def test_accidents_without_department_are_named_beside_those_with_one() -> None:
    accidents = [larger("A", "2021-03-01"), larger("B", "2021-04-01"), larger("C", "2021-05-01", department=None)]
    (veto,) = [p for p in in_2021(accidents) if p.rule == "R5b"]
    assert veto.basis == ("A", "B")
    assert near(veto, "C").would_change_text == "主管部门如明确为本单位，为第 3 起"


def test_a_missing_township_leaves_the_township_rows_unresolved() -> None:
    (notice,) = [p for p in in_2021([accident("A", "2021-03-01", township=None)]) if p.rule == "R3a"]
    assert (notice.recipient.name, notice.resolved) == ("属地乡镇未明确", False)


def test_accidents_of_another_city_are_not_evaluated() -> None:
    elsewhere = replace(accident("A", "2021-03-01"), county=replace(COUNTIES["桃江"], code="430721"))
    assert in_2021([elsewhere]) == []


def test_last_minute_of_the_year_counts_and_the_first_of_the_next_does_not() -> None:
    proposals = in_2021([accident("A", "2021-12-31 23:59"), accident("B", "2022-01-01 00:00")])
    assert {p.trigger for p in proposals} == {"A"}


def test_yiyang_is_dated_by_occurrence_and_hunan_by_the_counted_day() -> None:
    moved = [
        larger("A", "2021-11-30 23:59"),
        larger("B", "2020-12-01 00:00"),
        larger("C", "2021-12-20", counted_on=dt.date(2021, 11, 30)),
    ]
    by_counted = evaluate(moved, HUNAN, appraisal_year(2021))
    assert rules_of(by_counted) == {"H1": 1, "H2": 1}
    assert by_counted[0].basis == ("B", "A", "C")
    by_occurred = evaluate(moved, YIYANG, appraisal_year(2021))
    assert [p.basis for p in by_occurred if p.rule == "R5a"] == [("B", "A")]


def test_hunan_h3_and_h4() -> None:
    major = larger("A", "2021-03-01", level="major", deaths=10)
    concealed = larger("B", "2021-03-02", "安化", findings=frozenset({"concealed"}))
    late_only = larger("C", "2021-03-03", "南县", findings=frozenset({"late"}))
    proposals = evaluate([major, concealed, late_only], HUNAN, appraisal_year(2021))
    assert [(p.rule, p.recipient.code) for p in proposals] == [("H3", "430922"), ("H4", "430923")]


def test_any_period_is_one_window() -> None:
    two_years = Window(dt.date(2020, 1, 1), dt.date(2021, 12, 31))
    proposals = evaluate([larger("A", "2020-03-01"), larger("B", "2021-04-01")], YIYANG, two_years)
    assert rules_of(proposals)["R5a"] == 1


def test_order_of_proposals_is_rule_then_recipient_then_trigger() -> None:
    proposals = evaluate(year_2020(), YIYANG, calendar_year(2020))
    assert [p.order for p in proposals] == sorted(p.order for p in proposals)


def test_the_same_accident_twice_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="twice"):
        in_2021([accident("A", "2021-03-01"), accident("A", "2021-03-01")])


def test_same_time_is_ordered_by_code_point_of_the_code() -> None:
    (veto,) = [p for p in in_2021([larger("b", "2021-03-01"), larger("B", "2021-03-01")]) if p.rule == "R5a"]
    assert veto.basis == ("B", "b")


def test_sentences_say_what_happened_what_the_threshold_is_and_what_follows() -> None:
    proposals = evaluate(year_2020(), YIYANG, calendar_year(2020))
    (card,) = [p for p in proposals if p.rule == "R2" and p.recipient.code == "430922"]
    assert card.explanation.text == (
        "2020年计入较大及以上非生产安全事故 2 起（桃江“1·14”、桃江“8·16”），达到门槛 2 起，"
        "拟对桃江县人民政府给予黄牌警告。"
    )
    (notice,) = [p for p in proposals if p.rule == "R1a" and p.trigger == "L1"]
    assert notice.explanation.text == (
        "桃江“1·14”（较大，非生产，死亡 3 人）属于“较大及以上非生产安全事故”，拟通报桃江1镇人民政府。"
    )
    (province,) = [p for p in proposals if p.rule == "P1c" and p.trigger == "L1"]
    assert province.explanation.text.endswith("预计由省在全省通报桃江1镇人民政府，以省里公文为准。")


def test_counted_entries_carry_revision_and_fingerprint() -> None:
    one = accident("A", "2021-03-01")
    (notice,) = [p for p in in_2021([one]) if p.rule == "R3a"]
    (item,) = notice.explanation.counted
    assert (item.revision, notice.revisions) == ("A-r1", ("A-r1",))
    same = next(p for p in in_2021([replace(one, revision="A-r2", deaths=2)]) if p.rule == "R3a")
    assert same.explanation.counted[0].fingerprint == item.fingerprint
    moved = next(p for p in in_2021([replace(one, department=department("桃江", "traffic"))]) if p.rule == "R3a")
    assert moved.explanation.counted[0].fingerprint != item.fingerprint


@pytest.mark.parametrize(
    ("newer", "older", "expected"),
    [
        (Measure.YELLOW_CARD, Measure.NOTICE, True),
        (Measure.INTERVIEW, Measure.NOTICE, True),
        (Measure.NOTICE, Measure.YELLOW_CARD, False),
        (Measure.VETO, Measure.YELLOW_CARD, False),
        (Measure.NOTICE, Measure.NOTICE, False),
    ],
)
def test_superseding(newer: Measure, older: Measure, expected: bool) -> None:
    assert supersedes(newer, older) is expected


def test_township_government_of_the_place_is_charged() -> None:
    (notice,) = [p for p in in_2021([accident("A", "2021-03-01", township_number=4)]) if p.rule == "R3a"]
    assert notice.recipient.code == township("桃江", 4).code
