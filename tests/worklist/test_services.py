"""Opening, closing, telling, putting off."""

import datetime as dt
from typing import Any

import pytest

from foundation.audit.models import Event
from foundation.common import clock
from foundation.common.errors import DomainError, NotPermitted
from foundation.organizations.models import Organization
from foundation.worklist import selectors
from foundation.worklist.models import Message, Todo
from foundation.worklist.services import (
    close_todos,
    mark_read,
    open_todo,
    send_message,
    snooze,
)
from tests.support.people import make_user

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2021, 3, 16, 9, 41, tzinfo=clock.SHANGHAI)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _morning():
    with clock.at(NOW):
        yield


def make_todo(key: str = "accident:12:submit", **changes) -> Todo:
    values: dict[str, Any] = {
        "key": key,
        "kind": "accident_submit",
        "kind_label": "2 小时上报",
        "title": "马迹塘镇“3·16”道路运输事故",
        "organization": Organization.objects.get(code="430922-emergency"),
        "roles": ["clerk"],
        "action": "去上报",
        "url": "/accidents/12/",
        "due_at": NOW + HOUR,
    }
    return open_todo(**(values | changes))


def test_opening_the_same_matter_again_updates_it():
    first = make_todo()
    second = make_todo(title="改了名", due_at=NOW + 2 * HOUR)
    assert second.pk == first.pk
    stored = Todo.objects.get()
    assert (stored.title, stored.due_at, stored.opened_at) == ("改了名", NOW + 2 * HOUR, NOW)


def test_a_closed_matter_opens_anew():
    first = make_todo()
    assert close_todos(first.key) == 1
    assert close_todos(first.key) == 0
    assert make_todo().pk != first.pk
    assert Todo.objects.get(pk=first.pk).done_at == NOW


def test_parts_are_closed_with_the_whole_and_longer_numbers_are_not():
    for key in ("document:1:reply", "document:1:reply:7"):
        make_todo(key)
    others = [make_todo(key) for key in ("document:1:reply_later", "document:12:reply")]
    assert close_todos("document:1:reply:7", with_parts=True) == 1
    assert close_todos("document:1:reply", with_parts=True) == 1
    assert list(Todo.objects.open().order_by("pk")) == others
    assert close_todos() == 0


def test_a_to_do_is_seen_by_the_role_in_the_unit_only():
    todo = make_todo()
    assert todo in Todo.objects.visible_to(make_user("clerk"))
    assert todo not in Todo.objects.visible_to(make_user("county_leader"))
    assert todo not in Todo.objects.visible_to(make_user("clerk", username="anhua", unit="430923-emergency"))


def test_a_to_do_of_a_person_is_only_theirs():
    person, colleague = make_user("clerk"), make_user("clerk", username="colleague")
    todo = make_todo(user=person)
    assert todo in Todo.objects.visible_to(person)
    assert todo not in Todo.objects.visible_to(colleague)


def test_each_person_is_told_once_about_an_event():
    people = [make_user("clerk"), make_user("officer"), make_user("leader", is_active=False)]
    told = {"event": "accident:12:verified", "title": "市局已核实", "url": "/accidents/12/"}
    assert send_message(recipients=people, **told) == 2
    assert send_message(recipients=people, **told) == 0
    assert Message.objects.count() == 2


def test_reading_touches_only_own_messages():
    reader, other = make_user("clerk"), make_user("officer")
    send_message(recipients=[reader, other], event="e", title="市局已核实")
    foreign = Message.objects.filter(recipient=other)
    assert mark_read(user=reader, messages=foreign) == 0
    assert mark_read(user=reader) == 1
    assert foreign.get().read_at is None


def test_putting_off_keeps_the_limit_and_is_in_the_journal():
    user, todo = make_user("clerk"), make_todo(due_at=NOW + 5 * HOUR)
    snooze(todo=todo, user=user, until=NOW + 2 * HOUR, reason=" 等医院确认伤情 ")
    todo.refresh_from_db()
    assert (todo.snoozed_until, todo.snooze_reason, todo.due_at) == (NOW + 2 * HOUR, "等医院确认伤情", NOW + 5 * HOUR)
    entry = Event.objects.get(act="todo.snooze")
    assert entry.actor_id == user.pk
    assert "等医院确认伤情" in entry.message
    assert selectors.count_waiting(user).number == 0
    with clock.at(NOW + 6 * HOUR):
        assert selectors.count_waiting(user).has_overdue


def test_a_new_limit_ends_the_putting_off():
    user, todo = make_user("clerk"), make_todo(due_at=NOW + 5 * HOUR)
    snooze(todo=todo, user=user, until=NOW + 2 * HOUR, reason="等医院确认")
    assert make_todo(due_at=NOW + 3 * HOUR).snoozed_until is None


@pytest.mark.parametrize(
    ("due", "until", "reason", "code"),
    [
        (5, 6, "等医院确认", "until_after_due"),
        (5, 5, "等医院确认", "until_after_due"),
        (5, 0, "等医院确认", "until_past"),
        (-1, 2, "等医院确认", "todo_overdue"),
        (5, 2, "  ", "reason_missing"),
        (None, 31 * 24, "等医院确认", "until_far"),
    ],
)
def test_what_cannot_be_put_off(due, until, reason, code):
    todo = make_todo(due_at=None if due is None else NOW + due * HOUR)
    with pytest.raises(DomainError) as refused:
        snooze(todo=todo, user=make_user("clerk"), until=NOW + until * HOUR, reason=reason)
    assert refused.value.code == code
    assert not Event.objects.filter(act="todo.snooze").exists()


def test_nobody_puts_off_what_is_not_theirs():
    with pytest.raises(NotPermitted):
        snooze(todo=make_todo(), user=make_user("officer"), until=NOW + HOUR / 2, reason="代为暂缓")
