"""What the API reads of a body and how it refuses what cannot be read: one shape, in Chinese, whatever the address."""

from __future__ import annotations

import json

import pytest
from django.test import Client, override_settings
from django.urls import path

from foundation.api.parsers import refuse_what_cannot_be_kept
from foundation.common.errors import Unreadable
from foundation.ui.errors import views as error_views
from tests.support.people import make_user

UNKEEPABLE = [
    b'{"decisions": [1], "details": {"place": "\\u0000"}}',
    b'{"decisions": [1], "details": {"\\u0000": ""}}',
    b'{"decisions": [1], "details": {"place": "\\ud800"}}',
    b'{"decisions": [1000000000000000000000000000000]}',
    b'{"decisions": [1], "details": {"phone": 1e400}}',
    b'{"decisions": [1], "details": {"phone": NaN}}',
    b'{"decisions": ' + b"[" * 20_000,
    b"{",
    b"null",
]


@pytest.fixture
def officer(city: None, client: Client) -> Client:
    client.force_login(make_user("officer"))
    return client


def told(answer) -> dict:
    assert answer["Content-Type"] == "application/json"
    assert set(answer.json()) == {"code", "message", "fields"}
    return answer.json()


@pytest.mark.parametrize("content", UNKEEPABLE)
def test_what_no_store_can_keep_is_refused(officer: Client, content: bytes) -> None:
    answer = officer.post("/api/v1/letters/", content, content_type="application/json")
    assert answer.status_code == 400
    assert told(answer)["code"] == "unreadable"
    assert "请求内容" in told(answer)["message"]


def test_a_null_character_in_a_form_is_refused(officer: Client) -> None:
    answer = officer.post("/api/v1/documents/1/replies/", {"text": "已整改\x00"})
    assert answer.status_code in (400, 404)
    answer = officer.post("/api/v1/letters/", {"decisions": "1", "details.place": "\x00"})
    assert answer.status_code == 400
    assert told(answer)["code"] == "unreadable"


@pytest.mark.parametrize("value", [{"a": [{"b": "\x00"}]}, ["\udfff"], -(2**63) - 1, float("inf"), {"\ud800": 1}])
def test_any_depth_is_looked_through(value) -> None:
    with pytest.raises(Unreadable):
        refuse_what_cannot_be_kept(value)


def test_what_can_be_kept_passes() -> None:
    refuse_what_cannot_be_kept({"a": [1, -(2**62), 0.5, "安全\n🧯", None, True, {}]})


@pytest.mark.parametrize("address", ["/api/v1/nothing/", "/api/v1/decisions/x/", "/api/v1/documents/1/document.doc"])
def test_an_address_that_does_not_exist_is_told_in_the_same_shape(officer: Client, address: str) -> None:
    answer = officer.get(address)
    assert answer.status_code == 404
    assert told(answer)["code"] == "not_found"


def test_a_null_character_in_the_address_is_told_in_the_same_shape(officer: Client) -> None:
    for address in ("/api/v1/accidents/%00/", "/api/v1/accidents/?q=%00"):
        answer = officer.get(address)
        assert answer.status_code == 400
        assert told(answer)["code"] == "unreadable"


def test_a_page_that_does_not_exist_stays_a_page(officer: Client) -> None:
    answer = officer.get("/nothing/")
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")


def _break(request):
    raise RuntimeError("a fault")


class _Addresses:
    urlpatterns = [path("api/v1/broken/", _break)]
    handler500 = staticmethod(error_views.failed)


@override_settings(ROOT_URLCONF=_Addresses)
def test_a_fault_is_told_in_the_same_shape_without_its_cause() -> None:
    answer = Client(raise_request_exception=False).get("/api/v1/broken/")
    assert answer.status_code == 500
    assert told(answer)["code"] == "failed"
    assert "fault" not in json.dumps(told(answer))
