"""The form registers an accident by keyboard alone."""

from __future__ import annotations

import dataclasses

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import acts
from tests.e2e.acts import ORDINARY, Typed
from tests.e2e.office import Office

pytestmark = pytest.mark.browser


@pytest.fixture
def clerk(office: Office, browser: Browser):
    with office.at_desk(browser, "county_taojiang") as page:
        yield page


def unique(words: str) -> Typed:
    return dataclasses.replace(ORDINARY, location=f"马迹塘镇{words}{acts.now():%H%M%S%f}")


def test_register_by_keyboard_alone(office: Office, clerk: Page) -> None:
    """From the workbench to the confirmed report without a pointer; the focus is always visible."""
    facts = unique("键盘")
    clerk.goto("/accidents/new/")
    press, write = clerk.keyboard.press, clerk.keyboard.type
    texts = {
        "发生时间": facts.occurred_at, "接报时间": facts.known_at, "详细地点": facts.location,
        "单位名称": facts.enterprise, "死亡": facts.deaths, "重伤": facts.injured, "直接经济损失": facts.loss,
        "简要经过": facts.summary,
    }  # fmt: skip
    lists = {"乡镇（街道）": facts.township}
    selects = {"行业领域": "房屋", "主管部门": "桃江县住建"}
    done: set[str] = set()
    for _ in range(90):
        press("Tab")
        label = clerk.evaluate(_FOCUSED_LABEL)
        clerk.wait_for_function(_FOCUS_SEEN, timeout=60_000)
        if label in texts and label not in done:
            press("Control+a")
            write(texts[label])
        elif label in lists and label not in done:
            write(lists[label])
            clerk.get_by_role("option").filter(visible=True).first.wait_for()
            press("Enter")
        elif label in selects and label not in done:
            _arrow_down_to(clerk, selects[label])
        elif label == "是否生产安全事故" and label not in done:
            press("Space")
        elif label == "提交上报":
            press("Enter")
            break
        done.add(label)
    expect(clerk.get_by_text("将发生什么")).to_be_visible()
    for _ in range(60):
        press("Tab")
        if clerk.evaluate(_FOCUSED_LABEL) == "确认上报":
            break
    press("Enter")
    expect(clerk.get_by_text("已上报市局")).to_be_visible()
    row = office.portal.rows(
        "select township_id, supervising_department_id, sector_id, production, deaths from accidents_accident"
        f" where location = '{facts.location}'"
    )
    assert [tuple(str(value) for value in values) for values in row] == [
        ("430922115", _department(office), "construction", "yes", "1")
    ]


def _arrow_down_to(page: Page, words: str) -> None:
    for _ in range(40):
        page.keyboard.press("ArrowDown")
        if words in page.evaluate("document.activeElement.selectedOptions[0].text"):
            return
    raise AssertionError(f"{words} cannot be reached")


def _department(office: Office) -> str:
    return str(office.portal.rows("select id from organizations_organization where code = '430922-housing'")[0][0])


_FOCUSED_LABEL = """() => {
  const element = document.activeElement;
  if (element.type === 'radio') return element.closest('fieldset').querySelector('legend').innerText.trim();
  const label = element.labels && element.labels[0];
  return (label ? label.innerText : element.innerText || '').replace('可空', '').trim();
}"""
_FOCUS_SEEN = """() => {
  const element = document.activeElement;
  if (element === document.body) return true;
  const shown = element.type === 'radio' ? element.labels[0] : element;
  const box = shown.getBoundingClientRect();
  const style = getComputedStyle(shown), parent = getComputedStyle(shown.parentElement);
  const marked = [style, parent].some((one) => one.outlineStyle !== 'none' || one.boxShadow !== 'none');
  return marked && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
}"""
