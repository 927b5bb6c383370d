"""The download centre with a real worker: an export is made while the page looks on, also when the worker is killed."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import psycopg2
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.office import PHONE, Office
from tests.project.portal_runner import Portal, wait_until
from yiyang_ems.embedded.state import DATABASE_NAME, DATABASE_USER, State

pytestmark = pytest.mark.browser
#: More than are exported while one waits (``foundation.ui.exports.MOST_ROWS_AT_ONCE``).
COUNT = 5_500
WHO = "auditor"


@pytest.fixture(scope="module", autouse=True)
def _many_messages(office: Office) -> Iterator[None]:
    """Give one person more messages than one answer exports."""
    office.portal.rows(
        "insert into worklist_message (recipient_id, event, title, body, url, sender, sent_at)"
        " select id, 'many:' || number, '第' || number || '条', '', '', '系统', now()"
        f" from accounts_user, generate_series(1, {COUNT}) as number where username = '{WHO}'"
    )
    yield
    office.portal.rows("delete from worklist_message where event like 'many:%'")


def newest(portal: Portal) -> tuple[int, str, int, int]:
    """Return key, state, attempts and number of messages of the newest job."""
    key, state, attempts, told = portal.rows(
        "select id, status, attempts, (select count(*) from worklist_message"
        " where event like 'job:' || jobs_job.id || ':%') from jobs_job order by id desc limit 1"
    )[0]
    return key, state, attempts, told


@contextmanager
def no_new_messages(portal: Portal) -> Iterator[None]:
    """Let messages be read but not written: a job stops before its last write, with its file stored."""
    connection = psycopg2.connect(host=str(State(portal.data_dir).run), user=DATABASE_USER, dbname=DATABASE_NAME)
    try:
        with connection.cursor() as cursor:
            cursor.execute("lock table worklist_message in exclusive mode")
        yield
    finally:
        connection.close()


@pytest.mark.parametrize("desk", [(WHO, PHONE)], indirect=True)
def test_the_row_becomes_a_download_without_a_reload(office: Office, desk: Page) -> None:
    desk.goto("/messages/")
    desk.locator("summary", has_text="导出").click()
    desk.get_by_role("link", name="CSV，共").click()
    desk.get_by_role("button", name="开始生成").click()
    expect(desk.get_by_role("heading", level=1, name="下载中心")).to_be_visible()
    link = desk.locator("tbody tr").first.get_by_role("link", name="消息（CSV")
    expect(link).to_be_visible(timeout=120_000)
    with desk.expect_download() as coming:
        link.click()
    lines = coming.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) > COUNT
    assert coming.value.suggested_filename == "消息.csv"
    desk.goto("/messages/")
    expect(desk.get_by_text("已生成，可以下载").first).to_be_visible()


@pytest.mark.long
def test_a_killed_worker_neither_loses_nor_doubles_it(office: Office) -> None:
    portal, auditor = office.portal, office.caller(WHO)
    with no_new_messages(portal):
        assert auditor.post("/messages/?export=xlsx").location == "/downloads/"
        key = newest(portal)[0]
        stored = portal.data_dir / "media" / "results" / f"{key}-1"
        wait_until(stored.exists, 120, what=lambda: portal.log("worker"))
        for process in portal.named("celery", "worker"):
            try:
                process.send_signal(signal.SIGKILL)
            except psutil.NoSuchProcess:
                continue
    assert newest(portal) == (key, "running", 1, 0)
    portal.rows(f"update jobs_job set beat_at = beat_at - interval '1 hour' where id = {key}")
    wait_until(lambda: newest(portal)[1] == "done", 240, what=lambda: portal.log("worker"))
    assert newest(portal) == (key, "done", 2, 1)
    assert not stored.exists()
    assert auditor.get(f"/downloads/{key}/file/").status == 200
