"""Exports of many rows are made in the background: the same values as the direct file, with the rights of the run."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlencode

import openpyxl
import pytest

from foundation.jobs import running
from foundation.jobs.models import Job
from foundation.ui import exports
from tests.accidents.factories import registered
from tests.support.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]

QUERIES: list[dict[str, Any]] = [
    {"export": "csv"},
    {"export": "xlsx"},
    {"export": "shown-csv", "sort": "-deaths", "cols": ["deaths", "loss"]},
    {"export": "shown-xlsx", "level": "larger", "cols": ["level", "registered_at"]},
    {"export": "shown-csv", "as_of": "2099-01-01"},
]


@pytest.fixture
def client(client):
    for deaths in (1, 4, 2, 3):
        registered(deaths=deaths, location=f"=死亡{deaths}人的那一起")
    client.force_login(make_user("officer"))
    return client


def values_of(content: bytes) -> object:
    """The bytes of a csv, the cells of an xlsx: that file also says when it was made."""
    if not content.startswith(b"PK"):
        return content
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [[(cell.value, cell.number_format) for cell in row] for row in sheet] for sheet in book}


def downloaded(client, address: str) -> bytes:
    return b"".join(client.get(address).streaming_content)


def begin(client, address: str) -> Job:
    answer = client.post(address)
    assert (answer.status_code, answer["Location"]) == (302, "/downloads/")
    return Job.objects.latest("pk")


@pytest.mark.parametrize("query", QUERIES, ids=[urlencode(query, doseq=True) for query in QUERIES])
def test_the_background_export_equals_the_direct_one(client, monkeypatch, query):
    address = f"/accidents/?{urlencode(query, doseq=True)}"
    direct = downloaded(client, address)
    monkeypatch.setattr(exports, "MOST_ROWS_AT_ONCE", 1)
    job = begin(client, address)
    running.run_next()
    job.refresh_from_db()
    assert (job.status, job.file_name) == ("done", f"事故.{query['export'].removeprefix('shown-')}")
    assert values_of(downloaded(client, f"/downloads/{job.pk}/file/")) == values_of(direct)


def test_only_more_rows_than_the_limit_are_made_in_the_background(client, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS_AT_ONCE", 4)
    assert client.get("/accidents/?export=csv").status_code == 200
    monkeypatch.setattr(exports, "MOST_ROWS_AT_ONCE", 3)
    page = client.post("/accidents/?export=csv", follow=True)
    assert "正在后台生成“事故（CSV，4 行）”" in page.content.decode()
    client.post("/accidents/?export=csv&page=2")
    assert Job.objects.count() == 1


def test_an_address_alone_begins_nothing(client, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS_AT_ONCE", 3)
    page = client.get("/accidents/?export=csv&county=430922&page=2").content.decode()
    assert "共 4 行，CSV" in page
    assert 'href="/accidents/?county=430922"' in page, "back to the list with its filters"
    assert not Job.objects.exists()
    assert client.post("/accidents/").status_code == 405


def test_the_rows_are_those_that_the_person_may_see_when_it_runs(client, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS_AT_ONCE", 1)
    clerk = make_user("clerk")
    client.force_login(clerk)
    job = begin(client, "/accidents/?export=csv")
    clerk.organization = make_user("clerk", username="away", unit="430923-emergency").organization
    clerk.save()
    running.run_next()
    assert len(downloaded(client, f"/downloads/{job.pk}/file/").splitlines()) == 1, "only the header"


def test_whose_right_has_gone_gets_neither_a_run_nor_the_file(client, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS_AT_ONCE", 1)
    clerk = make_user("clerk")
    client.force_login(clerk)
    first = begin(client, "/accidents/?export=csv")
    running.run_next()
    second = begin(client, "/accidents/?export=xlsx")
    clerk.roles = ["sysadmin"]
    clerk.save()
    running.run_next()
    second.refresh_from_db()
    assert second.status == "failed"
    assert client.get(f"/downloads/{first.pk}/file/").status_code == 403


def test_filters_that_are_no_more_fail_with_a_sentence(client, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS_AT_ONCE", 1)
    job = begin(client, "/accidents/?export=csv")
    Job.objects.update(parameters=job.parameters | {"query": "export=csv&level=gone"})
    running.run_next()
    job.refresh_from_db()
    assert job.message.startswith("原来的筛选条件现在已不能用")


def test_a_full_queue_is_said_on_the_page(client, monkeypatch, settings):
    settings.JOBS_PER_PERSON = 1
    monkeypatch.setattr(exports, "MOST_ROWS_AT_ONCE", 1)
    begin(client, "/accidents/?export=csv")
    page = client.post("/accidents/?export=xlsx", follow=True).content.decode()
    assert "您已有 1 项任务没有完成" in page
