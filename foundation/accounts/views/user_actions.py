"""Confirm pages of the acts of the system administrator on one account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from foundation.accounts import services
from foundation.accounts.actions import USER_ACTIONS, state_of
from foundation.accounts.models import User
from foundation.accounts.views.users import OneUser
from foundation.ui.actions import ActionForm, ActionView
from foundation.ui.confirm import Confirmation


class UserActionView(OneUser, ActionView):
    """The confirm page of an action on one account."""

    table = USER_ACTIONS

    def get_object(self) -> User:
        return self.account()

    def state_of(self, obj: User) -> str:
        return state_of(obj)

    def object_url(self) -> str:
        return self.address()

    def ask(self, title: str, happens: list[str], undo: str) -> Confirmation:
        return Confirmation(
            title=title,
            happens=happens,
            undo=undo,
            action=f"确认{title[:2]}",
            back_url=self.address(),
            back_label="返回",
            is_danger=self.action.is_danger,
        )


class DisableView(UserActionView):
    """``/system/users/<pk>/disable/``"""

    code = "disable"

    def confirmation(self) -> Confirmation:
        account = self.object
        return self.ask(
            f"停用用户 {account.username}",
            [f"{account.name}（{account.organization.name}）立即退出，不能再登录。", "名下接口令牌全部失效。"],
            "可以重新启用，令牌须另行申请。经办过的事项和记录都保留。",
        )

    def act(self, form: ActionForm) -> tuple[str, str]:
        account = services.set_active(
            user=self.request.user,
            account=self.object,
            is_active=False,
            reason=form.text,
        )
        return f"{account.username} 已停用。", self.address()


class EnableView(UserActionView):
    """``/system/users/<pk>/enable/``"""

    code = "enable"

    def confirmation(self) -> Confirmation:
        account = self.object
        return self.ask(f"启用用户 {account.username}", [f"{account.name}可以用原密码登录，角色照旧。"], "可以再停用。")

    def act(self, form: ActionForm) -> tuple[str, str]:
        account = services.set_active(
            user=self.request.user,
            account=self.object,
            is_active=True,
            reason=form.text,
        )
        return f"{account.username} 已启用。", self.address()


class UnlockView(UserActionView):
    """``/system/users/<pk>/unlock/``"""

    code = "unlock"

    def confirmation(self) -> Confirmation:
        account = self.object
        return self.ask(
            f"解除用户 {account.username} 的登录锁定", ["因密码连续输错而锁定的，立即可以再试。"], "不涉及撤回。"
        )

    def act(self, form: ActionForm) -> tuple[str, str]:
        account = self.object
        freed = services.unlock_login(user=self.request.user, account=account)
        return f"{account.username} 的登录锁定已解除（{freed} 处）。", self.address()


class AppointView(UserActionView):
    """``/system/users/<pk>/appoint/``: the first security administrator of an installation."""

    code = "appoint"

    def confirmation(self) -> Confirmation:
        account = self.object
        return self.ask(
            f"指定 {account.name} 为安全管理员",
            ["此后各账号的角色由安全管理员授予，系统管理员不能再授予。"],
            "由安全管理员之间互相调整。",
        )

    def act(self, form: ActionForm) -> tuple[str, str]:
        account = services.appoint_first_secadmin(user=self.request.user, account=self.object)
        return f"{account.name}已是安全管理员，请其登录后授予各账号角色。", self.address()


@method_decorator(never_cache, name="dispatch")
class ResetPasswordView(UserActionView):
    """``/system/users/<pk>/reset/``; the new password stands on the answer and nowhere else."""

    code = "reset_password"

    def confirmation(self) -> Confirmation:
        account = self.object
        return self.ask(
            f"重置用户 {account.username} 的密码",
            ["生成一个新的随机密码，只显示一次。", f"{account.name}的现有登录全部退出，下次登录须改密码。"],
            "原密码不能恢复。",
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        account = self.object
        secret = services.reset_password(user=self.request.user, account=account)
        context = {"account": account, "secret": secret, "heading": "密码已重置"}
        return render(request, "accounts/user_secret.html", context)
