"""Pages of sessions and of the permission table."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from foundation.accounts.actions import SESSION_ACTIONS
from foundation.accounts.requests import AuthenticatedRequest, AuthenticatedView
from foundation.accounts.sessions import OnlineSession, end_session, online_sessions
from foundation.common import clock
from foundation.common.access import require
from foundation.common.permissions import ROLES, table
from foundation.ui.actions import ActionForm, ActionView
from foundation.ui.confirm import Confirmation
from foundation.ui.navigation import system_tabs

SCOPE_WORDS = {"own": "本人", "subtree": "本辖区", "charged": "涉及本单位", "city": "全市"}


class SessionsView(AuthenticatedView):
    """``/system/sessions/``"""

    def get(self, request: AuthenticatedRequest) -> HttpResponse:
        require(request.user, SESSION_ACTIONS["end"].permission)
        context = {"online": online_sessions(request.user), "now": clock.now(), "tabs": system_tabs(request)}
        return render(request, "accounts/sessions.html", context)


class EndSessionView(AuthenticatedView, ActionView):
    """``/system/sessions/<handle>/end/``; whoever has left meanwhile needs no ending."""

    table = SESSION_ACTIONS
    code = "end"

    def confirmation(self) -> Confirmation:
        online = self._online()
        return Confirmation(
            title=f"强制退出 {online.user.username}",
            happens=[
                f"{online.user.organization.name}{online.user.name}在 {online.address or '未知地址'} 的登录立即退出。",
                "正在填写、尚未保存的内容会丢失；已自动保存的草稿还在。",
            ],
            undo="本人可以重新登录。要不让再登录，请系统管理员停用账号。",
            action="确认退出",
            back_url=reverse("accounts:sessions"),
            back_label="返回",
            is_danger=True,
        )

    def act(self, form: ActionForm) -> tuple[str, str]:
        account = end_session(user=self.request.user, handle=self.kwargs["handle"])
        words = f"{account.username} 已退出。" if account else "这个登录已经结束。"
        return words, reverse("accounts:sessions")

    def _online(self) -> OnlineSession:
        for online in online_sessions(self.request.user):
            if online.handle == self.kwargs["handle"]:
                return online
        raise Http404


class RoleTableView(AuthenticatedView):
    """``/system/roles/``: which role has which permission, and in what scope."""

    def get(self, request: AuthenticatedRequest) -> HttpResponse:
        require(request.user, "user.view")
        rows = [
            (row.label, [SCOPE_WORDS.get(row.scopes.get(role, ""), "") for role, _ in ROLES])
            for row in table().values()
            if row.is_live
        ]
        context = {"roles": [label for _, label in ROLES], "rows": rows, "tabs": system_tabs(request)}
        return render(request, "accounts/role_table.html", context)
