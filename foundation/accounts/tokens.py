"""Tokens for programs: shown once, stored only as SHA-256, ended by revocation or expiry."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.db.models import QuerySet

from foundation.accounts.actions import TOKEN_ACTIONS, token_state
from foundation.accounts.models import ApiToken, User
from foundation.audit.locking import lock_row
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode

ISSUE, REVOKE = TOKEN_ACTIONS["issue"], TOKEN_ACTIONS["revoke"]


def digest(secret: str) -> str:
    """Return what is stored of a secret. Secrets are 256 random bits, so a plain hash suffices and is indexed."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def issue_token(*, user: User | None, account: User, label: str, days: int | None = 365) -> tuple[ApiToken, str]:
    """Create a token for ``account`` and return it with its secret. A person creates own tokens only.

    ``days`` is its lifetime; ``None`` never expires (only the system may pass that). Raises ``NotPermitted``,
    ``DomainError``: ``not_own_token``, ``label_needed``.
    """
    if user is not None:
        require(user, ISSUE.permission)
        if user.pk != account.pk or days is None:
            raise DomainError(ErrorCode.NOT_OWN_TOKEN, "只能为本人申请有期限的接口令牌。")
    if not label.strip():
        raise DomainError(ErrorCode.LABEL_NEEDED, "请写明用途。", {"label": "请写明用途，例如“县局台账同步”。"})
    secret = secrets.token_urlsafe(32)
    now = clock.now()
    token = ApiToken.objects.create(
        user=account,
        label=label.strip(),
        digest=digest(secret),
        created_at=now,
        expires_at=now + dt.timedelta(days=days) if days else None,
    )
    record(user=user, act=ISSUE.event_code, obj=token, message=f"申请接口令牌“{token.label}”。")
    return token, secret


@transaction.atomic
def revoke_token(*, user: User, token: ApiToken) -> ApiToken:
    """Revoke one of the user's own tokens. Raises ``NotPermitted``, ``DomainError("wrong_state")``."""
    require(user, REVOKE.permission, on=token, message="只能停用本人的接口令牌。")
    token = lock_row(ApiToken.objects.all(), token.pk)
    TOKEN_ACTIONS.require_state(REVOKE.code, token_state(token))
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    record(user=user, act=REVOKE.event_code, obj=token, message=f"停用接口令牌“{token.label}”。")
    return token


def revoke_all(*, account: User) -> int:
    """Revoke all tokens of an account; called in the transaction that disables it."""
    return ApiToken.objects.filter(user=account, revoked_at=None).update(revoked_at=clock.now())


def usable_tokens(account: User) -> QuerySet[ApiToken]:
    """Return the tokens of an account that are still valid."""
    return ApiToken.objects.usable().filter(user=account)


def user_of(secret: str) -> User | None:
    """Return the active owner of a valid token, or ``None``. Stores the day of its last use."""
    today = clock.today()
    token = ApiToken.objects.usable().select_related("user__organization").filter(digest=digest(secret)).first()
    if token is None:
        return None
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
    owner: User = token.user
    return owner
