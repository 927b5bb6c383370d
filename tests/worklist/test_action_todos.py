"""The to-dos that an action declares are those that it closes and opens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import accidents.actions
import accountability.actions
import documents.actions
from foundation.common.actions import Action, ActionTable, TodoKind
from foundation.organizations.selectors import city_bureau
from foundation.worklist.action_todos import TodoText, ask, settle_todos, todo_key
from foundation.worklist.models import Todo

CHECK = TodoKind("organization_check", "核对", "核对", "organization.manage")
ANSWER = TodoKind("answer", "答复", "去答复", "organization.manage")


@pytest.fixture
def text(city: None) -> TodoText:
    return TodoText(title="核对机构", organization=city_bureau(), url="/", detail="名称有误")


def open_keys() -> list[str]:
    return list(Todo.objects.open().order_by("pk").values_list("key", flat=True))


@pytest.mark.django_db
def test_an_action_closes_and_opens_what_it_declares(text: TodoText) -> None:
    unit = text.organization
    settle_todos(Action(code="question", label="提问", opens=(CHECK,)), unit, text)
    todo = Todo.objects.get()
    assert todo.key == f"organization:{unit.pk}:check"
    assert (todo.kind, todo.kind_label, todo.action, todo.detail) == ("organization_check", "核对", "核对", "名称有误")
    settle_todos(Action(code="pass_on", label="转办", closes=(CHECK,), opens=(ANSWER,)), unit, text)
    assert open_keys() == [f"organization:{unit.pk}:answer"]


@pytest.mark.django_db
def test_nothing_is_opened_without_a_text(text: TodoText) -> None:
    settle_todos(Action(code="question", label="提问", opens=(CHECK,)), text.organization)
    assert open_keys() == []


@pytest.mark.django_db
def test_parts_are_settled_one_by_one_or_together(text: TodoText) -> None:
    unit, send = text.organization, Action(code="send", label="发送", opens=(CHECK, ANSWER))
    answer = Action(code="answer", label="答复", closes=(ANSWER,))
    for part in (1, 2, 12):
        ask(send, ANSWER, unit, text, part=part)
    settle_todos(answer, unit, part=1)
    assert open_keys() == [todo_key(ANSWER, unit, 2), todo_key(ANSWER, unit, 12)]
    settle_todos(answer, unit)
    assert open_keys() == []


@pytest.mark.django_db
def test_what_is_not_declared_is_not_asked(text: TodoText) -> None:
    with pytest.raises(ValueError, match="does not declare"):
        ask(Action(code="send", label="发送", opens=(CHECK,)), ANSWER, text.organization, text)


def _declared() -> Iterator[Action]:
    for module in (accidents.actions, accountability.actions, documents.actions):
        for table in vars(module).values():
            if isinstance(table, ActionTable):
                yield from table


def test_what_one_action_closes_another_opens() -> None:
    opened = {kind for action in _declared() for kind in action.opens}
    closed = {kind for action in _declared() for kind in action.closes}
    assert opened
    assert opened == closed
