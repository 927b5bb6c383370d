"""The editor in a real browser: the page follows the typing, Word's text is cleaned, blocks move by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from documents.models import Document
from tests.documents.factories import address, draft
from tests.e2e.inspecting import axe_faults, sideways
from tests.e2e.office import PHONE
from tests.support.people import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORD = (
    "<p class=MsoNormal>二、工作\u00ad要求</p>"
    "<p class=MsoNormal>（一）压实责任。各地要按时报告,<del>旧的话</del>不得迟报。"
    "<span class=MsoCommentReference>[批注1]</span></p>"
    "<table><tr><td>单位</td><td>起数</td></tr><tr><td>桃江县</td><td>１</td></tr></table>"
)
PASTE = """([selector, html]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", "不用");
  const event = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
  document.querySelector(selector).dispatchEvent(event);
}"""


def texts(page):
    return page.locator("[data-text]").evaluate_all("fields => fields.map(field => field.value)")


def wait_until_held(page, words):
    """Until the browser holds what was typed; the page's policy forbids the usual waiting for an expression."""
    for _ in range(50):
        if words in page.evaluate("JSON.stringify({...localStorage})"):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{words} is not held")


def test_writing_with_the_page_beside_it(office, open_page):
    document = draft(office)
    page = open_page(office.officer)
    page.goto(address("detail", document))
    first = page.locator("#pages img").first
    before = first.get_attribute("src")

    page.locator("#id_text_2").fill("请各地举一反三。")
    expect(first).not_to_have_attribute("src", before)
    assert first.get_attribute("src").startswith("data:image/png")
    assert not axe_faults(page)

    page.locator("#id_text_2").fill("请𪚥同志参加。")
    expect(page.locator("#block-2 .field-error")).to_contain_text("“𪚥”")
    expect(page.locator("#preview-note")).to_contain_text("排不出版面")
    expect(first).to_be_visible()
    page.locator("#id_text_2").fill("请各地举一反三。")
    expect(page.locator("#block-2 .field-error")).to_have_count(0)

    page.locator("#id_text_2").press("End")
    page.keyboard.press("Enter")
    expect(page.locator("#id_text_3")).to_be_focused()
    page.evaluate(PASTE, ["#id_text_3", WORD])
    expect(page.locator("#id_cell_5_1_1")).to_have_value("1")
    assert texts(page)[3:] == ["二、工作要求", "（一）压实责任。各地要按时报告，不得迟报。"]
    expect(page.locator("#id_kind_3")).to_have_value("heading1")

    page.locator("#id_text_4").press("Alt+ArrowUp")
    expect(page.locator("#id_text_3")).to_have_value("（一）压实责任。各地要按时报告，不得迟报。")
    expect(page.locator("#id_text_3")).to_be_focused()
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("#id_text_3")).to_have_value("二、工作要求")
    expect(page.locator("#autosave")).to_have_text(re.compile(r"^已自动保存 \d\d:\d\d$"))

    page.keyboard.press("Control+s")
    expect(page.locator(".notice-ok")).to_contain_text("已保存")
    document.refresh_from_db()
    assert [block["kind"] for block in document.content["blocks"]][2:] == [
        "paragraph",
        "heading1",
        "paragraph",
        "table",
    ]
    page.reload()
    expect(page.locator("#kept-notice")).to_have_count(0)

    page.get_by_role("link", name="历史版本").click()
    expect(page.locator("#differences")).to_contain_text("二、工作要求")
    expect(page.locator("#differences del").first).to_be_visible()
    assert not axe_faults(page)
    page.get_by_role("link", name=re.compile("恢复")).click()
    page.get_by_role("button", name="确认恢复").click()
    expect(page.locator(".notice-ok")).to_contain_text("已恢复第 1 稿")
    assert document.versions.count() == 3


def test_what_was_typed_outlives_the_window_without_a_line(office, open_page):
    """The browser's own copy, when the server never got it."""
    document = draft(office)
    page = open_page(office.officer)
    page.context.route("**/working-copy/", lambda route: route.abort())
    page.goto(address("detail", document))
    page.get_by_role("button", name="第 1 段后加段").click()
    expect(page.locator("[data-text]")).to_have_count(4)
    page.locator("#id_text_1").fill("没有来得及保存的一段。")
    wait_until_held(page, "没有来得及")
    expect(page.locator("#autosave")).to_have_text("没有连接，未自动保存，已暂存本机")
    page.locator(".block").last.scroll_into_view_if_needed()
    expect(page.locator("#autosave")).to_be_in_viewport()
    expect(page.locator("#autosave")).to_have_class(re.compile("autosave-held"))
    again = page.context.new_page()
    again.goto(address("detail", document))
    expect(again.locator("#kept-notice")).to_contain_text("还没有保存，已放回")
    expect(again.locator("#id_text_1")).to_have_value("没有来得及保存的一段。")

    other = open_page(office.officer)
    other.goto(address("detail", document))
    other.locator("#id_text_0").fill("别处先存的导语。")
    other.get_by_role("button", name="保存", exact=True).click()
    expect(other.locator(".notice-ok")).to_contain_text("已保存")
    again.get_by_role("button", name="保存", exact=True).click()
    expect(again.locator(".summary")).to_contain_text("您填的还在")
    expect(again.locator("#id_text_1")).to_have_value("没有来得及保存的一段。")
    late = page.context.new_page()
    late.goto(address("detail", document))
    late.get_by_role("button", name="放回我写的").click()
    expect(late.locator("#id_text_1")).to_have_value("没有来得及保存的一段。")
    late.get_by_role("button", name="保存", exact=True).click()
    expect(late.locator("#overtaken .differences del").first).to_contain_text("别处先存的")
    expect(late.locator("#pages img").first).to_have_attribute("src", re.compile("^data:"))  # of what stands here
    assert not axe_faults(late)
    late.get_by_role("button", name="以我填的为准").click()
    expect(late.locator(".notice-ok")).to_contain_text("已保存")
    expect(late.locator("#id_text_1")).to_have_value("没有来得及保存的一段。")
    late.reload()
    expect(late.locator("#kept-notice")).to_have_count(0)
    assert document.versions.count() == 3


def test_what_was_typed_is_kept_on_the_server(office, open_page):
    document = draft(office)
    page = open_page(office.officer)
    page.goto(address("detail", document))
    page.locator("#id_text_1").fill("关机前写的一段。")
    expect(page.locator("#autosave")).to_have_text(re.compile(r"^已自动保存 \d\d:\d\d$"))
    assert document.versions.count() == 1
    assert page.evaluate("localStorage.length") == 0, "what the server has is not this browser's to offer"
    page.close(run_before_unload=False)

    other = open_page(office.officer)  # another browser: nothing of the first is in it
    other.goto(address("detail", document))
    expect(other.locator("#copy-notice")).to_contain_text("写的还没有保存，已放回")
    expect(other.locator("#id_text_1")).to_have_value("关机前写的一段。")
    expect(other.locator("#pages img").first).to_have_attribute("src", re.compile("^data:"))  # of what stands here
    assert not axe_faults(other)
    other.locator("#id_text_1").fill("关机前写的一段，接着写。")
    expect(other.locator("#autosave")).to_contain_text("已自动保存")

    colleague = open_page(make_user("officer", username="second"))
    colleague.goto(address("detail", document))
    expect(colleague.locator("#copy-notice")).to_have_count(0)
    expect(colleague.locator("#id_text_1")).to_have_value("一、事故情况")
    colleague.locator("#id_text_0").fill("同事先存的导语。")
    colleague.get_by_role("button", name="保存", exact=True).click()
    expect(colleague.locator(".notice-ok")).to_contain_text("已保存")

    other.locator("#id_text_1").fill("关机前写的一段，又改。")
    expect(other.locator("#overtaken")).to_contain_text("有新的一稿")
    expect(other.locator("#overtaken .differences del").first).to_contain_text("同事先存的")
    expect(other.locator("#autosave")).to_contain_text("另有新的一稿")
    assert not axe_faults(other)
    other.get_by_role("button", name="以我填的为准").click()
    expect(other.locator(".notice-ok")).to_contain_text("已保存")
    other.reload()
    expect(other.locator("#copy-notice")).to_have_count(0)
    expect(other.locator("#kept-notice")).to_have_count(0)
    expect(other.locator("#id_text_1")).to_have_value("关机前写的一段，又改。")
    assert document.versions.count() == 3

    other.locator("#id_text_1").fill("不要的话。")
    expect(other.locator("#autosave")).to_contain_text("已自动保存")
    other.reload()
    other.get_by_role("button", name="不要了，用已保存的").click()
    expect(other.locator(".notice-ok")).to_contain_text("已放弃")
    expect(other.locator("#id_text_1")).to_have_value("关机前写的一段，又改。")


@pytest.mark.long
def test_saving_at_once_leaves_no_copy_behind(office, open_page):
    """The button is pressed while a copy is on its way: it is waited for, else it would come after the save."""
    document = draft(office)
    page = open_page(office.officer)
    page.goto(address("detail", document))

    def slowly(route):
        page.wait_for_timeout(1500)
        route.continue_()

    page.route("**/working-copy/", slowly)
    page.locator("#id_text_1").fill("写完就存。")
    with page.expect_request("**/working-copy/"):
        pass
    page.locator("#id_text_1").fill("写完就存，又添一句。")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".notice-ok")).to_contain_text("已保存")
    expect(page.locator("#id_text_1")).to_have_value("写完就存，又添一句。")
    expect(page.locator("#copy-notice")).to_have_count(0)
    assert document.working_copies.count() == 0


@pytest.mark.long
def test_without_scripts_and_on_a_phone(office, open_page):
    document = draft(office)
    plain = open_page(office.officer, java_script_enabled=False)
    plain.goto(address("detail", document))
    plain.get_by_role("button", name="加附件").click()
    plain.locator("[name=a0-title]").fill("统计表")
    plain.locator("[name=a0-block-0-text]").fill("甲\n一、乙")
    plain.locator("#id_urgency").select_option("特急")
    plain.get_by_role("button", name="保存", exact=True).last.click()
    expect(plain.locator(".notice-ok")).to_contain_text("已保存")
    content = Document.objects.get().content
    assert content["urgency"] == "特急"
    assert [block["kind"] for block in content["attachments"][0]["blocks"]] == ["paragraph", "heading1"]
    assert content["blocks"][-1]["names"] == ["统计表"]
    phone = open_page(office.officer, PHONE, has_touch=True, is_mobile=True)
    for path in (address("detail", document), address("versions", document)):
        phone.goto(path)
        assert not sideways(phone), path
        assert not axe_faults(phone), path
