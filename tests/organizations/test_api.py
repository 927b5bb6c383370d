"""The structure through the API: filters, pages, tokens, and the shape of errors."""

from __future__ import annotations

import pytest
from django.test import Client

from foundation.accounts.models import User
from foundation.accounts.tokens import issue_token
from foundation.audit.models import Event
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def clerk() -> User:
    return make_user("clerk")


@pytest.fixture
def authorized(clerk: User) -> dict[str, str]:
    return {"Authorization": f"Token {issue_token(user=clerk, account=clerk, label='测试')[1]}"}


def codes(client: Client, url: str, headers: dict[str, str]) -> list[str]:
    answer = client.get(url, headers=headers)
    assert answer.status_code == 200, answer.content
    return [row["code"] for row in answer.json()["results"]]


def test_divisions_by_tree(client: Client, authorized: dict[str, str]) -> None:
    assert len(codes(client, "/api/v1/divisions/?level=county", authorized)) == 8
    assert len(codes(client, "/api/v1/divisions/?parent=430922&page_size=200", authorized)) == 15
    assert "430922115001" not in codes(client, "/api/v1/divisions/?under=430923&level=village", authorized)
    row = client.get("/api/v1/divisions/430922115/", headers=authorized).json()
    assert row["name"] == "马迹塘镇"
    assert (row["level"], row["parent"]) == ("township", "430922")


def test_organizations_by_place_kind_and_function(client: Client, authorized: dict[str, str]) -> None:
    url = "/api/v1/organizations/?under=430922&kind=county_department&function=housing"
    assert codes(client, url, authorized) == ["430922-housing"]
    row = client.get("/api/v1/organizations/430922/", headers=authorized).json()
    assert (row["name"], row["received_by"]) == ("桃江县人民政府", "430922-emergency")


def test_pages_hold_at_most_two_hundred(client: Client, authorized: dict[str, str]) -> None:
    answer = client.get("/api/v1/divisions/?page_size=5000", headers=authorized).json()
    assert answer["count"] == 1553
    assert len(answer["results"]) == 200


@pytest.mark.parametrize(
    "url", ["/api/v1/divisions/999999/", "/api/v1/organizations/nowhere/", "/api/v1/divisions/?page=99999"]
)
def test_what_is_not_there(client: Client, authorized: dict[str, str], url: str) -> None:
    answer = client.get(url, headers=authorized)
    assert answer.status_code == 404
    assert set(answer.json()) == {"code", "message", "fields"}


def test_a_filter_that_makes_no_sense_is_an_error(client: Client, authorized: dict[str, str]) -> None:
    answer = client.get("/api/v1/divisions/?level=galaxy", headers=authorized)
    assert answer.status_code == 400
    assert set(answer.json()["fields"]) == {"level"}


@pytest.mark.parametrize("header", ["Token", "Token x y", "Token wrong", "Token 令牌"])
def test_wrong_tokens_are_refused(client: Client, header: str) -> None:
    answer = client.get("/api/v1/divisions/", headers={"Authorization": header.encode().decode("latin-1")})
    assert answer.status_code == 401
    assert answer.json()["code"] == "authentication_failed"


def test_without_token_nothing(client: Client) -> None:
    assert client.get("/api/v1/organizations/").status_code == 401


def test_token_of_a_disabled_person_is_dead(client: Client, clerk: User, authorized: dict[str, str]) -> None:
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    assert client.get("/api/v1/divisions/", headers=authorized).status_code == 401


def test_structure_is_read_only(client: Client, authorized: dict[str, str]) -> None:
    before = Event.objects.count()
    for method in (client.post, client.put, client.patch, client.delete):
        assert method("/api/v1/organizations/430922/", headers=authorized).status_code == 405
    assert Event.objects.count() == before
