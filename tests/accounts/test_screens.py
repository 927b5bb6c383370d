"""Login, password, sessions and tokens on their pages."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import ApiToken, User
from foundation.accounts.tokens import issue_token, user_of
from foundation.audit.models import Event
from foundation.common import clock
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")
PASSWORD = "a-long-password-1"


@pytest.fixture
def sysadmin(client: Client) -> User:
    user = make_user("sysadmin")
    client.force_login(user)
    return user


@pytest.fixture
def secadmin(client: Client) -> User:
    user = make_user("secadmin")
    client.force_login(user)
    return user


def test_login_leads_on_and_logout_ends(client: Client) -> None:
    make_user("clerk", password=PASSWORD)
    assert client.get("/").status_code == 302
    response = client.post("/login/", {"username": "clerk", "password": PASSWORD, "next": "/account/tokens/"})
    assert response["Location"] == "/account/tokens/"
    assert Event.objects.get(act="session.login").message == "登录，来自 127.0.0.1。"
    assert client.post("/logout/")["Location"] == "/login/"
    assert Event.objects.filter(act="session.logout").count() == 1
    assert client.get("/account/tokens/").status_code == 302


def test_login_never_leads_to_a_foreign_address(client: Client) -> None:
    make_user("clerk", password=PASSWORD)
    response = client.post("/login/", {"username": "clerk", "password": PASSWORD, "next": "https://example.com/"})
    assert response["Location"] == "/"


@pytest.mark.parametrize(("name", "secret"), [("clerk", "wrong"), ("nobody-here", PASSWORD)])
def test_wrong_login_does_not_say_what_was_wrong(client: Client, name: str, secret: str) -> None:
    make_user("clerk", password=PASSWORD)
    response = client.post("/login/", {"username": name, "password": secret})
    assert response.status_code == 422
    assert "用户名或密码不对" in response.content.decode()


def test_disabled_account_cannot_log_in(client: Client) -> None:
    make_user("clerk", password=PASSWORD, is_active=False)
    assert client.post("/login/", {"username": "clerk", "password": PASSWORD}).status_code == 422
    assert "_auth_user_id" not in client.session


def test_five_wrong_passwords_lock_the_name_from_that_address_until_unlocked(client: Client) -> None:
    clerk = make_user("clerk", password=PASSWORD)
    for _ in range(5):
        response = client.post("/login/", {"username": "clerk", "password": "wrong"})
    assert response.status_code == 429
    assert "15 分钟" in response.content.decode()
    assert client.post("/login/", {"username": "clerk", "password": PASSWORD}).status_code == 429
    elsewhere = Client(REMOTE_ADDR="10.0.0.9")
    assert elsewhere.post("/login/", {"username": "clerk", "password": PASSWORD}).status_code == 302
    keeper = Client()
    keeper.force_login(make_user("sysadmin"))
    assert keeper.post(reverse("accounts:unlock-user", args=[clerk.pk])).status_code == 302
    assert client.post("/login/", {"username": "clerk", "password": PASSWORD}).status_code == 302


def test_first_password_must_be_changed_before_anything_else(client: Client) -> None:
    clerk = make_user("clerk", password=PASSWORD)
    User.objects.filter(pk=clerk.pk).update(must_change_password=True)
    client.post("/login/", {"username": "clerk", "password": PASSWORD})
    assert client.get("/account/tokens/")["Location"] == "/account/password/"
    refused = client.post("/api/v1/accidents/", {"submit": False}, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "password_change")
    wrong = client.post("/account/password/", {"old": PASSWORD, "new": "another-long-2", "again": "another-long-3"})
    assert wrong.status_code == 422
    assert "不一样" in wrong.content.decode()
    client.post("/account/password/", {"old": PASSWORD, "new": "another-long-2", "again": "another-long-2"})
    assert client.get("/account/tokens/").status_code == 200
    assert client.get("/api/v1/accidents/").status_code == 200


def test_who_changes_the_password_hears_of_tokens_that_still_work(client: Client) -> None:
    clerk = make_user("clerk", password=PASSWORD)
    issue_token(user=clerk, account=clerk, label="台账同步")
    client.post("/login/", {"username": "clerk", "password": PASSWORD})
    new = {"old": PASSWORD, "new": "another-long-2", "again": "another-long-2"}
    assert "名下 1 个接口令牌仍然有效" in client.post("/account/password/", new, follow=True).content.decode()


def test_secadmin_ends_a_session(client: Client, secadmin: User) -> None:
    other = Client()
    other.force_login(make_user("clerk"))
    page = client.get("/system/sessions/").content.decode()
    handles = re.findall(r"/system/sessions/(\w+)/end/", page)
    assert len(handles) == 2
    assert str(other.session.session_key) not in page
    for handle in handles:
        text = client.get(f"/system/sessions/{handle}/end/").content.decode()
        if "强制退出 clerk" in text:
            client.post(f"/system/sessions/{handle}/end/")
    assert other.get("/account/tokens/").status_code == 302
    assert Event.objects.filter(act="session.end").count() == 1


def test_an_expired_token_is_not_shown_as_usable(client: Client) -> None:
    clerk = make_user("clerk")
    client.force_login(clerk)
    token, _ = issue_token(user=clerk, account=clerk, label="台账同步", days=30)
    revoke = reverse("accounts:revoke-token", args=[token.pk])
    assert revoke in client.get("/account/tokens/").content.decode()
    ApiToken.objects.update(expires_at=clock.now())
    page = client.get("/account/tokens/").content.decode()
    assert "已过期" in page
    assert revoke not in page


def test_tokens_by_the_person(client: Client) -> None:
    clerk = make_user("clerk")
    client.force_login(clerk)
    assert client.post("/account/tokens/", {"label": "", "days": "30"}).status_code == 422
    response = client.post("/account/tokens/", {"label": "台账同步", "days": "30"})
    found = re.search(r"<code>([\w-]+)</code>", response.content.decode())
    assert found
    assert user_of(found[1]) == clerk
    assert found[1] not in client.get("/account/tokens/").content.decode()
    token = ApiToken.objects.get()
    revoke = reverse("accounts:revoke-token", args=[token.pk])
    client.post(revoke)
    assert user_of(found[1]) is None
    again = client.post(revoke, follow=True).content.decode()
    assert "现在是“已停用”，不用再停用接口令牌。" in again
    foreign, _ = issue_token(user=None, account=make_user("clerk", username="other"), label="x")
    assert client.post(reverse("accounts:revoke-token", args=[foreign.pk])).status_code == 404
