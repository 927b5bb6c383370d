"""What a person does with jobs: start, cancel, start again, fetch the file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from celery import signature
from django.conf import settings
from django.db import transaction

from foundation.accounts.models import User
from foundation.audit.locking import lock_row, require_version
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.access import may, require
from foundation.common.errors import DomainError, ErrorCode, NotPermitted
from foundation.jobs.actions import JOB_ACTIONS
from foundation.jobs.kinds import JobKind, job_kinds
from foundation.jobs.models import PERMISSION, Job

RUN_WAITING = "foundation.jobs.tasks.run_waiting"


@transaction.atomic
def start(*, user: User, kind: str, name: str, parameters: Mapping[str, Any]) -> Job:
    """Ask for a job of ``kind`` (a registered code) with ``parameters`` (plain JSON values); ``name`` is its title.

    The same request of the same person while one is open returns the open job: a second click changes nothing. Raises
    ``NotPermitted`` when the person lacks a permission that the result rests on, ``DomainError("too_many")`` when
    ``JOBS_PER_PERSON`` jobs are open already.
    """
    require(user, PERMISSION)
    for permission in kind_of(kind).permissions(parameters):
        require(user, permission)
    _one_at_a_time(user)
    digest = _digest(kind, parameters)
    there = Job.objects.open().filter(owner=user, digest=digest, is_cancel_asked=False).first()
    if there is not None:
        return there
    _require_room(user, digest)
    job = Job(
        kind=kind, name=name[:200], parameters=dict(parameters), digest=digest, owner=user, created_at=clock.now()
    )
    job.full_clean(validate_constraints=False)
    job.save()
    _record(user, "job.start", job, f"开始后台任务“{job.name}”。", {"kind": kind, "parameters": dict(parameters)})
    send()
    return job


@transaction.atomic
def cancel(*, user: User, job: Job, version: int | None = None) -> Job:
    """Cancel an open job: at once while it waits; a running one ends at its next report of progress.

    Raises ``NotPermitted``, ``Stale``, ``DomainError("wrong_state")``.
    """
    action = JOB_ACTIONS["cancel"]
    require(user, action.permission, on=job)
    job = locked(job)
    require_version(job, version, "这项任务")
    target = JOB_ACTIONS.require_state("cancel", job.status)
    job.is_cancel_asked = True
    if job.status == Job.Status.WAITING:
        job.status, job.ended_at = target, clock.now()
    job.save()
    _record(user, action.event_code, job, f"取消后台任务“{job.name}”。")
    return job


@transaction.atomic
def retry(*, user: User, job: Job, version: int | None = None) -> Job:
    """Start a cancelled or failed job again from its beginning.

    Raises ``NotPermitted``, ``Stale``, ``DomainError("wrong_state")``, ``DomainError("too_many")``.
    """
    action = JOB_ACTIONS["retry"]
    require(user, action.permission, on=job)
    for permission in kind_of(job.kind).permissions(job.parameters):
        require(user, permission)
    _one_at_a_time(user)
    job = locked(job)
    require_version(job, version, "这项任务")
    job.status = JOB_ACTIONS.require_state("retry", job.status)
    _require_room(user, job.digest)
    job.message = job.word = ""
    job.done = job.total = 0
    job.interruptions = 0
    job.is_cancel_asked = False
    job.started_at = job.beat_at = job.ended_at = None
    job.save()
    _record(user, action.event_code, job, f"重新开始后台任务“{job.name}”。")
    send()
    return job


@transaction.atomic
def fetch_file(*, user: User, job: Job) -> Job:
    """Return the job whose file may be handed to ``user`` now, and record the download. For a ``job`` that they see.

    The permissions of the kind are checked again, and that they reach as far as when the file was made. Raises
    ``NotPermitted``, ``DomainError("not_ready")`` before it is done, ``DomainError("not_kept")`` after it was removed.
    """
    require(user, PERMISSION, on=job)
    job = locked(job)
    if job.status != Job.Status.DONE:
        raise DomainError(ErrorCode.NOT_READY, f"“{job.name}”还没有完成，没有文件可下载。")
    now = clock.now()
    if not job.has_file or (job.expires_at is not None and job.expires_at <= now):
        raise DomainError(ErrorCode.NOT_KEPT, f"文件只保存 {settings.JOB_FILE_DAYS} 日，已经清除，请重新导出。")
    permissions = kind_of(job.kind).permissions(job.parameters)
    if not all(may(user, permission) for permission in permissions):
        raise NotPermitted("您现在的角色不能下载这个文件。")
    if job.scopes != scopes_of(user, permissions):
        raise NotPermitted("您的管辖范围在生成这个文件以后有变化，请按现在的范围重新导出。")
    _record(user, "job.download", job, f"下载“{job.file_name}”。", {"sha256": job.sha256})
    return job


def kind_of(code: str) -> JobKind:
    """Return the registered kind ``code``. Raises ``DomainError("unknown_kind")`` for one that is gone."""
    kind = job_kinds.get(code)
    if kind is None:
        raise DomainError(ErrorCode.UNKNOWN_KIND, "这类任务已经停用，请重新导出。")
    return kind


def scopes_of(user: User, permissions: Any) -> dict[str, Any]:
    """Return how far each permission of ``user`` reaches, as plain values that can be stored and compared."""
    found = {permission: user.scope_for(permission) for permission in permissions}
    return {
        permission: {
            "everything": scope.everything,
            "divisions": sorted(scope.division_prefixes),
            "organizations": sorted(scope.organization_ids),
            "own": scope.user_id,
        }
        for permission, scope in found.items()
    }


def locked(job: Job) -> Job:
    """Return the row of ``job``, locked for the rest of the transaction."""
    return lock_row(Job.objects.select_related("owner"), job.pk)


def send() -> None:
    """Tell a worker after the commit that something waits; without a broker the sweep finds it within a minute."""
    transaction.on_commit(signature(RUN_WAITING).delay, robust=True)


def _one_at_a_time(user: User) -> None:
    """Make two starts of one person follow each other, so that neither the limit nor a double click slips through."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _require_room(user: User, digest: str) -> None:
    count = Job.objects.open().filter(owner=user).count()
    if Job.objects.open().filter(owner=user, digest=digest).exists():
        raise DomainError(ErrorCode.ALREADY, "同样的任务还没有结束，请稍后再试。")
    if count >= settings.JOBS_PER_PERSON:
        raise DomainError(ErrorCode.TOO_MANY, f"您已有 {count} 项任务没有完成，请等其中一项完成，或取消一项。")


def _digest(kind: str, parameters: Mapping[str, Any]) -> str:
    text = json.dumps([kind, dict(parameters)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _record(user: User, act: str, job: Job, message: str, data: Mapping[str, Any] | None = None) -> None:
    record(user=user, act=act, obj=job, message=message, division_code=user.organization.division_id, data=data)
