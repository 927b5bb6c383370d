"""The download centre: progress, the file, cancel and retry, on the page and in the API."""

from __future__ import annotations

import pytest

from foundation.jobs import running, services
from foundation.jobs.models import Job
from tests.support.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


@pytest.fixture
def job(owner, numbers, client) -> Job:
    client.force_login(owner)
    return services.start(user=owner, kind="numbers", name="三个数字", parameters={"count": 3})


def page(client) -> str:
    return client.get("/downloads/").content.decode()


def test_the_page_shows_what_waits_and_is_read_again(client, job):
    shown = page(client)
    assert "三个数字" in shown
    assert "data-live-jobs" in shown
    assert f"/downloads/{job.pk}/cancel/" in shown
    running.run_next()
    shown = page(client)
    assert "data-live-jobs" not in shown
    assert f"/downloads/{job.pk}/file/" in shown
    assert "数字.txt" in shown


def test_the_menu_of_the_person_leads_to_it(client, job):
    assert 'href="/downloads/"' in client.get("/").content.decode()


def test_progress_is_shown_while_it_runs(client, job, numbers):
    seen = []
    numbers.between = lambda line: seen.append(page(client))
    running.run_next()
    assert 'value="2"' in seen[2]
    assert 'max="3"' in seen[2]
    assert "已写 2 行" in seen[2]


def test_the_file_comes_as_an_attachment(client, job):
    running.run_next()
    answer = client.get(f"/downloads/{job.pk}/file/")
    assert b"".join(answer.streaming_content) == b"0\n1\n2\n"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "private, no-store"
    client.force_login(make_user("officer"))
    assert client.get(f"/downloads/{job.pk}/file/").status_code == 404


def test_cancel_and_retry_by_their_confirm_pages(client, job):
    assert "确认取消" in client.get(f"/downloads/{job.pk}/cancel/").content.decode()
    assert client.post(f"/downloads/{job.pk}/cancel/").status_code == 302
    assert "重新生成" in page(client)
    assert client.post(f"/downloads/{job.pk}/cancel/", follow=True).redirect_chain[-1][0] == "/downloads/"
    assert client.post(f"/downloads/{job.pk}/retry/").status_code == 302
    job.refresh_from_db()
    assert job.status == Job.Status.WAITING
    client.force_login(make_user("officer"))
    assert client.post(f"/downloads/{job.pk}/cancel/").status_code == 404


def test_the_api_lists_cancels_retries_and_downloads(client, job):
    address = f"/api/v1/jobs/{job.pk}/"
    assert [row["id"] for row in client.get("/api/v1/jobs/").json()["results"]] == [job.pk]
    assert client.get(address).json()["status"] == "waiting"
    refused = client.get(f"{address}download/")
    assert (refused.status_code, refused.json()["code"]) == (422, "not_ready")
    read = client.get(address)
    assert read["ETag"] == f'"{read.json()["version"]}"'
    done = client.post(f"{address}cancel/", headers={"If-Match": read["ETag"]})
    assert (done.status_code, done.json()["status"]) == (200, "cancelled")
    assert done["ETag"] != read["ETag"]
    assert client.post(f"{address}retry/", headers={"If-Match": read["ETag"]}).status_code == 412
    again = client.post(f"{address}cancel/")
    assert (again.status_code, again.json()["code"]) == (422, "wrong_state")
    assert client.post(f"{address}retry/").json()["status"] == "waiting"
    running.run_next()
    assert b"".join(client.get(f"{address}download/").streaming_content) == b"0\n1\n2\n"
    client.force_login(make_user("officer"))
    assert client.get(address).status_code == 404
    assert client.post(f"{address}cancel/").status_code == 404
    assert client.get("/api/v1/jobs/").json()["count"] == 0
