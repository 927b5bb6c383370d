"""Idle sessions end."""

from __future__ import annotations

import time

import pytest
import time_machine
from django.conf import settings

from tests.support.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, city):
    client.force_login(make_user("sysadmin"), "django.contrib.auth.backends.ModelBackend")
    client.get("/health/live")
    return client


def test_idle_session_ends(signed_in):
    with time_machine.travel(time.time() + settings.SESSION_IDLE_SECONDS + 5, tick=False):
        signed_in.get("/health/live")
    assert "_auth_user_id" not in signed_in.session


def test_used_session_stays(signed_in):
    start = time.time()
    for minutes in (20, 40, 60):
        with time_machine.travel(start + minutes * 60, tick=False):
            signed_in.get("/health/live")
    assert "_auth_user_id" in signed_in.session


def test_what_a_page_asks_by_itself_is_not_use(signed_in):
    start = time.time()
    for minutes in (20, 40):
        with time_machine.travel(start + minutes * 60, tick=False):
            signed_in.get("/health/live", headers={"X-Background": "1"})
    assert "_auth_user_id" not in signed_in.session


def test_answer_carries_a_request_id_and_the_policy(client, db):
    answer = client.get("/health/live")
    assert len(answer["X-Request-ID"]) >= 8
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert client.get("/health/live", headers={"X-Request-ID": "abc_12345"})["X-Request-ID"] == "abc_12345"


@pytest.mark.parametrize("address", ["/", "/system/users/?export=csv", "/api/v1/divisions/"])
def test_no_proxy_keeps_what_a_person_was_shown(signed_in, address):
    assert signed_in.get(address)["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("address", ["/accidents/%00/", "/?kind=a%00b", "/api/v1/decisions/?county=%00"])
def test_an_address_with_a_null_character_is_unreadable(signed_in, address):
    assert signed_in.get(address).status_code == 400
