"""The screens of accounts, units and dictionaries: each act through the browser's way, and what is refused."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import User
from foundation.audit.models import Event
from foundation.calendar.models import Holiday
from foundation.organizations.models import Organization, Sector
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


@pytest.mark.parametrize("typed", ["住建", "桃江县住", "tjxzf", "taojiangxianzhufang", "430922-housing"])
def test_a_unit_is_found_by_name_initials_pinyin_or_code(sysadmin: User, client: Client, typed: str) -> None:
    html = client.get("/system/organizations/", {"q": typed, "county": "430922"}).content.decode()
    assert "/system/organizations/430922-housing/" in html
    assert "/system/organizations/430922-forestry/" not in html


def test_sysadmin_makes_a_user_whose_password_works(client: Client, sysadmin: User) -> None:
    unit = Organization.objects.get(code="430922-emergency")
    page = client.get("/system/users/new/").content.decode()
    assert "新建用户" in page
    response = client.post("/system/users/new/", {"username": "wenhui", "name": "文慧", "organization": unit.pk})
    found = re.search(r"<code>(\w+)</code>", response.content.decode())
    assert found
    assert User.objects.get(username="wenhui").check_password(found[1])
    assert response["Cache-Control"].startswith("max-age=0")


def test_wrong_input_keeps_what_was_typed(client: Client, sysadmin: User) -> None:
    response = client.post("/system/users/new/", {"username": "sysadmin", "name": "张三", "organization": ""})
    page = response.content.decode()
    assert response.status_code == 422
    assert "请选所属机构。" in page
    assert 'value="张三"' in page
    assert User.objects.count() == 1


def test_edit_disable_enable_reset(client: Client, sysadmin: User) -> None:
    clerk = make_user("clerk", password=PASSWORD)
    at = [clerk.pk]
    other = Organization.objects.get(code="430923-emergency")
    client.post(
        reverse("accounts:edit-user", args=at), {"name": "安化填报员", "organization": other.pk, "phone": "0737"}
    )
    clerk.refresh_from_db()
    assert (clerk.name, clerk.organization, clerk.phone) == ("安化填报员", other, "0737")
    city = Organization.objects.get(code="4309-emergency")
    refused = client.post(reverse("accounts:edit-user", args=at), {"name": "x", "organization": city.pk})
    assert refused.status_code == 422
    assert "角色不符" in refused.content.decode()
    assert client.post(reverse("accounts:disable-user", args=at), {"reason": ""}).status_code == 422
    client.post(reverse("accounts:disable-user", args=at), {"reason": "调离"})
    clerk.refresh_from_db()
    assert not clerk.is_active
    client.post(reverse("accounts:enable-user", args=at), {"reason": "借调返回"})
    response = client.post(reverse("accounts:reset-password", args=at))
    found = re.search(r"<code>(\w+)</code>", response.content.decode())
    clerk.refresh_from_db()
    assert found
    assert clerk.is_active
    assert clerk.check_password(found[1])
    page = client.get(reverse("accounts:user", args=at)).content.decode()
    assert "停用用户 clerk：调离" in page


def test_secadmin_grants_only_fitting_roles(client: Client, secadmin: User) -> None:
    person = make_user(username="neu", unit="430922-emergency")
    url = reverse("accounts:user-roles", args=[person.pk])
    page = client.get(url).content.decode()
    assert 'value="clerk"' in page
    assert 'value="leader"' not in page
    assert client.post(url, {"roles": ["leader"], "reason": "x"}).status_code == 422
    assert client.post(url, {"roles": ["clerk"], "reason": ""}).status_code == 422
    assert client.post(url, {"roles": ["clerk"], "reason": "县局报送名单"}).status_code == 302
    person.refresh_from_db()
    assert person.roles == ["clerk"]


def test_own_roles_are_refused_by_a_handmade_post(client: Client, secadmin: User) -> None:
    response = client.post(reverse("accounts:user-roles", args=[secadmin.pk]), {"roles": ["officer"], "reason": "x"})
    assert response.status_code == 422
    secadmin.refresh_from_db()
    assert secadmin.roles == ["secadmin"]


def test_first_secadmin_is_appointed_once(client: Client, sysadmin: User) -> None:
    person = make_user(username="neu", unit="4309-emergency-office")
    assert "还没有安全管理员" in client.get("/system/users/").content.decode()
    url = reverse("accounts:appoint-user", args=[person.pk])
    assert client.post(url).status_code == 302
    person.refresh_from_db()
    assert person.roles == ["secadmin"]
    second = make_user(username="second", unit="4309-emergency-office")
    assert client.post(reverse("accounts:appoint-user", args=[second.pk])).status_code == 422
    second.refresh_from_db()
    assert second.roles == []


def test_unit_is_corrected_confirmed_closed_and_opened(client: Client, sysadmin: User) -> None:
    url = reverse("organizations:unit", args=["430922-industry"])
    given = {"name": "桃江县工业和信息化局", "short_name": "桃江县工信局", "function": "industry",
             "is_supervising": "on", "is_confirmed": "on", "basis": "市局确认"}  # fmt: skip
    assert client.post(url, given).status_code == 302
    unit = Organization.objects.get(code="430922-industry")
    assert (unit.name, unit.needs_confirmation, unit.initials) == ("桃江县工业和信息化局", False, "tjxgyhxxhj")
    assert client.post(url, given | {"name": ""}).status_code == 422
    close, reopen = (reverse(f"organizations:{name}", args=[unit.code]) for name in ("close-unit", "reopen-unit"))
    assert close in client.get(url).content.decode()
    for _ in range(2):
        client.post(close)
        unit.refresh_from_db()
        assert not unit.is_active, "a second click does not open it again"
    assert reopen in client.get(url).content.decode()
    client.post(reopen)
    unit.refresh_from_db()
    assert unit.is_active
    acts = Event.objects.filter(object_id=str(unit.pk)).order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["organization.edit", "organization.close", "organization.reopen"]


def test_unit_with_users_is_not_closed(client: Client, sysadmin: User) -> None:
    make_user("clerk")
    response = client.post(reverse("organizations:close-unit", args=["430922-emergency"]))
    assert response.status_code == 422
    assert "还有 1 个在用账号" in response.content.decode()


def test_new_unit(client: Client, sysadmin: User) -> None:
    given = {"code": "430922-veterans", "kind": "county_department", "division": "430922",
             "name": "桃江县退役军人事务局", "short_name": "桃江县退役军人局", "is_supervising": "on"}  # fmt: skip
    assert client.post("/system/organizations/new/", given | {"division": "999999"}).status_code == 422
    assert client.post("/system/organizations/new/", given | {"code": "A B"}).status_code == 422
    second_bureau = given | {"code": "430922-second", "kind": "county_bureau"}
    assert client.post("/system/organizations/new/", second_bureau).status_code == 422
    assert client.post("/system/organizations/new/", given).status_code == 302
    assert Organization.objects.get(code="430922-veterans").needs_confirmation
    assert client.post("/system/organizations/new/", given).status_code == 422


def test_holidays_are_entered_and_taken_back(client: Client, sysadmin: User) -> None:
    page = client.get("/system/holidays/?year=2027").content.decode()
    assert "2027年的安排还没有登记" in page
    given = {"day": "2027-10-01", "is_workday": "0", "name": "国庆节", "source": "国办发明电〔2026〕9号"}
    assert client.post("/system/holidays/", given).status_code == 302
    assert str(Holiday.objects.get(day="2027-10-01")) == "2027-10-01 国庆节放假"
    wrong = client.post("/system/holidays/", given | {"day": "2027-10-04", "is_workday": "1"})
    assert wrong.status_code == 422
    assert "10月4日是星期一，本来上班" in wrong.content.decode()
    client.post("/system/holidays/2027-10-01/remove/")
    assert not Holiday.objects.filter(day="2027-10-01").exists()
    assert client.get("/system/holidays/not-a-day/remove/").status_code == 404
    again = client.post("/system/holidays/2027-10-01/remove/")
    assert again["Location"] == "/system/holidays/?year=2027"
    acts = Event.objects.filter(act__startswith="holiday.").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["holiday.enter", "holiday.remove"]


def test_sector_is_confirmed(client: Client, sysadmin: User) -> None:
    url = reverse("organizations:sector", args=["gas"])
    assert "燃气" in client.get(url).content.decode()
    assert client.post(url, {"department_function": "urban_management", "is_active": "on"}).status_code == 302
    sector = Sector.objects.get(code="gas")
    assert (sector.department_function, sector.needs_confirmation) == ("urban_management", False)
    assert "城管" in client.get("/system/dictionaries/").content.decode()


#: Every page of 系统管理 and the roles that may open it.
PAGES = {
    "/system/users/new/": {"sysadmin"},
    "/system/sessions/": {"secadmin"},
    "/system/organizations/": {"sysadmin"},
    "/system/organizations/new/": {"sysadmin"},
    "/system/organizations/430922-housing/": {"sysadmin"},
    "/system/organizations/430922-housing/close/": {"sysadmin"},
    "/system/holidays/": {"sysadmin"},
    "/system/holidays/2026-10-01/remove/": {"sysadmin"},
    "/system/dictionaries/": {"sysadmin"},
    "/system/dictionaries/sectors/gas/": {"sysadmin"},
    "/journal/": {"auditor"},
}
ACTS = ["edit", "disable", "enable", "reset", "unlock", "appoint"]


@pytest.mark.parametrize("role", ["clerk", "township", "officer", "leader", "auditor", "sysadmin", "secadmin"])
def test_pages_open_for_their_role_alone(client: Client, role: str) -> None:
    client.force_login(make_user(role))
    target = make_user("clerk", username="target", unit="430923-emergency")
    pages = PAGES | {f"/system/users/{target.pk}/{act}/": {"sysadmin"} for act in ACTS}
    pages |= {f"/system/users/{target.pk}/roles/": {"secadmin"}}
    for url, roles in pages.items():
        # An account in use cannot be enabled: whoever may manage accounts is led back to it.
        opened = 302 if url.endswith("/enable/") else 200
        expected = {opened} if role in roles else {403, 404}
        assert client.get(url).status_code in expected, (role, url)
        if role not in roles:
            before = User.objects.values().get(pk=target.pk)
            assert client.post(url, {"reason": "x", "name": "x", "roles": "clerk"}).status_code in {403, 404, 405}
            assert User.objects.values().get(pk=target.pk) == before


def test_a_name_longer_than_any_account_is_refused_in_words(client: Client) -> None:
    answer = client.post("/login/", {"username": "x" * 300, "password": "y"})
    assert answer.status_code in (200, 422)
    assert "用户名最长 60 个字。" in answer.content.decode()


def test_a_year_in_odd_digits_shows_this_year(client: Client) -> None:
    client.force_login(make_user("sysadmin"))
    assert client.get("/system/holidays/?year=²").status_code == 200
