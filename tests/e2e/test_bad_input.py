"""Mistakes of a clerk, and faults of the network, the clock or a colleague: nothing typed is lost."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import acts
from tests.e2e.acts import ORDINARY, Typed
from tests.e2e.office import PC, PHONE, Office
from tests.support.long_form import one_in

pytestmark = pytest.mark.browser
WRONG = [
    ("死亡", "三个", "死亡"),
    ("死亡", "-1", "死亡"),
    ("死亡", "1.5", "死亡"),
    ("直接经济损失", "1,20", "“120”还是“1,200”"),
    ("直接经济损失", "很多", "损失"),
    ("发生时间", "2026-02-30 08:00", "时间"),
    ("发生时间", "昨天下午", "时间"),
    ("详细地点", "", "地点"),
]


@pytest.fixture
def clerk(office: Office, browser: Browser):
    with office.at_desk(browser, "county_taojiang") as page:
        yield page


def unique(words: str) -> Typed:
    return dataclasses.replace(ORDINARY, location=f"马迹塘镇{words}{acts.now():%H%M%S%f}")


def stored(office: Office, location: str) -> list[tuple[str, str]]:
    """Return status and code of the stored accident at this place."""
    return office.portal.rows(f"select status, code from accidents_accident where location = '{location}' order by id")


@pytest.mark.parametrize(("label", "value", "words"), one_in(2, WRONG))
def test_wrong_value_is_answered_beside_its_field(
    office: Office, clerk: Page, label: str, value: str, words: str
) -> None:
    facts = unique("错填")
    clerk.goto("/accidents/new/")
    acts.fill_register(clerk, facts)
    acts.field(clerk, label).fill(value)
    clerk.get_by_role("button", name="提交上报").click()

    expect(clerk.locator(".summary")).to_be_focused()
    bad = clerk.locator(".field-bad").filter(has=acts.field(clerk, label))
    expect(bad.locator(".field-error")).to_contain_text(words)
    expect(acts.field(clerk, label)).to_have_value(value)
    for name, kept in [("单位名称", facts.enterprise), ("简要经过", facts.summary)]:
        expect(acts.field(clerk, name)).to_have_value(kept)
    expect(clerk.get_by_role("radio", name="是", exact=True)).to_be_checked()
    link = clerk.locator(".summary a").first
    link.click()
    assert clerk.evaluate("document.activeElement.closest('.field-bad') !== null")
    assert stored(office, facts.location) == []


def test_accident_in_the_future_is_refused(office: Office, clerk: Page) -> None:
    facts = unique("将来")
    clerk.goto("/accidents/new/")
    acts.fill_register(clerk, facts)
    acts.field(clerk, "发生时间").fill(acts.typed(acts.now() + dt.timedelta(hours=3)))
    clerk.get_by_role("button", name="提交上报").click()
    bad = clerk.locator(".field-bad").filter(has=acts.field(clerk, "发生时间"))
    expect(bad.locator(".field-error")).to_contain_text("发生时间在将来")
    assert [status for status, _ in stored(office, facts.location) if status != "draft"] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("township", "430923100"), ("supervising_department", "430923-housing"), ("village", "430923100001")],
)
def test_place_or_unit_of_another_county_is_refused(office: Office, name: str, value: str) -> None:
    """No list offers it; it is posted by hand."""
    facts = unique("外县")
    caller = office.caller("county_taojiang")
    caller.get("/accidents/new/")
    data = {
        "occurred_at": facts.occurred_at, "known_at": facts.known_at, "township": "430922115",
        "location": facts.location, "sector": "construction", "production": "yes", "deaths": "1",
        "direct_loss": "5", "supervising_department": "430922-housing", "do": "submit", name: value,
    }  # fmt: skip
    answer = caller.post("/accidents/new/", data)
    assert answer.status == 422
    assert "field-bad" in answer.text
    assert stored(office, facts.location) == []


def test_what_can_be_read_in_one_way_is_read(office: Office, clerk: Page) -> None:
    facts = dataclasses.replace(unique("全角"), deaths="１", loss="１，２００．５０", injured=" ２ ")
    acts.register(clerk, facts)
    row = office.portal.rows(
        f"select deaths, serious_injuries, direct_loss from accidents_accident where location = '{facts.location}'"
    )
    assert [(deaths, injured, str(loss)) for deaths, injured, loss in row] == [(1, 2, "1200.50")]


def test_back_from_the_confirm_page_keeps_everything_and_saves_one_draft(office: Office, clerk: Page) -> None:
    facts = unique("后退")
    clerk.goto("/accidents/new/")
    acts.fill_register(clerk, facts)
    clerk.get_by_role("button", name="提交上报").click()
    expect(clerk.get_by_text("将发生什么")).to_be_visible()
    clerk.get_by_role("link", name="返回修改").click()
    expect(acts.field(clerk, "详细地点")).to_have_value(facts.location)
    acts.field(clerk, "轻伤").fill("4")
    clerk.get_by_role("button", name="提交上报").click()
    expect(clerk.get_by_text("将发生什么")).to_be_visible()
    clerk.go_back()
    clerk.go_back()
    clerk.go_forward()
    clerk.go_forward()
    acts.confirm(clerk, "确认上报")
    rows = stored(office, facts.location)
    assert [status for status, _ in rows] == ["submitted"]
    assert office.portal.rows(
        f"select minor_injuries, revision_number from accidents_accident where code = '{rows[0][1]}'"
    ) == [(4, 1)]


def test_sending_the_form_again_after_browser_back_makes_no_second_accident(office: Office, clerk: Page) -> None:
    facts = unique("重发")
    clerk.goto("/accidents/new/")
    acts.fill_register(clerk, facts)
    clerk.get_by_role("button", name="提交上报").click()
    acts.confirm(clerk, "确认上报")
    clerk.go_back()
    clerk.go_back()
    clerk.get_by_role("button", name=re.compile("提交上报|确认上报")).first.click()
    clerk.wait_for_load_state()
    assert [status for status, _ in stored(office, facts.location)] == ["submitted"]


def test_double_click_registers_once(office: Office, clerk: Page) -> None:
    facts = unique("双击")
    clerk.goto("/accidents/new/")
    acts.fill_register(clerk, facts)
    clerk.get_by_role("button", name="提交上报").dblclick()
    expect(clerk.get_by_text("将发生什么")).to_be_visible()
    clerk.get_by_role("button", name="确认上报", exact=True).dblclick()
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("桃江")
    rows = stored(office, facts.location)
    assert [status for status, _ in rows] == ["submitted"]
    numbers = office.portal.rows(f"select count(*) from accidents_accidentrevision where location = '{facts.location}'")
    assert numbers == [(1,)]


def test_after_the_session_has_ended_nothing_typed_is_lost(office: Office, browser: Browser) -> None:
    """Ended by the security administrator or by time; the clerk sends the form, logs in, and continues."""
    facts = unique("会话")
    with office.at_desk(browser, "county_taojiang", PC, fresh=True) as page:
        page.goto("/accidents/new/")
        acts.fill_register(page, facts)
        page.wait_for_timeout(300)
        page.context.clear_cookies(name="yiyang_session")
        page.get_by_role("button", name="提交上报").click()
        page.get_by_label("用户名").wait_for()
        office.log_in(page, "county_taojiang")
        assert "/accidents/" in page.url
        expect(acts.field(page, "详细地点")).to_have_value(facts.location)
        expect(acts.field(page, "简要经过")).to_have_value(facts.summary)
        expect(acts.field(page, "死亡")).to_have_value(facts.deaths)
        expect(page.locator("main")).to_contain_text("还没有提交，请核对后再办")
        page.get_by_role("button", name="提交上报").click()
        acts.confirm(page, "确认上报")
        assert [status for status, _ in stored(office, facts.location)] == ["submitted"]


def test_form_that_saves_itself_says_when_the_session_has_ended(office: Office, browser: Browser) -> None:
    with office.at_desk(browser, "county_taojiang", PC, fresh=True) as page:
        page.goto("/accidents/new/")
        page.context.clear_cookies(name="yiyang_session")
        acts.field(page, "死亡").fill("2")
        expect(page.get_by_text("登录已过期。您填的还在本页")).to_be_visible()
        expect(page.get_by_label("用户名")).to_have_count(0)
        expect(acts.field(page, "死亡")).to_have_value("2")


def test_second_person_on_the_same_draft_is_warned_and_loses_nothing(office: Office, browser: Browser) -> None:
    """A township's quick report waits at the county; both have it open."""
    place = f"马迹塘镇两人{acts.now():%H%M%S%f}"
    with (
        office.at_desk(browser, "town_majitang", PHONE) as town,
        office.at_desk(browser, "county_taojiang") as county,
    ):
        town.goto("/accidents/quick/")
        acts.field(town, "发生时间").fill(ORDINARY.occurred_at)
        acts.field(town, "地点").fill(place)
        town.get_by_text("建筑", exact=True).click()
        acts.field(town, "死亡").fill("1")
        town.get_by_role("button", name="报县应急管理局").click()
        expect(town.locator("main")).to_contain_text("快报已报桃江县应急管理局")
        (_, code), *more = stored(office, place)
        assert not more
        for page in (town, county):
            page.goto(f"/accidents/{code}/edit/")
        acts.field(town, "受伤").fill("2")
        town.get_by_role("button", name="报县应急管理局").click()
        expect(town.locator("main")).to_contain_text("快报已报")
        acts.field(county, "受伤").fill("9")
        county.get_by_role("button", name="存草稿").click()
        expect(county.locator("main")).to_contain_text("马迹塘镇应急办")
        expect(county.locator("main")).to_contain_text("您填的还在")
        expect(acts.field(county, "受伤")).to_have_value("9")
        row = office.portal.rows(f"select minor_injuries from accidents_accident where location = '{place}'")
        assert row == [(2,)]


def test_second_officer_cannot_verify_what_has_changed(office: Office, browser: Browser) -> None:
    facts = unique("核实前变动")
    with office.at_desk(browser, "county_taojiang") as page:
        code = acts.register(page, facts)
        with office.at_desk(browser, "officer") as officer:
            officer.goto(f"/accidents/{code}/verify/")
            expect(officer.get_by_text("将发生什么")).to_be_visible()
            page.goto(f"/accidents/{code}/report/?kind=follow_up")
            acts.field(page, "重伤").fill("5")
            page.get_by_role("button", name="下一步：核对改动").click()
            expect(page.locator("main")).to_contain_text("重伤人数：1 → 5")
            acts.confirm(page, "确认提交续报")
            officer.get_by_role("button", name="确认核实").click()
            expect(officer.locator(".summary")).to_contain_text("重伤")
    assert stored(office, facts.location)[0][0] == "submitted"
