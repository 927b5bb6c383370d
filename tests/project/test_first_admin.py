"""The first administrator's one-time link."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest

from foundation.accounts.models import OneTimeLink, User
from foundation.audit.models import Event
from foundation.common import clock
from foundation.common.errors import DomainError
from yiyang_ems import first_admin
from yiyang_ems.first_admin import NewAccount

pytestmark = pytest.mark.django_db

GIVEN = {"username": "guanli", "name": "系统管理员", "password": "Ziyang-2021-x", "again": "Ziyang-2021-x"}
GIVEN |= {"security_username": "anquan", "security_name": "安全管理员"}


@pytest.fixture
def path(city):
    return urlsplit(first_admin.make_link("http://127.0.0.1:8000/")).path


def test_link_makes_one_administrator_once(client, path):
    assert client.get(path).status_code == 200
    answer = client.post(path, GIVEN)
    assert answer.status_code == 200
    user = User.objects.get(username="guanli")
    assert user.roles == ["sysadmin"]
    assert user.check_password(GIVEN["password"])
    assert user.organization.kind == "city_bureau"
    assert Event.objects.filter(act="user.create", object_id=str(user.pk)).count() == 1
    again = GIVEN | {"username": "zweiter", "security_username": "dritter"}
    assert client.post(path, again).status_code == 410
    assert User.objects.filter(roles__contains=["sysadmin"]).count() == 1


def test_security_administrator_gets_a_password_that_is_shown_once(client, path):
    page = client.post(path, GIVEN).content.decode()
    security = User.objects.get(username="anquan")
    assert security.roles == ["secadmin"]
    assert security.must_change_password
    shown = re.search(r"<code>([A-Za-z2-9]{14})</code>", page)[1]
    assert security.check_password(shown)


def test_secret_is_not_stored(path):
    secret = path.strip("/").split("/")[-1]
    assert OneTimeLink.objects.filter(digest=secret).count() == 0
    assert OneTimeLink.objects.count() == 1


def test_opening_the_link_does_not_use_it_up(client, path):
    assert client.get(path).status_code == client.get(path).status_code == 200


def test_newer_link_makes_the_older_void(client, path):
    first_admin.make_link("http://127.0.0.1/")
    assert client.get(path).status_code == 410


def test_link_ends_after_a_day(client, path):
    with clock.at(clock.now() + first_admin.VALID_FOR + dt.timedelta(seconds=1)):
        assert client.get(path).status_code == 410
        assert client.post(path, GIVEN).status_code == 410
    assert not User.objects.filter(username="guanli").exists()


def test_guessed_link_is_refused(client, path):
    assert client.get(path[:-3] + "xx/").status_code == 410


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"again": "other"}, "两次输入的密码不一致"),
        ({"password": "1234567890", "again": "1234567890"}, "密码"),
        ({"username": ""}, "请填系统管理员用户名。"),
        ({"security_username": "guanli"}, "须与系统管理员的用户名不同"),
    ],
)
def test_what_is_wrong_is_said_and_the_link_stays(client, path, change, said):
    answer = client.post(path, GIVEN | change)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not User.objects.filter(username="guanli").exists()
    assert client.get(path).status_code == 200


def test_no_link_works_once_there_is_an_administrator(path):
    from tests.support.people import make_user

    make_user("sysadmin")
    accounts = {"administrator": NewAccount("x", "x"), "security": NewAccount("y", "y")}
    with pytest.raises(DomainError):
        first_admin.redeem(secret=path.split("/")[2], password="Ziyang-2021-x", **accounts)
