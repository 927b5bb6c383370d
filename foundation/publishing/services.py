"""Take a version from draft to checked, published and withdrawn. All writes of ``status`` are here.

``user`` is the person who acts; None is a system act, such as loading the files of a city, whose author and checker are
given by name.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TypeVar

from django.db import transaction

from foundation.accounts.models import User
from foundation.audit.locking import lock_row
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode
from foundation.publishing.digest import digest_of
from foundation.publishing.models import PublishedVersion, Status
from foundation.publishing.selectors import changes_of

V = TypeVar("V", bound=PublishedVersion)


@transaction.atomic
def add_draft(version: V, *, user: User | None = None) -> V:
    """Store a new version as a draft; its rows are saved after it. Not for one that is stored already.

    Raises ``NotPermitted``, ``DomainError``: ``version_exists``, ``checker_missing`` when nobody is named as author.
    """
    if user is not None:
        require(user, version.edit_permission)
        version.author, version.drafted_by = user.name, user
    if not version.author:
        raise _not_checked(version)
    if type(version)._default_manager.filter(code=version.code, version=version.version).exists():
        message = f"{_noun(version)} {version.code} 第{version.version}版已经存在，请另立版本。"
        raise DomainError(ErrorCode.VERSION_EXISTS, message)
    version.status = Status.DRAFT
    version.full_clean()
    version.save()
    return version


@transaction.atomic
def check(version: V, *, user: User | None = None, checker: str = "") -> V:
    """Record that another person than the author has checked the content as it stands now; again after a change.

    Raises ``NotPermitted``, ``DomainError``: ``wrong_state``, ``checker_missing`` when it is the author.
    """
    if user is not None:
        require(user, version.edit_permission, on=version)
    version = _lock(version, Status.DRAFT, Status.CHECKED)
    version.checker, version.checked_by = (user.name, user) if user is not None else (checker, None)
    is_same = (
        version.drafted_by_id == user.pk
        if user is not None and version.drafted_by_id is not None
        else version.author == version.checker
    )
    if not version.checker or is_same:
        raise _not_checked(version)
    version.digest, version.status = digest_of(version.content()), Status.CHECKED
    version.full_clean()
    version.save()
    return version


@transaction.atomic
def publish(version: V, *, act: str, user: User | None = None, message: str, division_code: str = "") -> V:
    """Publish a checked version; from now on it never changes. Recorded in the journal with what it changes.

    ``act`` is the permission and the event of the journal, ``message`` its sentence. Raises ``NotPermitted``,
    ``DomainError``: ``wrong_state`` when it is not checked or its content has changed since.
    """
    if user is not None:
        require(user, act, on=version)
    version = _lock(version, Status.CHECKED)
    if digest_of(version.content()) != version.digest:
        raise DomainError(ErrorCode.WRONG_STATE, f"{_noun(version)}复核后内容有改动，请重新复核。")
    version.status, version.published_at = Status.PUBLISHED, clock.now()
    version.save(update_fields=["status", "published_at"])
    data = {"digest": version.digest, "changes": [asdict(each) for each in changes_of(version)]}
    record(user=user, act=act, obj=version, division_code=division_code, message=message, data=data)
    return version


@transaction.atomic
def withdraw(version: V, *, act: str, user: User, reason: str, division_code: str = "") -> V:
    """Withdraw a published version: it is in force on no day any more, and stays readable.

    Raises ``NotPermitted``, ``DomainError``: ``reason_missing``, ``wrong_state``.
    """
    require(user, act, on=version)
    if not reason.strip():
        raise DomainError(ErrorCode.REASON_MISSING, "请写明撤回原因。", {"reason": "请写明撤回原因。"})
    version = _lock(version, Status.PUBLISHED)
    version.status, version.withdrawn_at, version.withdrawal_reason = Status.WITHDRAWN, clock.now(), reason.strip()
    version.full_clean(validate_unique=False)
    version.save(update_fields=["status", "withdrawn_at", "withdrawal_reason"])
    message = f"撤回{version}：{version.withdrawal_reason}"
    record(user=user, act=act, obj=version, division_code=division_code, message=message)
    return version


def _lock(version: V, *states: Status) -> V:
    """Return the stored version, locked. Raises ``DomainError("wrong_state")`` unless it is in one of ``states``."""
    locked = lock_row(type(version)._default_manager.all(), version.pk)
    if locked.status not in states:
        message = f"{_noun(locked)}{Status(locked.status).label}，不能这样办理，请刷新页面。"
        raise DomainError(ErrorCode.WRONG_STATE, message)
    return locked


def _not_checked(version: PublishedVersion) -> DomainError:
    return DomainError(ErrorCode.CHECKER_MISSING, f"{_noun(version)}要由编制人以外的人复核后才能发布。")


def _noun(version: PublishedVersion) -> str:
    return str(version._meta.verbose_name)
