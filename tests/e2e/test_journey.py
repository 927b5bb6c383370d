"""The whole process of an accident, by the people involved, each on their own pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import acts
from tests.e2e.acts import LARGER, ORDINARY
from tests.e2e.letters import kept
from tests.e2e.office import Office
from tests.project.portal_runner import wait_until

pytestmark = pytest.mark.browser


def test_ordinary_accident_from_the_phone_call_to_the_receipt(office: Office, browser: Browser) -> None:
    with office.at_desk(browser, "county_taojiang") as page:
        page.goto("/accidents/new/")
        panel = page.get_by_role("region", name="等级判定")
        acts.fill_register(page, ORDINARY)
        expect(panel).to_contain_text("一般事故")
        expect(panel).to_contain_text("死亡 1 人")
        page.get_by_role("button", name="提交上报").click()
        acts.confirm(page, "确认上报")
        expect(page.get_by_text("已上报市局")).to_be_visible()
        code = page.url.rstrip("/").rpartition("/")[2]
        assert re.fullmatch(r"430922-\d{4}-\d{4}", code)
        name = page.get_by_role("heading", level=1).inner_text()

    _await_decisions(office, code, {"R3a": "桃江县马迹塘镇人民政府", "R3b": "桃江县住房和城乡建设局"})
    with office.at_desk(browser, "officer") as page:
        page.goto("/")
        expect(page.locator("#todos")).to_contain_text(name)
        acts.act_on_accident(page, code, "核实", "确认核实")
        expect(page.get_by_text("已核实，")).to_be_visible()
        page.goto(f"/decisions/?accident={code}")
        page.get_by_role("link", name="桃江县马迹塘镇人民政府").click()
        expect(page.locator("main")).to_contain_text("凡发生1起一般生产安全事故，通报所在乡（镇）和区（县）主管部门")
        expect(page.locator(".verdict")).to_contain_text("成立")
        document = acts.draft_letter(page, code, "通报")
        expect(page.get_by_text("字符均能排印")).to_be_visible()
    number = _carry(office, browser, document, unit="桃江县人民政府")
    assert kept(office.portal, document).row["content"]["title_lines"], number


def test_larger_accident_becomes_a_yellow_card(office: Office, browser: Browser) -> None:
    with office.at_desk(browser, "county_taojiang") as page:
        page.goto("/accidents/new/")
        acts.fill_register(page, LARGER)
        panel = page.get_by_role("region", name="等级判定")
        expect(panel).to_contain_text("较大事故")
        expect(panel).to_contain_text("死亡 3 人，达到“3 人以上 10 人以下”")
        page.get_by_role("button", name="提交上报").click()
        expect(page.locator("main")).to_contain_text("市局领导（较大及以上事故）")
        acts.confirm(page, "确认上报")
        code = page.url.rstrip("/").rpartition("/")[2]

    _await_decisions(
        office, code,
        {"R4a": "桃江县马迹塘镇人民政府", "R4b": "桃江县住房和城乡建设局", "R4c": "桃江县人民政府",
         "R4d": "桃江县马迹塘镇人民政府"},
    )  # fmt: skip
    with office.at_desk(browser, "officer") as page:
        acts.act_on_accident(page, code, "核实", "确认核实")
    with office.at_desk(browser, "leader") as page:
        page.goto(f"/decisions/?accident={code}&measure=yellow_card&status=proposed")
        page.get_by_role("link", name="桃江县马迹塘镇人民政府").click()
        acts.act(page, "同意，转起草", "确认同意", reason="请抓紧办理。")
        expect(page.get_by_text("转经办人起草公文")).to_be_visible()
    with office.at_desk(browser, "officer") as page:
        page.goto("/")
        expect(page.locator("#todos")).to_contain_text("请抓紧办理。")
        document = acts.draft_letter(page, code, "黄牌警告")
        expect(page.locator("main")).to_contain_text("黄牌警告通知书")
    _carry(office, browser, document, unit="桃江县人民政府")
    text = "".join(block.get("text", "") for block in kept(office.portal, document).row["content"]["blocks"])
    assert "黄牌警告" in text
    assert "马迹塘镇人民政府" in text


def _await_decisions(office: Office, code: str, expected: dict[str, str]) -> None:
    """Wait for the proposals that the worker makes by itself for this accident."""

    def proposed() -> dict[str, str]:
        return dict(
            office.portal.rows(
                "select r.code, d.recipient_name from accountability_decision d"
                " join accountability_rule r on r.id = d.rule_id join accidents_accident a on a.id = d.trigger_id"
                f" where a.code = '{code}' and r.issuing_level = 'city'"
            )
        )

    wait_until(lambda: proposed() == expected, 90, what=lambda: f"{proposed()} instead of {expected}")


def _carry(office: Office, browser: Browser, document: int, *, unit: str) -> str:
    """Submit, pass, sign, issue, render, download, acknowledge. Returns the number given."""
    address = f"/documents/{document}/"
    with office.at_desk(browser, "officer") as page:
        page.goto(address)
        page.get_by_role("button", name="保存并送审").click()
        acts.confirm(page, "确认送审")
        expect(page.locator("main")).to_contain_text("已送审")
    with office.at_desk(browser, "reviewer") as page:
        _open_from_workbench(page, address, "核稿")
        acts.act(page, "核稿通过", "确认通过", reason="同意。")
    with office.at_desk(browser, "leader") as page:
        _open_from_workbench(page, address, "签发")
        acts.act(page, "签发", "确认签发", reason="同意印发。")
    with office.at_desk(browser, "officer") as page:
        _open_from_workbench(page, address, "印发")
        acts.act(page, "印发", "确认印发")
        wait_until(lambda: kept(office.portal, document).row["status"] == "issued", 60, what="letter not made")
        page.goto(address)
        with page.expect_download() as download:
            page.get_by_role("link", name="下载 PDF").first.click()
        downloaded = Path(download.value.path()).read_bytes()
        letter = kept(office.portal, document)
        assert downloaded == letter.data
        assert letter.faults() == []
        assert letter.row["render_attempts"] == 1
        expect(page.locator("main")).to_contain_text(f"SHA-256 {letter.row['pdf_sha256'][:16]}")
        number: str = letter.row["document_number"]
        assert re.fullmatch(r"益(应急|安)发〔\d{4}〕\d+号", number)
        expect(page.get_by_role("heading", name=number)).to_be_visible()
    with office.at_desk(browser, "county_taojiang") as page:
        _open_from_workbench(page, address, "签收")
        page.locator(".action-bar").get_by_role("link", name=re.compile("^签收")).first.click()
        acts.confirm(page, "确认签收")
        expect(page.get_by_text(f"{unit}已签收")).to_be_visible()
        receipt = page.locator("#receipts tr").filter(has_text=unit)
        expect(receipt).to_contain_text("已签收")
    with office.at_desk(browser, "officer") as page:
        page.goto(address)
        expect(page.locator("#receipts tr").filter(has_text=unit).first).to_contain_text("桃江填报员")
    return number


def _open_from_workbench(page: Page, address: str, action: str) -> None:
    """Open the document from its to-do, which names what to do."""
    page.goto("/")
    link = page.locator(f"#todos a[href='{address}']").first
    expect(link).to_contain_text(action)
    link.click()
    page.get_by_role("heading", level=1).wait_for()
