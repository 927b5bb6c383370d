"""The declared actions on decisions: one behaviour on pages and in the API, and to-dos for whoever may settle them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accountability.actions import (
    APPROVAL_TODO,
    DECIDE_TODO,
    DRAFT_TODO,
    EXPECTED_TODO,
    FLAG_TODO,
    LIFTING_TODO,
    MINUTES_TODO,
    PROPOSE_TODO,
    RECHECK_TODO,
)
from accountability.decisions import services
from accountability.models import Decision
from foundation.audit.event_labels import event_label
from foundation.audit.selectors import history_of
from foundation.common.actions import TodoKind
from foundation.organizations.selectors import city_bureau
from foundation.worklist.models import Todo
from foundation.worklist.services import open_todo_for
from tests.documents.factories import Office
from tests.support.accident_register import decision, drain, larger, make_accident
from tests.support.decision_chain import drafted_follow_up, issued_letter

pytestmark = pytest.mark.django_db
OFFICERS, WITH_LEADERS = ["officer"], ["officer", "leader"]


@pytest.fixture
def card(office: Office) -> Decision:
    accident = larger("2021-03-01")
    drain()
    return decision("R4a", accident)


def api(client: Client, one: Decision, action: str, data: Any = None, **headers: str) -> Any:
    url = f"/api/v1/decisions/{one.pk}/{action}/"
    return client.post(url, json.dumps(data or {}), content_type="application/json", headers=headers)


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        (PROPOSE_TODO, OFFICERS),
        (DECIDE_TODO, WITH_LEADERS),
        (EXPECTED_TODO, OFFICERS),
        (FLAG_TODO, OFFICERS),
        (RECHECK_TODO, OFFICERS),
        (DRAFT_TODO, OFFICERS),
        (MINUTES_TODO, OFFICERS),
        (LIFTING_TODO, OFFICERS),
        (APPROVAL_TODO, OFFICERS),
    ],
)
def test_a_todo_goes_to_those_who_may_settle_it(office: Office, kind: TodoKind, roles: list[str]) -> None:
    todo = open_todo_for(kind, key="test", title="待办", organization=city_bureau(), url="/")
    assert todo.roles == roles


def test_leaders_are_asked_about_cards_and_not_about_notices(office: Office) -> None:
    larger("2021-03-01")
    make_accident("2021-02-01")
    drain()
    roles = {todo.title[-30:]: todo.roles for todo in Todo.objects.open().filter(kind="decision_propose")}
    assert set(map(tuple, roles.values())) == {("officer",), ("officer", "leader")}
    assert all(roles[title] == OFFICERS for title in roles if "拟通报" in title)


@pytest.mark.parametrize("action", ["decline", "send_back"])
def test_a_missing_or_too_long_reason_is_refused_in_words(
    office: Office, card: Decision, client: Client, action: str
) -> None:
    client.force_login(office.leader)
    url = reverse(f"accountability:{action}", args=[card.pk])
    for reason, code in (("", "reason_missing"), ("因" * 501, "reason_too_long")):
        response = client.post(url, {"version": card.version, "reason": reason})
        assert response.status_code == 422
        assert reason in response.content.decode(), "what was typed stays"
        refused = api(client, card, action.replace("_", "-"), {"reason": reason})
        assert (refused.status_code, refused.json()["code"]) == (422, code)
        assert set(refused.json()["fields"]) == {"reason"}
    card.refresh_from_db()
    assert card.status == "proposed"


def test_an_endless_remark_is_refused_too(office: Office, card: Decision, client: Client) -> None:
    client.force_login(office.leader)
    refused = api(client, card, "approve", {"remark": "快" * 501})
    assert (refused.status_code, refused.json()["code"]) == (422, "reason_too_long")


def test_a_state_that_moved_on_leads_back_unless_something_was_typed(
    office: Office, card: Decision, client: Client
) -> None:
    services.decline(user=office.leader, decision=card, reason="部门已另行处理")
    client.force_login(office.leader)
    url = reverse("accountability:approve", args=[card.pk])
    for answer in (client.get(url, follow=True), client.post(url, {"version": card.version}, follow=True)):
        assert answer.redirect_chain == [(card.get_absolute_url(), 302)]
        assert "现在是“不予处理”，不用再同意处理。" in answer.content.decode()
    typed = client.post(url, {"version": card.version + 1, "remark": "尽快办理"})
    assert typed.status_code == 422
    assert "尽快办理" in typed.content.decode()
    refused = api(client, card, "approve")
    assert (refused.status_code, refused.json()["code"]) == (422, "wrong_state")


def test_without_a_flag_there_is_nothing_to_confirm(office: Office, card: Decision, client: Client) -> None:
    client.force_login(office.officer)
    answer = client.get(reverse("accountability:confirm", args=[card.pk]), follow=True)
    assert "现在是“没有待核对的提示”，不用再核对依据。" in answer.content.decode()
    refused = api(client, card, "confirm", {"reason": "核对无误"})
    assert (refused.status_code, refused.json()["code"]) == (422, "wrong_state")


def test_a_stale_version_keeps_what_was_typed(office: Office, card: Decision, client: Client) -> None:
    client.force_login(office.leader)
    url = reverse("accountability:send_back", args=[card.pk])
    answer = client.post(url, {"version": card.version + 1, "reason": "死亡人数不一致"})
    assert answer.status_code == 409
    assert "死亡人数不一致" in answer.content.decode()


def test_a_missing_right_is_explained_on_the_page_and_in_the_api(
    office: Office, card: Decision, client: Client
) -> None:
    client.force_login(office.officer)
    for answer in (
        client.get(reverse("accountability:decline", args=[card.pk])),
        api(client, card, "decline", {"reason": "不办"}),
    ):
        assert answer.status_code == 403
        assert "请由市局领导办理" in answer.content.decode()


def test_a_blocked_letter_has_no_button_and_its_page_says_why(office: Office, client: Client) -> None:
    accident = make_accident("2021-03-01", supervising_department="", has_no_department=True)
    drain()
    notice = decision("R3b", accident)
    client.force_login(office.officer)
    url = reverse("accountability:draft_letter", args=[notice.pk])
    assert url not in client.get(notice.get_absolute_url()).content.decode()
    assert "不能写进公文；请先更正主管部门" in client.get(url).content.decode()


def test_the_journal_tells_a_letter_from_a_follow_up(office: Office) -> None:
    accident = make_accident("2021-03-01")
    drain()
    letter = issued_letter(office, [decision("R3a", accident)])
    (notice,) = letter.decisions.all()
    drafted_follow_up(office, "revocation", [notice], reason="不负责任")
    events = [entry.act for entry in history_of(notice)]
    assert events[:3] == ["decision.draft_follow_up", "decision.issue", "decision.draft_letter"]
    assert [event_label(event) for event in events[:3]] == ["起草后续公文", "随公文印发", "起草处理文书"]
