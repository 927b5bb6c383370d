"""States: only what the table lists succeeds; a queryset without a scope fails loudly."""

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser

from foundation.common.actions import Action, ActionTable, TextInput
from foundation.common.errors import DomainError
from foundation.common.querysets import ScopedQuerySet
from foundation.common.scope import NOTHING, Scope

LABELS = {"draft": "草稿", "sent": "已上报", "done": "已核实"}
TABLE = ActionTable(
    [
        Action(code="send", label="上报", sources=frozenset({"draft"}), target="sent"),
        Action(code="verify", label="核实", sources=frozenset({"sent"}), target="done"),
    ],
    namespace="",
    states=LABELS,
)


@pytest.mark.parametrize(("act", "current"), list(itertools.product(["send", "verify"], LABELS)))
def test_every_pair(act, current):
    listed = {("send", "draft"): "sent", ("verify", "sent"): "done"}
    assert TABLE[act].allows(current) == ((act, current) in listed)
    if (act, current) in listed:
        assert TABLE.require_state(act, current) == listed[act, current]
        return
    with pytest.raises(DomainError) as refused:
        TABLE.require_state(act, current)
    assert refused.value.code == "wrong_state"
    assert f"现在是“{LABELS[current]}”" in refused.value.message


class Someone:
    is_authenticated = is_active = True


def test_a_queryset_without_a_scope_fails_loudly(django_user_model):
    rows = ScopedQuerySet(django_user_model)
    assert rows.visible_to(None).query.is_empty()
    assert rows.visible_to(AnonymousUser()).query.is_empty()
    with pytest.raises(NotImplementedError):
        rows.visible_to(Someone())


def test_an_empty_scope_reaches_nothing():
    assert not Scope()
    assert Scope().q(division="place_code", organization="unit_id", author="by_id") == NOTHING
    assert Scope(division_prefixes=frozenset({"430922"})).q(organization="unit_id") == NOTHING
    assert not Scope(everything=True).q()


def test_what_the_system_does_is_offered_to_nobody():
    assert TABLE.available(Someone(), None, state="draft") == []


def test_a_text_is_refused_in_words_and_never_cut():
    reason = TextInput("退回理由", missing="请写退回理由。", max_length=5)
    assert reason.clean("  标题不对 ") == "标题不对"
    for text, code, words in [
        (" ", "reason_missing", "请写退回理由。"),
        ("标题不对，请改", "reason_too_long", "退回理由最多 5 字"),
    ]:
        with pytest.raises(DomainError) as refused:
            reason.clean(text)
        assert refused.value.code == code
        assert refused.value.fields["reason"].startswith(words)


def test_an_optional_text_may_be_required_in_some_cases():
    remark = TextInput("会签意见", name="remark")
    assert remark.clean("") == ""
    with pytest.raises(DomainError) as refused:
        remark.required("不同意的请写明意见。").clean("")
    assert refused.value.fields == {"remark": "不同意的请写明意见。"}
