"""Actions of people on the pages, by the words they see."""

from __future__ import annotations

import datetime as dt
import re
import urllib.parse
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> dt.datetime:
    return dt.datetime.now(SHANGHAI)


def typed(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


@dataclass(frozen=True)
class Typed:
    """What a clerk of 桃江县 types; places and units as pinyin initials or words."""

    minutes_ago: int = 50
    township: str = "mjt"
    location: str = "马迹塘镇集镇新区二期工地"
    sector: str = "房屋建筑与市政工程"
    department: str = "住建局"
    production: str = "是"
    deaths: str = "1"
    injured: str = "1"
    loss: str = "96.50"
    enterprise: str = "桃江县资水建筑有限公司"
    summary: str = "工人在三层外架作业时踏空坠落，送医后死亡。"

    @property
    def occurred_at(self) -> str:
        return typed(now() - dt.timedelta(minutes=self.minutes_ago))

    @property
    def known_at(self) -> str:
        return typed(now() - dt.timedelta(minutes=max(self.minutes_ago - 15, 0)))


ORDINARY = Typed()
LARGER = Typed(
    minutes_ago=75, location="马迹塘镇资水大桥引桥施工段", deaths="3", injured="2", loss="420",
    summary="引桥支架坍塌，三名工人被埋，救出后经抢救无效死亡。",
)  # fmt: skip


def field(page: Page, label: str) -> Locator:
    """Return an input by its label, without the word 可空 of optional ones."""
    return page.get_by_label(re.compile(rf"^{re.escape(label)}(可空)?$")).first


def choose(page: Page, label: str, words: str) -> None:
    """Choose an option: in a searchable list by initials or words, in a plain one by words."""
    box = page.get_by_role("combobox", name=re.compile(rf"^{re.escape(label)}(可空)?$"))
    if box.evaluate("element => element.tagName") == "SELECT":
        box.select_option(label=next(text for text in box.locator("option").all_inner_texts() if words in text))
        return
    box.fill(words)
    page.get_by_role("option").filter(visible=True).first.wait_for()
    box.press("Enter")


def fill_register(page: Page, facts: Typed) -> None:
    """Fill in the open form of 登记事故."""
    field(page, "发生时间").fill(facts.occurred_at)
    field(page, "接报时间").fill(facts.known_at)
    choose(page, "乡镇（街道）", facts.township)
    field(page, "详细地点").fill(facts.location)
    choose(page, "行业领域", facts.sector)
    field(page, "单位名称").fill(facts.enterprise)
    choose(page, "主管部门", facts.department)
    # By the keyboard: a word about the field before, which has just been left, may move what lies below it.
    page.get_by_role("radio", name=facts.production, exact=True).press("Space")
    field(page, "死亡").fill(facts.deaths)
    field(page, "重伤").fill(facts.injured)
    field(page, "直接经济损失").fill(facts.loss)
    field(page, "简要经过").fill(facts.summary)


def register(page: Page, facts: Typed) -> str:
    """Register an accident and confirm; returns its number."""
    page.goto("/accidents/new/")
    fill_register(page, facts)
    page.get_by_role("button", name="提交上报").click()
    confirm(page, "确认上报")
    expect(page.get_by_text("已上报市局")).to_be_visible()
    return page.url.rstrip("/").rpartition("/")[2]


def confirm(page: Page, action: str) -> None:
    """Press the main button of a confirm page, which says beforehand what will happen."""
    expect(page.get_by_text("将发生什么")).to_be_visible()
    button = page.get_by_role("button", name=action, exact=True)
    with page.expect_navigation():
        button.click()


def act(page: Page, link: str, action: str, reason: str = "") -> None:
    """Follow a button of the action bar or page head to its confirm page, and confirm."""
    page.get_by_role("link", name=link, exact=True).first.click()
    if reason:
        page.locator("#confirm-form textarea").fill(reason)
    confirm(page, action)


def act_on_accident(page: Page, code: str, link: str, action: str, reason: str = "") -> None:
    """Do the same from the accident's own page."""
    page.goto(f"/accidents/{code}/")
    act(page, link, action, reason)


def message(page: Page) -> str:
    """Return the portal's message about what has happened."""
    return page.locator(".messages, [role=status]").first.inner_text()


def draft_letter(page: Page, code: str, measure: str) -> int:
    """Draft the letter of ``measure`` from the decisions of one accident alone. Returns its id."""
    page.goto(f"/decisions/?accident={code}")
    row = page.locator("tbody tr").filter(has_text=measure).filter(has_text="拟处理").first
    row.get_by_role("link").first.click()
    expect(page.get_by_text("决定依据").first).to_be_visible()
    page.get_by_role("link", name="起草公文", exact=True).click()
    own = _names_on(page, code)
    for box in page.get_by_role("checkbox").all():
        label = box.evaluate("element => element.labels[0].innerText")
        box.set_checked(own in label)
    confirm(page, "确认生成文稿")
    expect(page.get_by_role("heading", name="起草公文", level=1)).to_be_visible()
    return int(re.search(r"/documents/(\d+)/", page.url)[1])  # type: ignore[index]


def _names_on(page: Page, code: str) -> str:
    """Return the accident's name, as the letter's choices write it."""
    address = f"/accidents/{code}/"
    with page.context.expect_page() as opened:
        page.evaluate("address => window.open(address)", address)
    other = opened.value
    name = other.get_by_role("heading", level=1).inner_text()
    other.close()
    return name


def quoted(path: str) -> str:
    """Return a URL with Chinese words in its escaped form."""
    return urllib.parse.quote(path, safe="/?&=-%")
