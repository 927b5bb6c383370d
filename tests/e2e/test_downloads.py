"""The download centre with a real worker: a package is made while the page looks on, also when the worker is killed."""

from __future__ import annotations

import io
import signal
import zipfile
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
ISSUED = "select count(*) from documents_document where status in ('issued', 'revoked')"


def start_package(page: Page) -> None:
    page.goto("/documents/")
    page.get_by_role("button", name="下载", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="下载中心")).to_be_visible()


def newest(portal: Portal) -> tuple[int, str, int, int]:
    """Key, state, attempts and number of messages of the newest job."""
    return portal.rows(
        "select id, status, attempts, (select count(*) from worklist_message"
        " where event like 'job:' || jobs_job.id || ':%') from jobs_job order by id desc limit 1"
    )[0]


@contextmanager
def held(portal: Portal) -> Iterator[None]:
    """Hold the table of number series, which a package reads and the pages before it do not."""
    connection = psycopg2.connect(host=str(State(portal.data_dir).run), user=DATABASE_USER, dbname=DATABASE_NAME)
    try:
        with connection.cursor() as cursor:
            cursor.execute("lock table documents_numberseries in access exclusive mode")
        yield
    finally:
        connection.close()


@pytest.mark.parametrize("desk", [("officer", PHONE)], indirect=True)
def test_the_row_becomes_a_download_without_a_reload(office: Office, desk: Page) -> None:
    count = office.portal.rows(ISSUED)[0][0]
    assert count > 20
    start_package(desk)
    link = desk.get_by_role("link", name=f"公文打包（{count} 件）")
    expect(link.first).to_be_visible(timeout=120_000)
    with desk.expect_download() as coming:
        link.first.click()
    with zipfile.ZipFile(io.BytesIO(coming.value.path().read_bytes())) as package:
        assert package.testzip() is None
        assert len(package.namelist()) == count + 1
    desk.goto("/messages/")
    expect(desk.get_by_text(f"“公文打包（{count} 件）”已生成，可以下载").first).to_be_visible()


def test_a_killed_worker_neither_loses_nor_doubles_it(office: Office) -> None:
    portal, officer = office.portal, office.caller("officer")
    with held(portal):
        assert officer.get("/documents/batch/?format=docx").location == "/downloads/"
        wait_until(lambda: newest(portal)[1] == "running", 60, what=lambda: portal.log("worker"))
        for process in portal.named("celery", "worker"):
            try:
                process.send_signal(signal.SIGKILL)
            except psutil.NoSuchProcess:
                continue
    key = newest(portal)[0]
    assert newest(portal)[1:] == ("running", 1, 0)
    portal.rows(f"update jobs_job set beat_at = beat_at - interval '1 hour' where id = {key}")
    wait_until(lambda: newest(portal)[1] == "done", 240, what=lambda: portal.log("worker"))
    assert newest(portal) == (key, "done", 2, 1)
    assert officer.get(f"/downloads/{key}/file/").status == 200
