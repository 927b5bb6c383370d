"""Tokens: only a hash is stored, and they end by time, by hand, and with their owner."""

from __future__ import annotations

import datetime as dt

import pytest

from foundation.accounts import tokens
from foundation.accounts.models import ApiToken
from foundation.audit.models import Event
from foundation.common import clock
from foundation.common.errors import DomainError
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")


def test_secret_is_not_stored() -> None:
    clerk = make_user("clerk")
    token, secret = tokens.issue_token(user=clerk, account=clerk, label="台账同步")
    assert len(secret) >= 40
    assert secret not in str(ApiToken.objects.values().get(pk=token.pk))
    assert secret not in str(list(Event.objects.values()))
    assert tokens.user_of(secret) == clerk
    token.refresh_from_db()
    assert token.last_used_on == clock.today()


def test_token_ends_with_its_time() -> None:
    clerk = make_user("clerk")
    start = dt.datetime(2021, 3, 1, 8, 0, tzinfo=clock.SHANGHAI)
    with clock.at(start):
        _, secret = tokens.issue_token(user=clerk, account=clerk, label="x", days=30)
    with clock.at(start + dt.timedelta(days=30, seconds=-1)):
        assert tokens.user_of(secret) == clerk
    with clock.at(start + dt.timedelta(days=30)):
        assert tokens.user_of(secret) is None


def test_token_ends_by_hand_and_only_by_its_owner() -> None:
    clerk, other = make_user("clerk"), make_user("clerk", username="other")
    token, secret = tokens.issue_token(user=clerk, account=clerk, label="x")
    with pytest.raises(DomainError, match="本人"):
        tokens.revoke_token(user=other, token=token)
    tokens.revoke_token(user=clerk, token=token)
    assert tokens.user_of(secret) is None


@pytest.mark.parametrize("secret", ["", "x", "0" * 64])
def test_unknown_secret_is_nobody(secret: str) -> None:
    assert tokens.user_of(secret) is None


def test_a_person_makes_limited_tokens_for_the_own_account() -> None:
    clerk, other = make_user("clerk"), make_user("clerk", username="other")
    with pytest.raises(DomainError, match="本人"):
        tokens.issue_token(user=clerk, account=other, label="x")
    with pytest.raises(DomainError, match="有期限"):
        tokens.issue_token(user=clerk, account=clerk, label="x", days=None)
    with pytest.raises(DomainError, match="用途"):
        tokens.issue_token(user=clerk, account=clerk, label=" ")
    assert tokens.issue_token(user=None, account=clerk, label="x", days=None)[0].expires_at is None
