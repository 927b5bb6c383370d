"""领导驾驶舱 on the demonstration data: every number equals the list it links to, for the city and for a county."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from accidents.models import COUNTED, Accident
from foundation.accounts.models import User
from tests.support.long_form import one_in

pytestmark = pytest.mark.usefixtures("demo")


def at_desk(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def listed(client: Client, url: str) -> list[Any]:
    """All rows of a list, over all its pages."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    assert answer.context["form"].is_valid(), answer.context["form"].errors
    return list(answer.context["page"].paginator.object_list)


def count(client: Client, url: str) -> int:
    return len(listed(client, url))


WAYS = [
    ("leader", "?year=2020"),
    ("leader", "?as_of=2020-12-20"),
    ("leader", ""),
    ("leader", "?year=2020&period=appraisal"),
    ("county_taojiang", "?year=2020"),
    ("county_taojiang", "?as_of=2020-12-20T18:00&sort=loss"),
]


@pytest.mark.parametrize(("username", "query"), WAYS)
def test_the_strip_equals_its_lists(username, query):
    client = at_desk(username)
    figures = client.get(f"/leader/{query}").context["figures"]
    accidents, deaths, loss, larger, outside = figures
    rows = listed(client, accidents.url)
    assert accidents.value == len(rows)
    assert deaths.value == sum(row.counted_deaths for row in rows)
    assert loss.value == sum((row.direct_loss for row in rows), Decimal(0))
    assert {row.production for row in rows} == {"yes"}
    for figure in (accidents, deaths, loss):
        before = listed(client, figure.base_url)
        assert accidents.base == len(before)
    assert deaths.base == sum(row.counted_deaths for row in before)
    assert loss.base == sum((row.direct_loss for row in before), Decimal(0))
    assert larger.value == count(client, larger.url)
    assert outside.value == count(client, outside.url)


@pytest.mark.parametrize(
    ("username", "query"), one_in(2, [("leader", "?as_of=2020-12-20"), ("county_taojiang", "?year=2020")])
)
def test_every_line_and_every_month_equals_its_list(username, query):
    client = at_desk(username)
    context = client.get(f"/leader/{query}").context
    for row in context["rows"]:
        rows = listed(client, row.accidents_url)
        assert (row.accidents, row.deaths) == (len(rows), sum(one.counted_deaths for one in rows)), row.name
        assert row.loss == sum((one.direct_loss for one in rows), Decimal(0))
        assert row.base == count(client, row.base_url)
        assert row.larger == count(client, row.larger_url)
    for month in context["months"]["rows"]:
        assert month.base == count(client, month.base_url)
        if month.url:
            assert month.value == count(client, month.url)
    assert sum(row.accidents for row in context["rows"]) == context["figures"][0].value
    assert sum(month.value or 0 for month in context["months"]["rows"]) == context["figures"][0].value


def test_the_figures_of_2020():
    page = at_desk("leader").get("/leader/?year=2020")
    values = [figure.value for figure in page.context["figures"]]
    assert values == [124, 131, Decimal("5847.00"), 0, 7]
    text = page.content.decode()
    assert "全年目标实现" in text
    assert "生产安全事故，2020年1月1日至12月31日，与2019年同期比，含<a href=" in text
    assert "补录 7 起</a>。" in text
    for words in ("13.3%", "14.9%", "20.2%", "涉 4 县"):
        assert words in text


def test_a_year_is_judged_when_it_is_over_and_until_then_as_of_a_day():
    client = at_desk("leader")
    assert client.get("/leader/?year=2020&as_of=2020-12-31").context["target_words"] == "全年目标实现"
    assert client.get("/leader/?as_of=2020-12-31T18:00").context["target_words"] == "截至12月31日达到目标"
    assert client.get("/leader/?as_of=2020-12-20").context["target_words"] == "截至12月20日达到目标"
    assert client.get("/leader/").context["target_words"].startswith("截至11月20日")


def test_the_year_2020_is_complete_on_its_last_day():
    figures = at_desk("leader").get("/leader/?year=2020&as_of=2020-12-31").context["figures"]
    assert [figure.value for figure in figures] == [124, 131, Decimal("5847.00"), 0, 7]


def test_a_county_that_misses_the_target_is_told_in_what():
    for row in at_desk("leader").get("/leader/").context["rows"]:
        assert bool(row.missed) is not row.is_achieved
        assert ("起数" in row.missed or "三项" in row.missed) is (row.accidents >= row.base > 0)


def test_as_of_a_day_shows_what_was_known_and_says_so():
    page = at_desk("leader").get("/leader/?as_of=2020-12-20")
    known = Accident.objects.filter(
        occurred_at__lt="2020-12-21T00:00+08:00",
        occurred_at__gte="2020-01-01T00:00+08:00",
        registered_at__lt="2020-12-21T00:00+08:00",
        production="yes",
        status__in=COUNTED,
    )
    assert page.context["figures"][0].value == known.count() < 124
    assert "历史时点" in page.content.decode()
    assert all("as_of=2020-12-20T23" in figure.url for figure in page.context["figures"])


@pytest.mark.parametrize(("username", "query"), WAYS)
def test_accidents_of_undetermined_nature_open_into_their_list(username, query):
    client = at_desk(username)
    pending = client.get(f"/leader/{query}").context["pending"]
    assert pending is None or pending["count"] == count(client, pending["url"])


@pytest.mark.parametrize(("username", "query"), [("leader", "?year=2020"), ("leader", "?as_of=2020-12-20"), WAYS[-1]])
def test_late_entries_open_into_their_list(username, query):
    client = at_desk(username)
    page = client.get(f"/leader/{query}")
    told = page.context["backfilled"]
    if told is None:
        assert "补录" not in page.content.decode()
        return
    rows = listed(client, told["url"])
    assert told["count"] == len(rows)
    assert all(getattr(row, "accident", row).is_backfill and row.production == "yes" for row in rows)
    assert "录入：补录" in client.get(told["url"]).content.decode()


def test_without_a_base_the_page_says_so_and_writes_no_percentage():
    page = at_desk("leader").get("/leader/?year=2019")
    text = page.content.decode()
    assert page.context["figures"][0].value == 143
    assert "去年同期无" in text
    assert "100.0%" not in text


def test_a_year_without_any_record_before_it_is_not_judged():
    page = at_desk("leader").get("/leader/?year=2019")
    assert page.context["target_words"] == "去年同期无，不作判定"
    assert [line.is_met for line in page.context["target_lines"]] == [None, None, None, True]
    assert {(row.base, row.change.words, row.missed) for row in page.context["rows"]} == {(None, "—", "—")}
    assert page.context["months"]["words"] == "没有2018年的数据，各月不与去年比较。"
    text = page.content.decode()
    assert "比去年同期多" not in text
    assert "未降" not in text


def test_an_appraisal_year_runs_from_december_to_november():
    context = at_desk("leader").get("/leader/?year=2020&period=appraisal").context
    assert "考核年度2019年12月1日至2020年11月30日" in context["scope_words"]
    assert context["months"]["rows"][0].name == "12月"
    assert context["figures"][4].value == 6


def test_the_simulation_of_2020_names_three_counties_and_a_near_one():
    overview = at_desk("leader").get("/leader/?year=2020").context["overview"]
    assert overview.is_simulation
    held = [row.name for row in overview.rows if row.measure]
    assert sorted(held) == ["桃江县", "沅江市", "资阳区"]
    near = [row for row in overview.rows if not row.measure]
    assert [row.name for row in near] == ["安化县"]
    for row in overview.rows:
        page = at_desk("leader").get(row.url)
        assert page.status_code == 200
        if row.measure:
            assert (page.context["page"].query.recipient.name, page.context["decision"]) == (
                f"{row.name}人民政府",
                None,
            )
            assert len(page.context["page"].counted) == 2
    assert near[0].words == "再发生 1 起较大非生产 → 黄牌警告"
    assert count(at_desk("leader"), near[0].url) == 1
    assert urlsplit(overview.simulation_url).path == "/decisions/replay/"


def test_the_running_year_shows_decisions_not_a_simulation():
    client = at_desk("leader")
    overview = client.get("/leader/").context["overview"]
    assert not overview.is_simulation
    in_force = [row for row in overview.rows if row.state == "in_force"]
    assert [(row.name, row.measure) for row in in_force] == [("沅江市", "yellow_card")]
    assert client.get(in_force[0].url).status_code == 200


def test_what_waits_for_signature_is_linked_for_the_leader_only():
    leader = at_desk("leader")
    context = leader.get("/leader/").context
    assert [document.status for document in context["letters"]] == ["in_review"]
    page = leader.get("/leader/").content.decode()
    assert f'href="/documents/{context["letters"][0].pk}/"' in page
    assert count(leader, "/documents/?status=to_sign") == len(context["letters"])
    assert leader.get("/leader/?year=2020").context["letters"] == []
    assert at_desk("county_taojiang").get("/leader/").context["letters"] is None


def test_a_county_sees_itself_and_nothing_else():
    page = at_desk("county_taojiang").get("/leader/?year=2020")
    context = page.context
    assert context["is_one_county"]
    assert "区域分布" not in page.content.decode()
    assert context["figures"][0].value == 20
    shown = set(re.findall(r"county=(\d+)", page.content.decode()))
    assert shown <= {"430922"}
    towns = set(re.findall(r"township=(\d+)", page.content.decode()))
    assert towns
    assert all(code.startswith("430922") for code in towns)
    assert [row.name for row in context["overview"].rows] == ["桃江县"]
    assert context["overview"].simulation_url == ""


@pytest.mark.parametrize("username", ["town_majitang", "dept_taojiang_housing", "sysadmin", "secadmin"])
def test_who_may_not_assess_is_refused(username):
    client = at_desk(username)
    assert client.get("/leader/").status_code == 403
    assert client.get("/leader/months.csv").status_code == 403
    assert "/leader/" not in client.get("/").content.decode()


def test_a_stranger_is_sent_to_the_login():
    answer = Client().get("/leader/")
    assert answer.status_code == 302
    assert answer.url.startswith("/login/")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?year=20x0", "年份写成了“20x0”"),
        ("?as_of=2020-13-01", "应为 2020-12-20"),
        ("?as_of=2031-01-01", "不能晚于今天"),
    ],
)
def test_what_cannot_be_read_is_told_and_today_is_shown(query, words):
    answer = at_desk("leader").get(f"/leader/{query}")
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert answer.context["question"].period.year == 2026


def test_the_order_of_counties_follows_the_choice():
    client = at_desk("leader")
    for sort, key in (("accidents", "accidents"), ("deaths", "deaths"), ("loss", "loss")):
        numbers = [getattr(row, key) for row in client.get(f"/leader/?year=2020&sort={sort}").context["rows"]]
        assert numbers == sorted(numbers, reverse=True)


def test_links_of_the_page_keep_what_was_asked():
    context = at_desk("leader").get("/leader/?year=2020&as_of=2021-03-01&sort=deaths").context
    _, appraisal, _ = context["kinds"][1]
    asked = parse_qs(urlsplit(appraisal).query)
    assert asked == {"year": ["2020"], "as_of": ["2021-03-01"], "sort": ["deaths"], "period": ["appraisal"]}


def test_tables_are_downloaded_with_the_page_numbers():
    client = at_desk("leader")
    text = b"".join(client.get("/leader/months.csv?year=2020").streaming_content).decode("utf-8-sig")
    lines = text.split("\r\n")
    assert lines[0] == "月份,2020年起数,2019年起数"
    assert lines[1] == "1月,8,13"
    places = b"".join(client.get("/leader/places.csv?year=2020").streaming_content).decode("utf-8-sig")
    assert "赫山区,24,28,25,1186.00,0" in places
    larger = b"".join(client.get("/leader/larger.csv?year=2020").streaming_content).decode("utf-8-sig")
    assert larger.count("较大非生产安全事故") == 7
    assert client.get("/leader/unknown.csv").status_code == 404


@pytest.mark.parametrize(("username", "query"), [("leader", "?year=2020"), ("leader", ""), ("county_taojiang", "")])
def test_the_page_asks_few_questions_of_the_database(username, query, django_assert_max_num_queries):
    client = at_desk(username)
    client.get(f"/leader/{query}")
    with django_assert_max_num_queries(32):
        client.get(f"/leader/{query}")


def test_demonstration_data_is_said_on_the_page():
    assert "演示数据：" in at_desk("leader").get("/leader/").content.decode()
