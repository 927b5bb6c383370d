"""What must hold for any facts: the properties issue 2 and readings.md ask for."""

import datetime as dt
import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from accountability.rules.evaluation import evaluate
from accountability.rules.facts import AccidentFacts
from accountability.rules.windows import calendar_year
from foundation.common.clock import SHANGHAI
from tests.accountability.rules.facts_factory import (
    COUNTIES,
    department,
    rule_set,
    township,
)

RULE_SETS = [rule_set("yiyang-2021"), rule_set("hunan-2017")]
YEAR = calendar_year(2021)
COUNTY_NAMES = ["桃江", "沅江"]


@st.composite
def accident_facts(draw: st.DrawFn, code: str) -> AccidentFacts:
    county = draw(st.sampled_from(COUNTY_NAMES))
    day = dt.date(2020, 12, 20) + dt.timedelta(days=draw(st.integers(0, 400)))
    level = draw(st.sampled_from(["ordinary", "larger", "larger", "major"]))
    missing = draw(st.integers(0, 1))
    return AccidentFacts(
        code=code,
        name=f"{county}“{day.month}·{day.day}”",
        occurred_at=dt.datetime.combine(day, dt.time(draw(st.integers(0, 23))), SHANGHAI),
        counted_on=day,
        status=draw(st.sampled_from(["submitted", "verified", "verified", "written_off", "merged", "draft"])),
        production=draw(st.sampled_from(["yes", "no", "pending"])),
        level=level,
        township=draw(st.sampled_from([township(county, 1), township(county, 2), None])),
        county=COUNTIES[county],
        department=draw(st.sampled_from([department(county), department(county, "traffic"), None])),
        deaths={"ordinary": 2, "larger": 3, "major": 10}[level],
        missing=missing,
        level_if_missing_dead="larger" if missing and level == "ordinary" else None,
        findings=draw(st.sampled_from([frozenset(), frozenset({"concealed"})])),
        revision=f"{code}-1",
    )


@st.composite
def registers(draw: st.DrawFn, max_size: int = 12) -> list[AccidentFacts]:
    size = draw(st.integers(0, max_size))
    return [draw(accident_facts(f"A{index:02d}")) for index in range(size)]


def keys(accidents: list[AccidentFacts], index: int) -> set[str]:
    return {proposal.key for proposal in evaluate(accidents, RULE_SETS[index], YEAR)}


@given(registers(), st.randoms(use_true_random=False), st.integers(0, 1))
def test_order_of_input_does_not_matter(accidents: list[AccidentFacts], rng: random.Random, index: int) -> None:
    shuffled = list(accidents)
    rng.shuffle(shuffled)
    assert evaluate(shuffled, RULE_SETS[index], YEAR) == evaluate(accidents, RULE_SETS[index], YEAR)


@given(registers(), st.integers(0, 1))
def test_keys_are_unique_and_the_same_facts_give_the_same_keys(accidents: list[AccidentFacts], index: int) -> None:
    first = [proposal.key for proposal in evaluate(accidents, RULE_SETS[index], YEAR)]
    assert len(first) == len(set(first))
    assert first == [proposal.key for proposal in evaluate(list(accidents), RULE_SETS[index], YEAR)]


@given(registers(), accident_facts("NEW"), st.integers(0, 1))
def test_adding_an_accident_never_removes_a_proposal(
    accidents: list[AccidentFacts], new: AccidentFacts, index: int
) -> None:
    before = {p.key: set(p.basis) for p in evaluate(accidents, RULE_SETS[index], YEAR)}
    after = {p.key: set(p.basis) for p in evaluate([*accidents, new], RULE_SETS[index], YEAR)}
    assert set(before) <= set(after)
    assert all(basis <= after[key] for key, basis in before.items())


@given(registers(), st.integers(0, 1))
def test_split_by_county_and_merged_again_is_the_whole(accidents: list[AccidentFacts], index: int) -> None:
    parts: set[str] = set()
    for name in COUNTY_NAMES:
        part = keys([a for a in accidents if a.county == COUNTIES[name]], index)
        assert not {key for key in part if ":-|" not in key} & parts
        parts |= part
    assert parts == keys(accidents, index)


@given(registers())
def test_pending_matches_only_any(accidents: list[AccidentFacts]) -> None:
    pending = {a.code for a in accidents if a.production == "pending"}
    for proposal in evaluate(accidents, RULE_SETS[0], YEAR):
        if set(proposal.basis) & pending:
            assert RULE_SETS[0].rule(proposal.rule).production == "any"


@given(registers().filter(bool), st.data(), st.integers(0, 1))
def test_writing_off_and_restoring_gives_the_same(
    accidents: list[AccidentFacts], data: st.DataObject, index: int
) -> None:
    position = data.draw(st.integers(0, len(accidents) - 1))
    before = evaluate(accidents, RULE_SETS[index], YEAR)
    code = accidents[position].code
    gone = [replace(a, status="written_off") if a.code == code else a for a in accidents]
    during = evaluate(gone, RULE_SETS[index], YEAR)
    assert all(code not in proposal.basis for proposal in during)
    assert {p.key for p in during} <= {p.key for p in before}
    restored = [replace(g, status=a.status) for g, a in zip(gone, accidents, strict=True)]
    assert evaluate(restored, RULE_SETS[index], YEAR) == before


@given(registers(), st.integers(0, 1))
def test_unresolved_recipients_occur_only_at_threshold_one(accidents: list[AccidentFacts], index: int) -> None:
    for proposal in evaluate(accidents, RULE_SETS[index], YEAR):
        if not proposal.resolved:
            assert RULE_SETS[index].rule(proposal.rule).threshold == 1


@given(registers(), st.integers(0, 1))
def test_each_accident_near_a_recipient_is_counted_or_has_a_reason(accidents: list[AccidentFacts], index: int) -> None:
    for proposal in evaluate(accidents, RULE_SETS[index], YEAR):
        nearly = {entry.code for entry in proposal.explanation.nearly_counted}
        assert not nearly & set(proposal.basis)
        assert all(entry.reasons for entry in proposal.explanation.nearly_counted)
