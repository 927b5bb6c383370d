"""The form in a real browser: level while typing, by keyboard alone, on a phone, and without scripts."""

import pytest
from playwright.sync_api import expect

from accidents.models import Accident
from accidents.services import base
from foundation.common import clock
from tests.accidents.factories import registered
from tests.e2e.inspecting import axe_faults, sideways
from tests.support.people import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def _city(city, monkeypatch):
    monkeypatch.setattr(base.accidents_changed, "send", lambda **_: [])


def minutes_ago(minutes):
    return f"{clock.now() - clock.dt.timedelta(minutes=minutes):%Y-%m-%d %H:%M}"


def tab_to(page, name):
    """Press Tab until the field or button has the focus; a field that cannot be reached fails."""
    for _ in range(60):
        at = page.evaluate("(e => e.name || e.id || e.textContent.trim())(document.activeElement)")
        if at == name or at == f"id_{name}_search":
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached by the keyboard")


def type_into(page, name, text):
    tab_to(page, name)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_registering_by_keyboard_alone(open_page):
    page = open_page(make_user("clerk"))
    page.goto("/accidents/new/")
    expect(page.locator(".level-panel-word")).to_have_text("等级待判定")
    type_into(page, "occurred_at", minutes_ago(100))
    type_into(page, "known_at", minutes_ago(75))
    type_into(page, "township", "mjt")
    page.keyboard.press("Enter")
    type_into(page, "location", "省道 S225 线 48 公里加 300 米")
    tab_to(page, "sector")
    while page.locator("[name=sector]").input_value() != "road_transport":
        page.keyboard.press("ArrowDown")
    tab_to(page, "production")
    page.keyboard.press("Space")
    type_into(page, "deaths", "3")
    type_into(page, "direct_loss", "1,20")
    page.keyboard.press("Tab")
    expect(page.locator(".level-panel-word")).to_have_text("较大事故")
    expect(page.locator(".level-panel-reason")).to_contain_text("死亡 3 人，达到“3 人以上 10 人以下”。")
    expect(page.locator("#section-harm .field-error")).to_have_text("损失写成“120”还是“1,200”？请改。")
    expect(page.locator("#state-place")).to_have_text("已填全")
    expect(page.locator("#bar-words")).to_contain_text("还有 1 处待改：直接经济损失")
    assert not axe_faults(page)
    tab_to(page, "do")
    page.keyboard.press("Enter")
    expect(page.locator(".summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[name=direct_loss]")).to_be_focused()
    type_into(page, "direct_loss", "120")
    tab_to(page, "do")
    page.keyboard.press("Enter")
    page.wait_for_url("**/submit/")
    assert not axe_faults(page)
    tab_to(page, "确认上报")
    page.keyboard.press("Enter")
    page.wait_for_url("**/accidents/430922-*/")
    expect(page.locator(".notice-ok")).to_contain_text("已上报市局")
    assert not axe_faults(page)
    accident = Accident.objects.get()
    assert (accident.status, accident.level, str(accident.direct_loss)) == ("submitted", "larger", "120.00")


def test_autosave_says_when_and_survives_the_submit(open_page):
    page = open_page(make_user("clerk"))
    page.goto("/accidents/new/")
    page.locator("[name=location]").fill("马迹塘镇加油站东侧")
    expect(page.locator("#autosave")).to_contain_text("已自动保存")
    expect(page.locator("#id_version")).to_have_value("1")
    page.get_by_role("button", name="保存草稿").click()
    page.wait_for_url("**/edit/")
    assert Accident.objects.get().location == "马迹塘镇加油站东侧"


def test_quick_report_on_a_phone(open_page):
    page = open_page(make_user("clerk"), PHONE, has_touch=True, is_mobile=True)
    page.goto("/accidents/quick/")
    assert not sideways(page)
    page.locator("[name=occurred_at]").fill(minutes_ago(30))
    page.locator("[name=township]").select_option(label="马迹塘镇")
    page.locator("[name=location]").fill("S225 线马迹塘加油站东侧")
    page.get_by_text("道路", exact=True).tap()
    page.locator("[name=deaths]").fill("3")
    expect(page.locator("#quick-level")).to_contain_text("较大事故")
    assert not axe_faults(page)
    page.get_by_role("button", name="上报市局").tap()
    page.wait_for_url("**/submit/")
    page.get_by_role("button", name="确认上报").tap()
    page.wait_for_url("**/accidents/430922-*/")
    assert not sideways(page)
    assert Accident.objects.get().level == "larger"


@pytest.mark.long
def test_list_and_page_on_a_phone_and_the_form_without_scripts(open_page):
    clerk = make_user("clerk")
    accident = registered(clerk)
    page = open_page(clerk, PHONE)
    for address in (
        "/accidents/",
        accident.get_absolute_url(),
        "/accidents/new/",
        f"{accident.get_absolute_url()}report/",
    ):
        page.goto(address)
        assert not sideways(page), address
        assert not axe_faults(page), address
    plain = open_page(clerk, java_script_enabled=False)
    plain.goto("/accidents/new/")
    plain.locator("[name=township]").select_option(label="马迹塘镇")
    plain.locator("[name=location]").fill("加油站")
    plain.get_by_role("button", name="保存草稿").click()
    expect(plain.locator(".notice-ok")).to_contain_text("草稿已保存")
    assert Accident.objects.get(status="draft").township_id == "430922115"
