"""A phone without signal, a page without valid credentials: what was typed stays, and is sent or restored."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e import acts
from tests.e2e.acts import ORDINARY
from tests.e2e.office import PC, PHONE, Office

pytestmark = pytest.mark.browser


def stored(office: Office, location: str) -> list[tuple[str]]:
    return office.portal.rows(f"select status from accidents_accident where location = '{location}'")


def test_quick_report_without_signal_is_sent_when_it_returns(office: Office, browser: Browser) -> None:
    """A township's quick report from the roadside."""
    place = f"马迹塘镇断网{acts.now():%H%M%S%f}"
    with office.at_desk(browser, "town_majitang", PHONE) as town:
        town.goto("/accidents/quick/")
        acts.field(town, "发生时间").fill(ORDINARY.occurred_at)
        acts.field(town, "地点").fill(place)
        town.get_by_text("建筑", exact=True).click()
        acts.field(town, "死亡").fill("1")
        town.context.set_offline(True)
        town.get_by_role("button", name="报县应急管理局").click()
        expect(town.get_by_text("没有信号，还没有发出")).to_be_visible()
        expect(acts.field(town, "地点")).to_have_value(place)
        assert stored(office, place) == []
        town.context.set_offline(False)
        expect(town.locator("main")).to_contain_text("快报已报桃江县应急管理局")
        assert stored(office, place) == [("draft",)]
        town.context.faults.clear()  # type: ignore[attr-defined]  # what the browser says about the lost line


def test_form_waits_for_the_line_and_asks_to_be_sent_again(office: Office, browser: Browser) -> None:
    place = f"马迹塘镇断线{acts.now():%H%M%S%f}"
    with office.at_desk(browser, "county_taojiang") as clerk:
        clerk.goto("/accidents/new/")
        acts.field(clerk, "详细地点").fill(place)
        clerk.context.set_offline(True)
        clerk.get_by_role("button", name="保存草稿").click()
        expect(clerk.get_by_text("连接不上服务器，还没有提交")).to_be_visible()
        clerk.context.set_offline(False)
        expect(clerk.get_by_text("已恢复连接，请再提交一次")).to_be_visible(timeout=20_000)
        clerk.get_by_role("button", name="保存草稿").click()
        expect(clerk.locator("main")).to_contain_text("草稿已保存")
        assert stored(office, place) == [("draft",)]
        clerk.context.faults.clear()  # type: ignore[attr-defined]


def test_page_without_credentials_gives_back_what_was_typed(office: Office, browser: Browser) -> None:
    """After a new login in another tab, the form in this one is refused, but not lost."""
    place = f"马迹塘镇凭据{acts.now():%H%M%S%f}"
    with office.at_desk(browser, "county_taojiang", PC, fresh=True) as clerk:
        clerk.goto("/accidents/new/")
        acts.field(clerk, "详细地点").fill(place)
        clerk.context.clear_cookies(name="csrftoken")
        clerk.get_by_role("button", name="保存草稿").click()
        expect(clerk.get_by_role("heading", level=1)).to_contain_text("页面放得太久")
        clerk.get_by_role("link", name="重新打开，放回所填内容").click()
        expect(clerk.get_by_text("刚才填的内容已放回")).to_be_visible()
        expect(acts.field(clerk, "详细地点")).to_have_value(place)
        clerk.get_by_role("button", name="保存草稿").click()
        expect(clerk.locator("main")).to_contain_text("草稿已保存")
        assert stored(office, place) == [("draft",)]
        clerk.context.faults.clear()  # type: ignore[attr-defined]  # the 403 is meant
