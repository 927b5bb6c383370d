"""The table of declared actions: who is offered what, and how it refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from foundation.common import actions
from foundation.common.actions import Action, ActionTable, TextInput
from foundation.common.errors import DomainError

TABLE = ActionTable(
    [
        Action(code="sign", label="签发", permission="document.sign", sources=frozenset({"open"}), target="signed"),
        Action(
            code="ask",
            label="请示",
            permission="document.draft",
            obstacles=lambda user, obj: obj.against,
            is_hidden_while_blocked=True,
            url_name="draft_follow_up",
            url_args=("veto_request",),
        ),
        Action(code="lapse", label="失效", event="decision.lapse", event_label="失效"),
    ],
    namespace="accountability",
    states={"open": "待签发", "signed": "已签发"},
)


@dataclass
class Row:
    against: list[str]


#: Who asks does not matter: `_everyone_may`.
ANYBODY: Any = None


@pytest.fixture(autouse=True)
def _everyone_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "may", lambda user, permission, on=None: True)


def codes(row: Any, state: str) -> list[str]:
    return [action.code for action in TABLE.available(ANYBODY, row, state=state)]


def test_an_action_of_the_system_is_offered_to_nobody() -> None:
    assert codes(Row([]), "open") == ["sign", "ask"]
    assert codes(Row([]), "signed") == ["ask"]


def test_a_button_is_hidden_while_something_stands_against_it() -> None:
    (button,) = TABLE.offered(ANYBODY, Row([]), state="signed", key=7)
    assert button.url == "/decisions/7/further/veto_request/"
    assert TABLE.offered(ANYBODY, Row(["已有在办的请示。"]), state="signed", key=7) == []


def test_a_refused_state_names_the_object_where_there_are_several() -> None:
    assert TABLE.require_state("sign", "open") == "signed"
    with pytest.raises(DomainError, match="现在是“已签发”，不能这样办；只有“待签发”时可以。"):
        TABLE.require_state("sign", "signed")
    with pytest.raises(DomainError, match="安化县 通报现为“已签发”"):
        TABLE.require_state("sign", "signed", name="安化县 通报")


def test_a_text_is_refused_and_never_cut() -> None:
    reason = TextInput("理由", missing="请写理由。")
    assert reason.clean(" 不负责任 ") == "不负责任"
    for text, code in (("  ", "reason_missing"), ("因" * 501, "reason_too_long")):
        with pytest.raises(DomainError) as refused:
            reason.clean(text)
        assert (refused.value.code, set(refused.value.fields)) == (code, {"reason"})


def test_only_events_of_their_own_need_a_name() -> None:
    assert TABLE.event_labels() == {"decision.lapse": "失效"}
