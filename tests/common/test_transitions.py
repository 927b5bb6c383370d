"""States: only what the table lists succeeds; a queryset without a scope fails loudly."""

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser

from foundation.common.errors import DomainError
from foundation.common.querysets import ScopedQuerySet
from foundation.common.scope import NOTHING, Scope
from foundation.common.transitions import Transition, TransitionTable

LABELS = {"draft": "草稿", "sent": "已上报", "done": "已核实"}
TABLE = TransitionTable(
    [Transition("send", frozenset({"draft"}), "sent"), Transition("verify", frozenset({"sent"}), "done")], LABELS
)


@pytest.mark.parametrize(("act", "current"), list(itertools.product(["send", "verify"], LABELS)))
def test_every_pair(act, current):
    listed = {("send", "draft"): "sent", ("verify", "sent"): "done"}
    assert TABLE.allows(act=act, current=current) == ((act, current) in listed)
    if (act, current) in listed:
        assert TABLE.target(act=act, current=current) == listed[act, current]
        return
    with pytest.raises(DomainError) as refused:
        TABLE.target(act=act, current=current)
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
