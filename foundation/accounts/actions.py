"""The actions on an account: those of the system administrator, and the granting of roles."""

from __future__ import annotations

from foundation.accounts.models import User
from foundation.accounts.selectors import has_secadmin
from foundation.common.actions import Action, ActionTable, TextInput

_ACTIVE, _DISABLED = frozenset({"active"}), frozenset({"disabled"})


def state_of(account: User) -> str:
    """Return the state of an account, one of ``USER_ACTIONS.states``."""
    return "active" if account.is_active else "disabled"


def _is_other(user: User, account: User) -> bool:
    return bool(account.pk != user.pk)


def _may_become_secadmin(user: User, account: User) -> bool:
    """Return whether the account may be the first security administrator: there is none, and it has no roles."""
    return _is_other(user, account) and not account.roles and not has_secadmin()


USER_ACTIONS = ActionTable(
    [
        Action(
            code="set_roles",
            label="调整角色",
            permission="user.roles",
            text=TextInput("授权依据或理由", missing="请写明授权依据或理由，例如“市局人事通知”。", max_length=200),
            is_offered=_is_other,
            url_name="user-roles",
            is_primary=True,
        ),
        Action(
            code="appoint",
            label="指定为安全管理员",
            permission="user.manage",
            event="user.roles",
            is_offered=_may_become_secadmin,
            url_name="appoint-user",
        ),
        Action(
            code="edit",
            label="修改资料",
            permission="user.manage",
            url_name="edit-user",
            is_primary=True,
        ),
        Action(code="reset_password", label="重置密码", permission="user.manage", url_name="reset-password"),
        Action(code="unlock", label="解除登录锁定", permission="user.manage", url_name="unlock-user"),
        Action(
            code="disable",
            label="停用账号",
            permission="user.manage",
            sources=_ACTIVE,
            target="disabled",
            text=TextInput("理由", missing="请写明理由，例如“调离”。"),
            is_offered=_is_other,
            url_name="disable-user",
            is_danger=True,
        ),
        Action(
            code="enable",
            label="启用账号",
            permission="user.manage",
            sources=_DISABLED,
            target="active",
            text=TextInput("理由", missing="请写明理由，例如“借调返回”。"),
            is_offered=_is_other,
            url_name="enable-user",
        ),
    ],
    namespace="accounts",
    states={"active": "在用", "disabled": "已停用"},
)
