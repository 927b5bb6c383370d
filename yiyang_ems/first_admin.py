"""The first administrator of an installation without demo data: a link that works once, then an account.

Only the SHA-256 of the link's secret is stored. A new link makes the earlier ones void, and none works once an active
system administrator exists.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth import password_validation
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from foundation.journal.services import record
from foundation.kit.errors import DomainError
from foundation.organizations.models import OneTimeLink, User
from foundation.organizations.selectors import city_bureau, users_with
from foundation.workdays import clock

ROLE = "sysadmin"
VALID_FOR = timedelta(hours=24)


def needed() -> bool:
    """Whether nobody could administer the portal."""
    return not users_with(ROLE).exists()


@transaction.atomic
def make_link(address: str) -> str:
    """A fresh link below `address` (such as http://127.0.0.1:8000/), valid for a day. Written by the first start."""
    secret = secrets.token_urlsafe(32)
    now = clock.now()
    OneTimeLink.objects.filter(used_at=None).delete()
    OneTimeLink.objects.create(digest=_digest(secret), created_at=now, expires_at=now + VALID_FOR)
    return address.rstrip("/") + reverse("first-admin", args=[secret])


def usable(secret: str) -> OneTimeLink | None:
    """The link of this secret if it still works."""
    return _open_links().filter(digest=_digest(secret)).first() if needed() else None


@transaction.atomic
def redeem(*, secret: str, username: str, name: str, password: str) -> User:
    """Use the link up and make the administrator. Raises DomainError when the link no longer works, and
    ValidationError for a password that is too weak or a name that is taken."""
    link = _open_links().select_for_update().filter(digest=_digest(secret)).first()
    if link is None or not needed():
        raise DomainError("link_used", "链接已使用或已过期，请重新启动系统获取新的链接。")
    user = User(username=username, name=name, organization=city_bureau(), roles=[ROLE])
    password_validation.validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    record(user=user, act="user.create_first", obj=user, message="经首次启动链接建立系统管理员账号")
    return user


def _open_links() -> QuerySet[OneTimeLink]:
    return OneTimeLink.objects.filter(used_at=None, expires_at__gt=clock.now())


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
