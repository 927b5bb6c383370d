"""The 三降一不 report on the demonstration data: the speech's percentages, as of a moment, and for one's own county."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accidents.models import Accident
from assessment.target_report import as_json, target_report
from foundation.accounts.models import User
from foundation.common.clock import SHANGHAI

pytestmark = pytest.mark.usefixtures("demo")
BEFORE_THE_BACKFILL = dt.datetime(2020, 12, 20, 18, tzinfo=SHANGHAI)


def reported(*arguments: str) -> dict:
    out, told = StringIO(), StringIO()
    call_command("target_report", "--year=2020", "--format=json", *arguments, stdout=out, stderr=told)
    return json.loads(out.getvalue())


def test_the_year_2020_is_reported_as_interfaces_say():
    report = reported()
    assert (report["year"], report["as_of"], report["achieved"]) == (2020, None, True)
    assert report["indicators"] == {
        "accidents": {"value": 124, "base": 143, "change_pct": -13.3, "decreased": True},
        "deaths": {"value": 131, "base": 154, "change_pct": -14.9, "decreased": True},
        "direct_loss": {"value": "5847.00", "base": "7327.00", "change_pct": -20.2, "decreased": True},
        "larger_production_accidents": {"value": 0, "met": True},
    }
    assert [county["code"] for county in report["counties"]] == sorted(county["code"] for county in report["counties"])
    assert len(report["counties"]) == 8


def test_the_counties_add_up_to_the_city():
    report = reported()
    for name in ("accidents", "deaths"):
        for part in ("value", "base"):
            whole = sum(county["indicators"][name][part] for county in report["counties"])
            assert whole == report["indicators"][name][part]


def test_as_of_20_december_the_backfill_was_not_known():
    report = reported("--as-of=2020-12-20T18:00")
    known = Accident.objects.filter(
        registered_at__lte=BEFORE_THE_BACKFILL, occurred_at__year=2020, production="yes"
    ).count()
    late = Accident.objects.filter(
        occurred_at__lte=BEFORE_THE_BACKFILL,
        registered_at__gt=dt.datetime(2020, 12, 22, tzinfo=SHANGHAI),
        occurred_at__year=2020,
    )
    assert late.count() == 7
    assert report["as_of"] == "2020-12-20T18:00:00+08:00"
    assert report["indicators"]["accidents"]["value"] == known < 124 - 7 + 1
    assert report["indicators"]["accidents"]["base"] == 143


def test_a_bare_day_is_known_to_its_end():
    assert reported("--as-of=2020-12-31")["indicators"] == reported()["indicators"]
    assert reported("--as-of=2021-02-01")["indicators"] == reported()["indicators"]


@pytest.mark.parametrize("wanted", ["pdf", "docx", "xlsx"])
def test_formats_that_are_not_there_are_refused_in_chinese(wanted):
    with pytest.raises(CommandError, match="还没有做，现在可用：json"):
        call_command("target_report", "--year=2020", f"--format={wanted}")


def test_an_unreadable_moment_is_refused():
    with pytest.raises(CommandError, match="应为 2020-12-20"):
        reported("--as-of=gestern")


def test_the_file_gets_the_json_and_standard_output_nothing(tmp_path):
    out = StringIO()
    call_command("target_report", "--year=2020", f"--out={tmp_path / 'r.json'}", stdout=out, stderr=StringIO())
    assert out.getvalue() == ""
    assert json.loads((tmp_path / "r.json").read_text())["achieved"] is True


def test_the_running_year_is_compared_with_the_same_days():
    report = as_json(target_report(year=2026))
    assert report["period"] == {"from": "2026-01-01", "to": "2026-11-20"}
    base = Accident.objects.filter(
        production="yes",
        occurred_at__gte=dt.datetime(2025, 1, 1, tzinfo=SHANGHAI),
        occurred_at__lt=dt.datetime(2025, 11, 21, tzinfo=SHANGHAI),
    )
    assert report["indicators"]["accidents"]["base"] == base.count()


def api(username: str, demo, path: str):
    token = next(row["api_token"] for row in demo.accounts if row["username"] == username)
    return Client(headers={"authorization": f"Token {token}"}).get(path)


def test_the_api_gives_the_leader_the_city(demo):
    answer = api("leader", demo, "/api/v1/targets/2020/")
    assert answer.status_code == 200
    assert answer.json() == reported()


def test_the_api_gives_a_county_itself_only(demo):
    answer = api("county_taojiang", demo, "/api/v1/targets/2020/").json()
    assert [county["code"] for county in answer["counties"]] == ["430922"]
    assert answer["indicators"] == answer["counties"][0]["indicators"]
    assert answer["indicators"]["accidents"]["value"] == 20


@pytest.mark.parametrize("username", ["town_majitang", "dept_taojiang_housing", "sysadmin", "secadmin"])
def test_who_may_not_assess_gets_nothing(demo, username):
    answer = api(username, demo, "/api/v1/targets/2020/")
    assert answer.status_code == 403
    assert answer.json()["code"] == "not_permitted"
    user = User.objects.get(username=username)
    assert target_report(year=2020, user=user).counties == ()


def test_the_api_refuses_what_it_cannot_read(demo):
    assert api("leader", demo, "/api/v1/targets/2020/?as_of=x").json()["fields"]["as_of"]
    assert api("leader", demo, "/api/v1/targets/1200/").status_code == 422
    assert Client().get("/api/v1/targets/2020/").status_code in (401, 403)
