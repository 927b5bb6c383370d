"""The bureau's own deadlines: counted in working days, kept as data, given to to-dos that have no due time of law."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from foundation.audit.models import Event
from foundation.calendar.models import OfficeDeadline
from foundation.calendar.services import load_office_deadlines, office_due
from foundation.common import clock
from foundation.organizations.selectors import city_bureau
from foundation.worklist.services import close_todos, open_todo
from tests.support.people import make_user

ROOT = Path(__file__).resolve().parents[2]
CITY = ROOT / "fixtures" / "yiyang"
#: Thursday before the national holiday: Friday 9-30 is not worked on 10-01 … 10-07; Saturday 10-09 is.
EVE = dt.datetime(2021, 9, 30, 16, 20, tzinfo=clock.SHANGHAI)

pytestmark = pytest.mark.usefixtures("city")


def midnight_after(text: str) -> dt.datetime:
    return clock.start_of_day(dt.date.fromisoformat(text) + dt.timedelta(days=1))


def ask(kind: str = "accident_verify", due_at: dt.datetime | None = None):
    return open_todo(
        key="试:1", kind=kind, kind_label="核实", title="试", organization=city_bureau(), roles=["officer"],
        action="去核实", url="/", due_at=due_at,
    )  # fmt: skip


def test_due_at_the_end_of_the_last_working_day() -> None:
    OfficeDeadline.objects.filter(kind="accident_verify").update(working_days=2)
    assert office_due("accident_verify", EVE) == midnight_after("2021-10-09")
    assert office_due("unheard_of", EVE) is None


def test_todo_keeps_the_time_of_its_first_opening() -> None:
    OfficeDeadline.objects.filter(kind="accident_verify").update(working_days=2)
    with clock.at(EVE):
        assert ask().due_at == midnight_after("2021-10-09")
    with clock.at(EVE + dt.timedelta(days=9)):
        assert ask().due_at == midnight_after("2021-10-09")
        close_todos("试:1")
        assert ask().due_at == midnight_after("2021-10-12")


def test_due_time_of_law_stands_above() -> None:
    law = EVE + dt.timedelta(hours=2)
    with clock.at(EVE):
        assert ask(due_at=law).due_at == law
        assert ask().due_at == law  # asked again without one
        assert ask(kind="decision_expected").due_at is None


def test_loading_again_keeps_what_the_bureau_confirmed() -> None:
    assert set(OfficeDeadline.objects.values_list("needs_confirmation", flat=True)) == {True}
    client = Client()
    client.force_login(make_user("sysadmin"))
    address = reverse("calendar:deadline", args=["document_sign"])
    assert client.post(address, {"working_days": "0", "basis": ""}).status_code == 422
    assert client.post(address, {"working_days": "5", "basis": "局务会纪要"}).status_code == 302
    load_office_deadlines(CITY / "office_deadlines.csv")
    row = OfficeDeadline.objects.get(kind="document_sign")
    assert (row.working_days, row.basis, row.needs_confirmation) == (5, "局务会纪要", False)
    assert Event.objects.filter(object_id="document_sign", message__contains="原 2 个").count() == 1
    page = client.get(reverse("organizations:dictionaries")).content.decode()
    assert "局务会纪要" in page
    assert "待市局确认" in page


def test_only_who_keeps_reference_data_may_change_them() -> None:
    client = Client()
    client.force_login(make_user("officer"))
    address = reverse("calendar:deadline", args=["document_sign"])
    assert client.post(address, {"working_days": "5", "basis": ""}).status_code == 403
    assert OfficeDeadline.objects.get(kind="document_sign").working_days == 2


#: Kinds of to-do whose due time is not the office's to set: by law, by reading 34, or in the hands of the province.
SET_ELSEWHERE = {"accident_submit", "document_acknowledge", "decision_expected"}


def kinds_opened() -> set[str]:
    """Every kind that the code declares as a ``TodoKind`` or gives to ``open_todo``."""
    found: set[str] = set()
    for path in (path for app in ("accidents", "accountability", "documents") for path in (ROOT / app).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "open_todo(" not in text and "TodoKind(" not in text:
            continue
        for call in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", "")
            given = [word.value for word in call.keywords if word.arg == "kind"] if name == "open_todo" else []
            given += call.args[:1] if name == "TodoKind" else []
            found |= {
                str(node.value)
                for value in given
                for node in ast.walk(value)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
    return found


def test_each_kind_of_todo_has_a_deadline_that_the_bureau_confirms() -> None:
    kinds = kinds_opened()
    assert {"accident_verify", "document_review", "document_countersign", "card_lifting", "letter_draft"} <= kinds
    rows = {row.kind: row for row in OfficeDeadline.objects.all()}
    assert kinds - SET_ELSEWHERE == set(rows)
    assert all(row.needs_confirmation for row in rows.values())


def test_a_request_to_countersign_is_due(client: Client) -> None:
    with clock.at(EVE):
        assert ask(kind="document_countersign").due_at == midnight_after("2021-10-09")
    client.force_login(make_user("sysadmin"))
    page = client.get(reverse("calendar:deadline", args=["document_countersign"])).content.decode()
    assert "会签" in page
