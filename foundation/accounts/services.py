"""Services of accounts: the system administrator creates and changes them, the security administrator grants roles.

Every function takes ``user``, the person who acts; ``None`` is the system (the command line, the first start).
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from typing import Any

from axes.utils import reset as axes_reset
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from foundation.accounts import separation_of_duties
from foundation.accounts.actions import USER_ACTIONS
from foundation.accounts.models import User
from foundation.accounts.selectors import has_secadmin
from foundation.accounts.sessions import end_sessions
from foundation.accounts.tokens import revoke_all
from foundation.audit.locking import lock_row
from foundation.audit.services import record
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode
from foundation.common.locks import hold_lock
from foundation.common.permissions import ROLE_LABELS
from foundation.organizations.models import Organization

#: Without characters that are easily confused in print.
_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
#: Held while roles are taken or given: two administrators must not disable each other at the same moment.
_KEEPERS = "accounts.keepers"


def random_password() -> str:
    """Return a password of 14 characters, to be handed over in print and changed at the first login."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(14))


@transaction.atomic
def create_user(
    *,
    user: User | None,
    username: str,
    name: str,
    organization: Organization,
    phone: str = "",
    password: str | None = None,
    roles: Collection[str] = (),
    is_demo: bool = False,
    must_change_password: bool = True,
) -> tuple[User, str]:
    """Create an account and return it with its password (a random one unless given).

    A person creates accounts without roles; the security administrator grants them. Only the system may pass ``roles``.
    Raises ``DomainError`` naming the invalid fields.
    """
    if user is not None:
        require(user, USER_ACTIONS["create"].permission)
        if roles:
            raise DomainError(
                ErrorCode.ROLES_APART, "角色由安全管理员另行授予。", {"roles": "角色由安全管理员另行授予。"}
            )
    _check_roles(roles, organization)
    account = User(
        username=username.strip(),
        name=name.strip(),
        organization=organization,
        phone=phone.strip(),
        roles=_sorted(roles),
        is_demo=is_demo,
        must_change_password=must_change_password,
    )
    secret = password or random_password()
    _set_password(account, secret)
    _clean(account)
    account.save()
    _record(user, "create", account, f"新建用户 {account.username}（{organization.name}）。", {"roles": account.roles})
    return account, secret


@transaction.atomic
def update_user(*, user: User, account: User, name: str, organization: Organization, phone: str = "") -> User:
    """Change a user's name, unit and telephone. Roles that do not fit the new unit must be revoked first."""
    require(user, USER_ACTIONS["edit"].permission, on=account)
    account = _locked(account)
    before = {"name": account.name, "organization": account.organization.name, "phone": account.phone}
    _check_roles(account.roles, organization, field="organization")
    account.name, account.organization, account.phone = name.strip(), organization, phone.strip()
    _clean(account)
    account.save()
    after = {"name": account.name, "organization": organization.name, "phone": account.phone}
    if before != after:
        _record(user, "edit", account, f"修改用户 {account.username}。", {"before": before, "after": after})
    return account


@transaction.atomic
def set_active(*, user: User, account: User, is_active: bool, reason: str) -> User:
    """Disable an account or enable it again. Disabling ends its sessions and its tokens at once."""
    action = USER_ACTIONS["enable" if is_active else "disable"]
    require(user, action.permission, on=account)
    hold_lock(_KEEPERS)
    account = _locked(account)
    if account.pk == user.pk:
        raise DomainError(ErrorCode.OWN_ACCOUNT, "不能停用自己的账号，请由另一位系统管理员办理。")
    reason = action.clean_text(reason)
    if account.is_active == is_active:
        return account
    if not is_active:
        _keep_one(account, taking=account.roles)
        revoke_all(account=account)
        end_sessions(account)
    account.is_active = is_active
    account.save(update_fields=["is_active"])
    _record(user, action.code, account, f"{'启用' if is_active else '停用'}用户 {account.username}：{reason}")
    return account


@transaction.atomic
def reset_password(*, user: User | None, account: User) -> str:
    """Set a new random password and return it; it must be changed at the next login.

    Ends all sessions and tokens: a password is often reset because somebody else may know it.
    """
    if user is not None:
        require(user, USER_ACTIONS["reset_password"].permission, on=account)
    account = _locked(account)
    secret = random_password()
    _set_password(account, secret)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    revoke_all(account=account)
    end_sessions(account)
    _record(user, "reset_password", account, f"重置用户 {account.username} 的密码。")
    return secret


@transaction.atomic
def change_own_password(*, user: User, old: str, new: str) -> User:
    """Change the user's own password; Django's session hash ends the user's other sessions."""
    account = _locked(user)
    if not account.check_password(old):
        raise DomainError(ErrorCode.WRONG_PASSWORD, "原密码不对，请重新输入。", {"old": "原密码不对，请重新输入。"})
    if old == new:
        raise DomainError(ErrorCode.SAME_PASSWORD, "新密码不能与原密码相同。", {"new": "新密码不能与原密码相同。"})
    _set_password(account, new, field="new")
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    record(user=user, act="user.password", obj=account, message="修改本人密码。")
    return account


@transaction.atomic
def set_roles(*, user: User, account: User, roles: Collection[str], reason: str) -> User:
    """Grant and revoke roles. Nobody changes the own ones, and the last administrator of a kind keeps the role."""
    require(user, USER_ACTIONS["set_roles"].permission, on=account)
    hold_lock(_KEEPERS)
    account = _locked(account)
    if account.pk == user.pk:
        raise DomainError(ErrorCode.OWN_ROLES, "不能修改自己的角色，请由另一位安全管理员办理。")
    reason = USER_ACTIONS["set_roles"].clean_text(reason)
    _check_roles(roles, account.organization)
    before = list(account.roles)
    if before == _sorted(roles):
        return account
    _keep_one(account, taking=set(before) - set(roles))
    account.roles = _sorted(roles)
    account.save(update_fields=["roles"])
    message = f"调整用户 {account.username} 的角色：{_labels(before)} → {_labels(account.roles)}。{reason}"
    _record(user, "set_roles", account, message, {"before": before, "after": account.roles})
    return account


@transaction.atomic
def appoint_first_secadmin(*, user: User, account: User) -> User:
    """Make ``account`` the security administrator while there is none.

    It is the only role that a system administrator can grant: a new installation has one administrator, made by the
    one-time link. From then on the security administrator grants all roles.
    """
    require(user, USER_ACTIONS["appoint"].permission, on=account)
    hold_lock(_KEEPERS)
    account = _locked(account)
    if account.pk == user.pk:
        raise DomainError(ErrorCode.OWN_ROLES, "安全管理员须由另一人担任。")
    if has_secadmin():
        raise DomainError(ErrorCode.SECADMIN_EXISTS, "已有安全管理员，角色由安全管理员授予。")
    if account.roles or not account.is_active:
        raise DomainError(ErrorCode.NOT_FREE, "请选一个在用、尚无角色的账号。")
    _check_roles(["secadmin"], account.organization)
    account.roles = ["secadmin"]
    account.save(update_fields=["roles"])
    message = f"首次指定 {account.username} 为安全管理员。"
    _record(user, "appoint", account, message, {"before": [], "after": ["secadmin"]})
    return account


@transaction.atomic
def unlock_login(*, user: User, account: User) -> int:
    """End the lockout after wrong passwords. Returns how many locked addresses were freed."""
    require(user, USER_ACTIONS["unlock"].permission, on=account)
    freed = axes_reset(username=account.username)
    _record(user, "unlock", account, f"解除用户 {account.username} 的登录锁定。")
    return int(freed)


def _record(user: User | None, code: str, account: User, message: str, data: Mapping[str, Any] | None = None) -> None:
    record(
        user=user,
        act=USER_ACTIONS[code].event_code,
        obj=account,
        division_code=account.organization.division_id,
        message=message,
        data=data,
    )


def _locked(account: User) -> User:
    return lock_row(User.objects.select_related("organization"), account.pk)


def _check_roles(roles: Collection[str], organization: Organization, field: str = "roles") -> None:
    if found := separation_of_duties.problems(roles, organization.kind):
        raise DomainError(ErrorCode.ROLES_DO_NOT_FIT, "".join(found), {field: "".join(found)})


def _keep_one(account: User, *, taking: Collection[str]) -> None:
    """Refuse to remove the last user who can manage accounts, grant roles or read the journal."""
    for role in separation_of_duties.KEEPERS.intersection(taking):
        others = User.objects.filter(is_active=True, roles__contains=[role]).exclude(pk=account.pk)
        if account.is_active and not others.exists():
            raise DomainError(
                ErrorCode.LAST_KEEPER, f"{account.name}是唯一的{ROLE_LABELS[role]}，请先授予另一人再办理。"
            )


def _set_password(account: User, secret: str, field: str = "password") -> None:
    try:
        validate_password(secret, account)
    except ValidationError as error:
        raise DomainError(ErrorCode.WEAK_PASSWORD, "".join(error.messages), {field: "".join(error.messages)}) from error
    account.set_password(secret)


def _clean(account: User) -> None:
    try:
        account.full_clean(exclude=["password"])
    except ValidationError as error:
        fields: dict[str, Any] = {name: "".join(messages) for name, messages in error.message_dict.items()}
        raise DomainError(ErrorCode.INVALID, "请按提示修改。", fields) from error


def _sorted(roles: Collection[str]) -> list[str]:
    return [role for role in ROLE_LABELS if role in roles]


def _labels(roles: Collection[str]) -> str:
    return "、".join(ROLE_LABELS.get(role, role) for role in roles) or "无"
