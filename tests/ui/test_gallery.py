"""The component gallery in a real browser: accessible, no wider than the screen, usable by keyboard.

It needs no database: a thread of this process serves the pages to an anonymous user.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from django.urls import include, path
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.office import (
    NARROW,
    PC,
    PHONE,
    QUIET,
    chromium_path,
)
from tests.support.browser import LONGEST_WAIT
from tests.support.long_form import one_in

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe" / "axe.min.js"
PAGES = ["/_look/", "/_look/?errors=1", "/_look/confirm/"]

urlpatterns = [path("", include("yiyang_ems.gallery.urls"))]


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with override_settings(ROOT_URLCONF=__name__, DEBUG=True):
        server = make_server(
            "127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), server_class=_Server, handler_class=_Quiet
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=LONGEST_WAIT)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path(), args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    size: Any = getattr(request, "param", PC)
    context = browser.new_context(base_url=address, viewport=size, locale="zh-CN")
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert faults == []


@pytest.mark.parametrize("page", [PC, PHONE], indirect=True, ids=["pc", "phone"])
@pytest.mark.parametrize("url", one_in(2, PAGES))
def test_axe_finds_nothing_serious(page: Page, url: str) -> None:
    page.goto(url)
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(result => result.violations)")
    grave = [
        (fault["id"], [node["html"][:120] for node in fault["nodes"]])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
    assert grave == []


@pytest.mark.parametrize("page", [PC, PHONE, NARROW], indirect=True, ids=["pc", "phone", "narrow"])
def test_nothing_is_wider_than_the_screen(page: Page) -> None:
    page.goto("/_look/?errors=1")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_after_errors_the_summary_has_the_focus_and_leads_to_the_fields(page: Page) -> None:
    page.goto("/_look/?errors=1")
    expect(page.locator(".summary")).to_be_focused()
    page.get_by_role("alert").get_by_role("link", name="直接经济损失").click()
    assert page.evaluate("document.activeElement.name") == "wrong-loss"
    page.get_by_role("alert").get_by_role("link", name="乡镇（街道）").click()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"


def test_a_place_is_found_by_its_initials_with_the_keyboard(page: Page) -> None:
    page.goto("/_look/")
    box = page.get_by_role("combobox", name="乡镇（街道）")
    box.fill("xs")
    page.keyboard.press("Enter")
    assert box.input_value() == "修山镇"
    assert page.locator("select[name=township]").input_value() == "3"
    box.fill("没有这里")
    assert page.get_by_text("没有“没有这里”").is_visible()
    page.keyboard.press("Escape")
    assert box.input_value() == "修山镇"
    box.fill("")
    page.keyboard.press("Tab")
    assert page.locator("select[name=township]").input_value() == ""


def test_segments_are_moved_by_arrow_keys_and_seen(page: Page) -> None:
    page.goto("/_look/")
    page.locator("input[name=production]").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("input[name=production]:checked").get_attribute("value") == "no"
    colour = page.locator("input[name=production]:checked + label").evaluate(
        "node => getComputedStyle(node).fontWeight"
    )
    assert colour == "700"


def test_the_chosen_moment_is_written_as_text(page: Page) -> None:
    page.goto("/_look/")
    page.locator("[data-picker-input=id_occurred_at]").evaluate(
        "node => { node.value = '2021-03-16T08:25'; node.dispatchEvent(new Event('change')); }"
    )
    assert page.locator("#id_occurred_at").input_value() == "2021-03-16 08:25"


def test_clocks_run_by_the_servers_time(page: Page) -> None:
    page.goto("/_look/")
    expect(page.locator(".clock-block [data-clock-words]")).to_have_text(re.compile("剩 43 分"))
    words = page.locator(".clock [data-clock-words]")
    expect(words).to_have_text(["超 15 小时", "剩 43 分钟", "剩 8 小时", "剩 2 日"])


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_touch_targets_on_a_phone_are_large_enough(page: Page) -> None:
    page.goto("/_look/")
    small = page.evaluate(
        """[...document.querySelectorAll('.btn, .field-box > input:not(.field-picker), .choice label, .segment a')]
           .filter(node => node.offsetParent && node.getBoundingClientRect().height < 41.5)
           .map(node => node.outerHTML.slice(0, 90))"""
    )
    assert small == []


def test_the_page_works_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    plain = context.new_page()
    plain.goto("/_look/")
    assert plain.locator("select[name=township]").is_visible()
    assert not plain.get_by_role("button", name="从日历中选").is_visible()
    assert plain.locator(".clock-words").first.inner_text().startswith("超 15 小时")
    context.close()
