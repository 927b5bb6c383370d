"""Accounts: who may make and change them, what is refused, what is journalled."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from foundation.accounts import services, sessions, tokens
from foundation.accounts.models import User
from foundation.accounts.separation_of_duties import FITTING_KINDS, problems
from foundation.audit.models import Event
from foundation.common.errors import DomainError, NotPermitted
from foundation.common.permissions import ROLES
from foundation.organizations.models import Organization
from tests.support.people import UNIT_OF_ROLE, history_model, make_user

pytestmark = pytest.mark.usefixtures("city")


def unit(code: str) -> Organization:
    return Organization.objects.get(code=code)


def test_sysadmin_makes_an_account_without_roles() -> None:
    sysadmin = make_user("sysadmin")
    account, secret = services.create_user(
        user=sysadmin, username=" wenhui ", name="文慧", organization=unit("430922-emergency"), phone="0737-8882222"
    )
    account.refresh_from_db()
    assert (account.username, account.roles, account.must_change_password) == ("wenhui", [], True)
    assert account.check_password(secret)
    assert len(secret) == 14
    event = Event.objects.get(act="user.create")
    assert (event.actor_name, event.object_label, event.division_code) == ("sysadmin", "文慧", "430922")
    assert secret not in str(event.data) + event.message


def test_password_is_not_in_the_row_history() -> None:
    make_user("clerk", password="a-long-password")
    assert not {"password", "last_login"} & {field.name for field in history_model(User)._meta.get_fields()}


@pytest.mark.parametrize("role", [role for role, _ in ROLES if role != "sysadmin"])
def test_nobody_else_makes_accounts(role: str) -> None:
    with pytest.raises(NotPermitted, match="管理用户"):
        services.create_user(user=make_user(role), username="x1", name="x", organization=unit("4309-emergency"))
    assert not User.objects.filter(username="x1").exists()


def test_sysadmin_gives_no_roles() -> None:
    with pytest.raises(DomainError, match="安全管理员"):
        services.create_user(
            user=make_user("sysadmin"), username="x", name="x", organization=unit("430922-emergency"), roles=["clerk"]
        )


def test_wrong_input_names_the_field() -> None:
    sysadmin = make_user("sysadmin")
    with pytest.raises(DomainError) as duplicate:
        services.create_user(user=sysadmin, username="sysadmin", name="x", organization=unit("4309-emergency"))
    assert set(duplicate.value.fields) == {"username"}
    with pytest.raises(DomainError) as empty:
        services.create_user(user=sysadmin, username="", name=" ", organization=unit("4309-emergency"))
    assert set(empty.value.fields) == {"username", "name"}
    with pytest.raises(DomainError) as weak:
        services.create_user(user=None, username="x", name="x", organization=unit("4309-emergency"), password="12345")
    assert set(weak.value.fields) == {"password"}


@pytest.mark.parametrize(
    ("roles", "kind", "word"),
    [
        (["sysadmin", "secadmin"], "city_bureau", "不同的人"),
        (["auditor", "officer"], "bureau_section", "不能兼任"),
        (["sysadmin", "leader"], "city_bureau", "不能兼任"),
        (["clerk"], "bureau_section", "不符"),
        (["officer"], "county_bureau", "不符"),
        (["township"], "county_bureau", "不符"),
        (["emperor"], "city_bureau", "没有"),
    ],
)
def test_roles_that_do_not_go_together(roles: list[str], kind: str, word: str) -> None:
    assert any(word in sentence for sentence in problems(roles, kind))


def test_roles_that_go_together() -> None:
    assert problems(["officer", "reviewer"], "bureau_section") == []
    assert problems(["clerk", "department"], "county_bureau") == []
    assert problems([], "county_department") == []
    assert set(FITTING_KINDS) == {role for role, _ in ROLES}


def test_secadmin_grants_and_takes_roles() -> None:
    secadmin, account = make_user("secadmin"), make_user(username="neu", unit="430922-emergency")
    services.set_roles(user=secadmin, account=account, roles=["county_leader", "clerk"], reason="县局报送名单")
    account.refresh_from_db()
    assert account.roles == ["clerk", "county_leader"]
    event = Event.objects.get(act="user.roles")
    assert event.data == {"before": [], "after": ["clerk", "county_leader"]}
    assert "无 → 填报员、县局领导" in event.message


def test_nobody_changes_own_roles_and_reason_is_needed() -> None:
    secadmin, other = make_user("secadmin"), make_user("secadmin", username="second")
    with pytest.raises(DomainError, match="自己的角色"):
        services.set_roles(user=secadmin, account=secadmin, roles=["officer"], reason="x")
    with pytest.raises(DomainError, match="理由"):
        services.set_roles(user=secadmin, account=other, roles=[], reason=" ")


def test_sysadmin_may_not_grant_roles() -> None:
    account = make_user(username="neu", unit="430922-emergency")
    with pytest.raises(NotPermitted):
        services.set_roles(user=make_user("sysadmin"), account=account, roles=["clerk"], reason="x")


def test_last_keeper_stays() -> None:
    secadmin, sysadmin, auditor = make_user("secadmin"), make_user("sysadmin"), make_user("auditor")
    with pytest.raises(DomainError, match="唯一的审计员"):
        services.set_roles(user=secadmin, account=auditor, roles=[], reason="x")
    with pytest.raises(DomainError, match="唯一的安全管理员"):
        services.set_active(user=sysadmin, account=secadmin, is_active=False, reason="x")
    make_user("auditor", username="second-auditor")
    assert services.set_roles(user=secadmin, account=auditor, roles=[], reason="x").roles == []


def test_moving_to_a_unit_that_does_not_fit_the_roles_is_refused() -> None:
    clerk = make_user("clerk")
    with pytest.raises(DomainError, match="不符"):
        services.update_user(
            user=make_user("sysadmin"), account=clerk, name="x", organization=unit("4309-emergency-office")
        )
    clerk.refresh_from_db()
    assert clerk.organization.code == "430922-emergency"


def test_disabling_ends_sessions_and_tokens_at_once(client: Client) -> None:
    sysadmin, clerk = make_user("sysadmin"), make_user("clerk")
    client.force_login(clerk)
    _, secret = tokens.issue_token(user=clerk, account=clerk, label="台账同步")
    assert tokens.user_of(secret) == clerk
    assert [online.user for online in sessions.online_sessions(make_user("secadmin"))] == [clerk]
    services.set_active(user=sysadmin, account=clerk, is_active=False, reason="调离")
    assert tokens.user_of(secret) is None
    assert "_auth_user_id" not in client.session
    assert Event.objects.get(act="user.disable").object_id == str(clerk.pk)
    assert services.set_active(user=sysadmin, account=clerk, is_active=True, reason="借调返回").is_active
    assert tokens.user_of(secret) is None


def test_own_account_is_not_disabled() -> None:
    sysadmin = make_user("sysadmin")
    make_user("sysadmin", username="second")
    with pytest.raises(DomainError, match="自己的账号"):
        services.set_active(user=sysadmin, account=sysadmin, is_active=False, reason="x")


def test_reset_password_ends_sessions_and_asks_for_a_new_one(client: Client) -> None:
    clerk = make_user("clerk", password="old-password-1")
    client.force_login(clerk)
    _, token = tokens.issue_token(user=clerk, account=clerk, label="台账同步")
    secret = services.reset_password(user=make_user("sysadmin"), account=clerk)
    clerk.refresh_from_db()
    assert clerk.check_password(secret)
    assert not clerk.check_password("old-password-1")
    assert clerk.must_change_password
    assert "_auth_user_id" not in client.session
    assert tokens.user_of(token) is None


def test_change_own_password() -> None:
    clerk = make_user("clerk", password="old-password-1")
    for old, new, field in [
        ("wrong", "new-password-2", "old"),
        ("old-password-1", "old-password-1", "new"),
        ("old-password-1", "1234567890", "new"),
    ]:
        with pytest.raises(DomainError) as refused:
            services.change_own_password(user=clerk, old=old, new=new)
        assert set(refused.value.fields) == {field}
    services.change_own_password(user=clerk, old="old-password-1", new="new-password-2")
    clerk.refresh_from_db()
    assert clerk.check_password("new-password-2")
    assert Event.objects.filter(act="user.password", actor_id=clerk.pk).count() == 1


def test_one_session_is_ended_by_the_secadmin_alone(client: Client) -> None:
    clerk, secadmin = make_user("clerk"), make_user("secadmin")
    client.force_login(clerk)
    (online,) = sessions.online_sessions(secadmin)
    assert sessions.online_sessions(clerk) == []
    assert online.handle != client.session.session_key
    assert online.since is not None
    with pytest.raises(NotPermitted):
        sessions.end_session(user=clerk, handle=online.handle)
    assert sessions.end_session(user=secadmin, handle=online.handle) == clerk
    assert sessions.end_session(user=secadmin, handle=online.handle) is None
    assert "_auth_user_id" not in client.session


def test_create_user_command_makes_an_administrator() -> None:
    out = StringIO()
    call_command("create_user", "admin1", stdout=out)
    account = User.objects.get(username="admin1")
    assert account.roles == ["sysadmin"]
    assert account.organization.code == "4309-emergency"
    assert account.check_password(out.getvalue().split()[-1])
    with pytest.raises(CommandError, match=r"已存在|用户名"):
        call_command("create_user", "admin1", stdout=out)
    with pytest.raises(CommandError, match="没有机构"):
        call_command("create_user", "admin2", "--organization", "nowhere", stdout=out)
    with pytest.raises(CommandError, match="不符"):
        call_command("create_user", "admin2", "--role", "clerk", stdout=out)


def test_test_persons_fit_their_units() -> None:
    for role, code in UNIT_OF_ROLE.items():
        assert problems([role], unit(code).kind) == []
