"""The example from the first row to the closed patrol: service, page, API, spreadsheet, to-do, journal."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from foundation.accounts.models import User
from foundation.audit.selectors import history_of
from foundation.common.errors import DomainError, NotPermitted, Stale
from foundation.worklist.models import Todo
from tests.example import services
from tests.example.models import Patrol
from tests.support.people import make_user

pytestmark = pytest.mark.django_db
DAY = dt.date(2021, 3, 1)


@pytest.fixture
def clerk() -> User:
    return make_user("clerk")


@pytest.fixture
def officer() -> User:
    return make_user("officer")


@pytest.fixture
def patrol(clerk: User) -> Patrol:
    return services.record_patrol(user=clerk, place_code="430922115", done_on=DAY, hazards=2, summary="加油站巡查")


def test_the_migration_is_up_to_date() -> None:
    call_command("makemigrations", "example", check=True, dry_run=True, verbosity=0)


def test_what_a_county_records_waits_for_the_city(patrol: Patrol, clerk: User, officer: User) -> None:
    (todo,) = Todo.objects.visible_to(officer)
    assert (todo.title, todo.action, todo.url) == ("2021-03-01 加油站巡查", "去办结", patrol.get_absolute_url())
    assert not Todo.objects.visible_to(clerk).exists()
    with pytest.raises(DomainError) as refused:
        services.record_patrol(user=clerk, place_code="430923121", done_on=dt.date(2999, 1, 1), hazards=0, summary="远")
    assert refused.value.fields.keys() == {"place_code", "done_on"}


def test_closing_asks_for_right_text_version_and_state(patrol: Patrol, clerk: User, officer: User) -> None:
    with pytest.raises(NotPermitted, match="请由市局经办人办理"):
        services.close_patrol(user=clerk, patrol=patrol, remark="已整改")
    with pytest.raises(DomainError, match="请写办结意见"):
        services.close_patrol(user=officer, patrol=patrol, remark=" ")
    with pytest.raises(Stale, match="登记巡查"):
        services.close_patrol(user=officer, patrol=patrol, remark="已整改", version=9)
    closed = services.close_patrol(user=officer, patrol=patrol, remark="已整改", version=1)
    assert (closed.status, closed.version) == ("closed", 2)
    assert not Todo.objects.open().exists()
    assert [event.message for event in history_of(patrol)] == ["办结巡查：已整改", "登记巡查。"]
    with pytest.raises(DomainError, match="已办结"):
        services.close_patrol(user=officer, patrol=patrol, remark="再来")


def test_it_is_closed_on_its_page(patrol: Patrol, clerk: User, officer: User, client: Client) -> None:
    close = reverse("example:close", args=[patrol.pk])
    client.force_login(clerk)
    assert close not in client.get(patrol.get_absolute_url()).content.decode()
    assert client.post(close, {"remark": "已整改"}).status_code == 403
    client.force_login(officer)
    assert close in client.get(patrol.get_absolute_url()).content.decode()
    assert client.post(close, {"version": 1, "remark": ""}).status_code == 422
    assert client.post(close, {"version": 1, "remark": "已整改"})["Location"] == "/patrols/"
    again = client.get(close, follow=True)
    assert "现在是“已办结”，不用再办结。" in again.content.decode()


def test_a_program_does_the_same(patrol: Patrol, clerk: User, officer: User, client: Client) -> None:
    def post(path: str, body: Any, **headers: str) -> Any:
        return client.post(
            f"/api/v1/patrols/{path}", json.dumps(body), content_type="application/json", headers=headers
        )

    client.force_login(clerk)
    body = {"place_code": "430922115", "done_on": "2021-03-02", "hazards": 0, "summary": "学校巡查"}
    made = post("", body, **{"Idempotency-Key": "patrol-1"})
    assert made.status_code == 201
    assert post("", body, **{"Idempotency-Key": "patrol-1"}).json() == made.json()
    assert Patrol.objects.count() == 2
    assert post(f"{patrol.pk}/close/", {"remark": "已整改"}).status_code == 403
    client.force_login(officer)
    assert post(f"{patrol.pk}/close/", {"remark": "已整改"}, **{"If-Match": '"9"'}).status_code == 412
    done = post(f"{patrol.pk}/close/", {"remark": "已整改"}, **{"If-Match": '"1"'})
    assert (done.status_code, done.json()["status"], done["ETag"]) == (200, "closed", '"2"')


def test_a_spreadsheet_is_imported_by_the_same_service(clerk: User, tmp_path: Path) -> None:
    book, path = Workbook(), tmp_path / "patrols.xlsx"
    for row in (["区划代码*", "巡查日期*", "隐患数*", "情况*"], ["430922115", DAY, "2 处", "加油站巡查"]):
        book.active.append(row)
    book.save(path)

    def run(*options: str) -> dict[str, Any]:
        out = io.StringIO()
        call_command("import_patrols", str(path), "--user", clerk.username, "--format", "json", *options, stdout=out)
        found: dict[str, Any] = json.loads(out.getvalue())
        return found

    assert (run()["created"], Patrol.objects.count()) == (1, 0)
    assert (run("--commit")["created"], run("--commit")["unchanged"], Patrol.objects.count()) == (1, 1, 1)
