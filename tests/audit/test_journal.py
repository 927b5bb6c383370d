"""The journal: complete entries, never changed, findable by who may read it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import InternalError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from foundation.accounts.models import User
from foundation.audit import selectors
from foundation.audit.context import request_id, working_on
from foundation.audit.filters import EventFilters
from foundation.audit.middleware import AuditMiddleware
from foundation.audit.models import Event
from foundation.audit.services import record
from foundation.common import clock
from foundation.organizations.models import Organization
from tests.support.people import history_model, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(city: None) -> User:
    return make_user("officer")


def test_entry_keeps_names_of_the_moment(officer: User) -> None:
    with clock.at(dt.datetime(2021, 3, 1, 9, 0, tzinfo=clock.SHANGHAI)) as moment, working_on("request-0001"):
        event = record(user=officer, act="accident.verify", obj=officer.organization, message="已核实。", data={"a": 1})
    officer.name = "后来的名字"
    officer.save()
    event.refresh_from_db()
    assert event.at == moment
    assert (event.actor_id, event.actor_name) == (officer.pk, "officer")
    assert event.actor_organization == officer.organization.name
    assert event.object_type == "organizations.organization"
    assert event.object_label == officer.organization.name
    assert (event.request_id, event.data) == ("request-0001", {"a": 1})


def test_the_system_has_no_id(city: None) -> None:
    bureau = Organization.objects.get(kind="city_bureau")
    event = record(user=None, act="city.load", obj=bureau)
    assert (event.actor_id, event.actor_name, event.request_id) == (None, "系统", "")


def test_entries_cannot_be_changed_or_deleted(officer: User) -> None:
    event = record(user=officer, act="accident.verify", obj=officer.organization)
    with pytest.raises(TypeError):
        event.delete()
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        Event.objects.filter(pk=event.pk).delete()
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(message="改过")
    assert Event.objects.get(pk=event.pk).message == ""


def test_entry_disappears_with_the_act_that_fails(officer: User) -> None:
    def fail() -> None:
        with transaction.atomic():
            record(user=officer, act="accident.verify", obj=officer.organization)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not Event.objects.filter(act="accident.verify").exists()


@pytest.mark.parametrize(("given", "kept"), [("abcdef-12345", True), ("a b", False), ("x" * 41, False), (None, False)])
def test_request_id_is_taken_over_only_when_well_formed(given: str | None, kept: bool, rf: RequestFactory) -> None:
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request_id())
        return HttpResponse()

    headers = {"X-Request-ID": given} if given else {}
    response = AuditMiddleware(view)(rf.get("/", headers=headers))
    assert response["X-Request-ID"] == seen[0]
    assert (seen[0] == given) is kept
    assert len(seen[0]) >= 8
    assert request_id() == ""


def test_row_history_names_person_and_request(officer: User) -> None:
    with working_on("request-0002", what="POST /system/"), transaction.atomic():
        record(user=officer, act="organization.manage", obj=officer.organization)
        Organization.objects.filter(pk=officer.organization_id).update(order=99)
    rows = history_model(Organization).objects.filter(pgh_obj_id=officer.organization_id).order_by("pgh_id")
    last = rows.last()
    assert last.order == 99
    assert last.pgh_label == "update"
    assert last.pgh_context.metadata == {"request_id": "request-0002", "what": "POST /system/", "user": officer.pk}


def test_history_of_one_object_newest_first(officer: User) -> None:
    for day in (1, 3, 2):
        with clock.at(dt.datetime(2021, 3, day, tzinfo=clock.SHANGHAI)):
            record(user=officer, act="accident.verify", obj=officer.organization, message=str(day))
    record(user=officer, act="accident.verify", obj=officer)
    assert [event.message for event in selectors.history_of(officer.organization)] == ["3", "2", "1"]


def test_search_by_text_act_day_and_request(officer: User) -> None:
    auditor = make_user("auditor")
    with clock.at(dt.datetime(2021, 3, 1, 23, 59, tzinfo=clock.SHANGHAI)), working_on("request-0003"):
        record(user=officer, act="accident.verify", obj=officer.organization, message="核实“2·27”事故。")
    with clock.at(dt.datetime(2021, 3, 2, 0, 0, tzinfo=clock.SHANGHAI)):
        record(user=officer, act="accident.return", obj=officer.organization, message="退回。")

    def acts(person: User, **asked: str) -> list[str]:
        filtered = EventFilters(asked, queryset=Event.objects.visible_to(person))
        assert filtered.is_valid(), filtered.errors
        return [event.act for event in filtered.qs if event.act.startswith("accident.")]

    assert acts(auditor, q="2·27") == ["accident.verify"]
    assert acts(auditor, first="2021-03-01", last="2021年3月1日") == ["accident.verify"]
    assert acts(auditor, act="accident.return") == ["accident.return"]
    assert acts(auditor, request_id="request-0003") == ["accident.verify"]
    assert acts(officer) == []
