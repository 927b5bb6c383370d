"""The first administrator of an installation without demo data: a one-time link, then two accounts.

Only the SHA-256 of the link's secret is stored. A new link invalidates earlier ones, and none works once an active
system administrator exists.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from foundation.accounts.models import OneTimeLink
from foundation.accounts.selectors import users_with
from foundation.accounts.services import create_user
from foundation.accounts.tokens import digest
from foundation.common import clock
from foundation.common.errors import DomainError, ErrorCode
from foundation.organizations.selectors import city_bureau

ROLE = "sysadmin"
SECURITY_ROLE = "secadmin"
VALID_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class NewAccount:
    username: str
    name: str


def needed() -> bool:
    """Return whether nobody can administer the portal."""
    return not users_with(ROLE).exists()


@transaction.atomic
def make_link(address: str) -> str:
    """Return a new link below `address` (such as http://127.0.0.1:8000/), valid for a day.

    The first start calls it.
    """
    secret = secrets.token_urlsafe(32)
    now = clock.now()
    OneTimeLink.objects.filter(used_at=None).delete()
    OneTimeLink.objects.create(digest=digest(secret), created_at=now, expires_at=now + VALID_FOR)
    return address.rstrip("/") + reverse("first-admin", args=[secret])


def usable(secret: str) -> OneTimeLink | None:
    """Return the link of this secret if it is still valid."""
    return _open_links().filter(digest=digest(secret)).first() if needed() else None


@transaction.atomic
def redeem(*, secret: str, administrator: NewAccount, password: str, security: NewAccount) -> str:
    """Redeem the link. Returns the security administrator's initial password, to be changed at the first login.

    Creates two accounts, because neither may hold the other's role: one manages users, the other grants roles. Raises
    DomainError ("link_used" for an invalid link, else naming the invalid fields, ``security_…`` of the second account).
    """
    link = _open_links().select_for_update().filter(digest=digest(secret)).first()
    if link is None or not needed():
        raise DomainError(ErrorCode.LINK_USED, "链接已使用或已过期，请重新启动系统获取新的链接。")
    unit = city_bureau()
    create_user(
        user=None,
        username=administrator.username,
        name=administrator.name,
        organization=unit,
        roles=[ROLE],
        password=password,
        must_change_password=False,
    )
    try:
        _, first_password = create_user(
            user=None, username=security.username, name=security.name, organization=unit, roles=[SECURITY_ROLE]
        )
    except DomainError as error:
        error.fields = {f"security_{name}": message for name, message in error.fields.items()}
        raise
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    return first_password


def _open_links() -> QuerySet[OneTimeLink]:
    return OneTimeLink.objects.filter(used_at=None, expires_at__gt=clock.now())
