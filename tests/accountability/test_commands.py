"""``evaluate`` and ``reconcile`` as scripts use them."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accountability.models import Decision
from foundation.common import clock
from tests.accountability.rules.facts_factory import moment
from tests.support.accident_register import drain, larger, make_accident

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_evaluate_prints_proposals_as_json_and_stores_nothing(city: None) -> None:
    with clock.at(moment("2020-09-01 09:00")):
        first = larger("2020-01-14", production="no")
        second = larger("2020-08-16", production="no")
    answer = json.loads(
        run("evaluate", "--ruleset", "yiyang-2021", "--from", "2020-01-01", "--to", "2020-12-31", "--format", "json")
    )
    assert answer["ruleset"] == "yiyang-2021"
    assert answer["window"] == {"start": "2020-01-01", "end": "2020-12-31"}
    assert answer["as_of"] is None
    (card,) = [row for row in answer["proposals"] if row["rule"] == "R2"]
    assert set(card) == {
        "rule", "measure", "issuer", "recipient", "basis", "trigger", "resolved", "explanation"
    }  # fmt: skip
    assert card["recipient"] == {"role": "county_government", "code": "430922", "name": "桃江县人民政府"}
    assert (card["basis"], card["trigger"], card["resolved"]) == ([first.code, second.code], None, True)
    assert not Decision.objects.exists()


def test_evaluate_as_of_a_moment_and_in_one_county(city: None) -> None:
    with clock.at(moment("2020-01-20 09:00")):
        larger("2020-01-14", production="no")
    with clock.at(moment("2020-09-01 09:00")):
        larger("2020-08-16", production="no")
    common = ("evaluate", "--ruleset", "yiyang-2021", "--from", "2020-01-01", "--to", "2020-12-31", "--format", "json")
    then = json.loads(run(*common, "--as-of", "2020-02-01T18:00"))
    assert then["as_of"] == "2020-02-01T18:00:00+08:00"
    assert [row["rule"] for row in then["proposals"]].count("R1a") == 1
    assert json.loads(run(*common, "--county", "430923"))["proposals"] == []


def test_evaluate_says_what_is_wrong(city: None) -> None:
    with pytest.raises(CommandError, match="没有规则集"):
        run("evaluate", "--ruleset", "nothing", "--from", "2020-01-01", "--to", "2020-12-31")
    with pytest.raises(CommandError, match="早于"):
        run("evaluate", "--ruleset", "yiyang-2021", "--from", "2020-12-31", "--to", "2020-01-01")
    with pytest.raises(CommandError, match="时点"):
        run("evaluate", "--ruleset", "yiyang-2021", "--from", "2020-01-01", "--to", "2020-12-31", "--as-of", "soon")


def test_evaluate_in_words(march: None) -> None:
    make_accident("2021-03-01")
    out = run("evaluate", "--ruleset", "yiyang-2021", "--from", "2021-01-01", "--to", "2021-12-31")
    assert "R3a\t通报\t桃江县马迹塘镇人民政府\t" in out


def test_reconcile_prints_what_it_did_and_then_zeros(march: None) -> None:
    make_accident("2021-03-01")
    assert json.loads(run("reconcile", "--all", "--format", "json")) == {
        "created": 2,
        "updated": 0,
        "lapsed": 0,
        "flagged": 0,
    }
    assert run("reconcile", "--all") == "created 0 updated 0 lapsed 0 flagged 0\n"
    drain()
