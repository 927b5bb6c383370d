"""Whose address is believed, and who is locked out by it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, RequestFactory

from foundation.accounts.client_address import client_address
from tests.support.people import make_user


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "10.0.0.9"),
        (0, "1.2.3.4", "10.0.0.9"),
        (1, "1.2.3.4", "1.2.3.4"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.8", "1.2.3.4"),
        (2, "1.2.3.4", "10.0.0.9"),
        (1, "", "10.0.0.9"),
        (1, "not an address", "10.0.0.9"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_only_trusted_proxies_are_believed(settings: Any, proxies: int, forwarded: str, address: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    extra: dict[str, Any] = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", **extra)) == address


@pytest.mark.django_db
@pytest.mark.usefixtures("city")
def test_behind_a_proxy_nobody_locks_a_colleague_out(settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    make_user("clerk", username="colleague", password="right-password-1")

    def log_in(address: str, password: str) -> int:
        sent = {"username": "colleague", "password": password}
        return Client().post("/login/", sent, REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR=address).status_code

    assert [log_in("6.6.6.6", "wrong") for _ in range(6)][-1] == 429
    assert log_in("1.2.3.4", "right-password-1") == 302
