"""Ticking rows of the two lists in a real browser: by mouse, by keyboard, all of the page, and what comes of it."""

from __future__ import annotations

import zipfile

import pytest
from playwright.sync_api import expect

from tests.documents.factories import draft, issued
from tests.e2e.inspecting import axe_faults, sideways
from tests.e2e.office import (
    PC,
    PHONE,
)
from tests.support.long_form import one_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("address", one_in(2, ["/documents/", "/documents/register/"]))
def test_ticking_and_downloading(office, open_page, address):
    page = open_page(office.officer, PC)
    for number in "一二三":
        issued(office, title=f"关于第{number}件的通报")
    draft(office)
    page.goto(address)
    words, boxes = page.locator("#picked"), page.locator("[name=pick]:not(:disabled)")
    expect(words).to_contain_text("没有勾选时，打包筛选出的已印发公文 3 件")
    boxes.nth(0).focus()
    page.keyboard.press("Space")
    expect(words).to_have_text("已选 1 件，本页可选的共 3 件。")
    boxes.nth(2).click(modifiers=["Shift"])
    expect(words).to_contain_text("已选 3 件")
    page.get_by_role("button", name="取消全选").click()
    expect(words).to_contain_text("没有勾选时")
    page.get_by_role("button", name="全选本页").click()
    boxes.nth(1).uncheck()
    expect(words).to_contain_text("已选 2 件")
    assert not axe_faults(page)
    page.locator("[name=format]").select_option("docx")
    with page.expect_download() as got:
        page.get_by_role("button", name="下载所选").click()
    with zipfile.ZipFile(got.value.path()) as package:
        names = package.namelist()
    assert len(names) == 3
    assert sum(name.endswith("（可编辑文稿）.docx") for name in names) == 2
    page.set_viewport_size(PHONE)
    assert not sideways(page)
    assert not axe_faults(page)
