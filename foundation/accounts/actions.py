"""The actions of accounts: those of the system administrator, the granting of roles, logins and tokens."""

from __future__ import annotations

from foundation.accounts.models import ApiToken, User
from foundation.accounts.selectors import has_secadmin
from foundation.common import clock
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
            code="create",
            label="新建用户",
            permission="user.manage",
            target="active",
            event="user.create",
            event_label="新建用户",
            has_button=False,
        ),
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
            event="user.edit",
            event_label="修改用户资料",
            url_name="edit-user",
            is_primary=True,
        ),
        Action(
            code="reset_password",
            label="重置密码",
            permission="user.manage",
            event="user.reset_password",
            event_label="重置用户密码",
            url_name="reset-password",
        ),
        Action(
            code="unlock",
            label="解除登录锁定",
            permission="user.manage",
            event="user.unlock",
            event_label="解除登录锁定",
            url_name="unlock-user",
        ),
        Action(
            code="disable",
            label="停用账号",
            permission="user.manage",
            sources=_ACTIVE,
            target="disabled",
            text=TextInput("理由", missing="请写明理由，例如“调离”。"),
            event="user.disable",
            event_label="停用用户",
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
            event="user.enable",
            event_label="启用用户",
            is_offered=_is_other,
            url_name="enable-user",
        ),
    ],
    namespace="accounts",
    states={"active": "在用", "disabled": "已停用"},
)

#: A login is ended for its account; it has no state of its own.
SESSION_ACTIONS = ActionTable(
    [
        Action(
            code="end",
            label="强制退出",
            permission="session.manage",
            event="session.end",
            event_label="强制退出登录",
            url_name="end-session",
            is_danger=True,
        )
    ],
    namespace="accounts",
    states={},
)


def token_state(token: ApiToken) -> str:
    """Return the state of a token, one of ``TOKEN_ACTIONS.states``."""
    if token.revoked_at is not None:
        return "revoked"
    return "usable" if token.expires_at is None or token.expires_at > clock.now() else "expired"


TOKEN_ACTIONS = ActionTable(
    [
        Action(
            code="issue",
            label="申请接口令牌",
            permission="token.own",
            target="usable",
            event="token.issue",
            event_label="申请接口令牌",
            has_button=False,
        ),
        Action(
            code="revoke",
            label="停用接口令牌",
            button="停用",
            permission="token.own",
            sources=frozenset({"usable"}),
            target="revoked",
            event="token.revoke",
            event_label="停用接口令牌",
            url_name="revoke-token",
            is_danger=True,
        ),
    ],
    namespace="accounts",
    states={"usable": "可用", "expired": "已过期", "revoked": "已停用"},
)


def event_labels() -> dict[str, str]:
    """Return the Chinese names of the events of accounts that are no rows of the permission table."""
    return {
        code: label
        for table in (USER_ACTIONS, SESSION_ACTIONS, TOKEN_ACTIONS)
        for code, label in table.event_labels().items()
    }
