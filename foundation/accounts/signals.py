"""Receivers of login signals: logged in, logged out, failed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from foundation.accounts.client_address import client_address
from foundation.accounts.models import User
from foundation.accounts.sessions import note_login
from foundation.audit.services import record


@receiver(user_logged_in, dispatch_uid="journal-login")
def _logged_in(request: Any, user: User, **_: Any) -> None:
    note_login(request)
    record(user=user, act="session.login", obj=user, message=f"登录，来自 {client_address(request) or '未知地址'}。")


@receiver(user_logged_out, dispatch_uid="journal-logout")
def _logged_out(user: User | None, **_: Any) -> None:
    if user is not None:
        record(user=user, act="session.logout", obj=user, message="退出登录。")


@receiver(user_login_failed, dispatch_uid="journal-login-failed")
def _failed(credentials: dict[str, Any], request: Any = None, **_: Any) -> None:
    """Record failures of existing names only; the lockout's own table keeps what strangers type."""
    account = User.objects.filter(username=credentials.get("username", "")).first()
    if account is not None:
        address = (client_address(request) if request is not None else "") or "未知地址"
        record(user=None, act="session.failed", obj=account, message=f"登录失败，来自 {address}。")
