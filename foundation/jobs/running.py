"""The worker's side of a job: take one, run it, keep its file; find those whose worker died. Nobody calls it by hand.

A job is run at least once and ends exactly once: the worker that starts it counts an attempt, and every later write
asks whether the attempt is still its own.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import tempfile
import time
from typing import IO

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import InterfaceError, OperationalError, transaction

from foundation.accounts.models import User
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import DomainError
from foundation.common.locks import hold_lock
from foundation.files.checks import clean_name
from foundation.jobs.kinds import JobRun, ResultFile
from foundation.jobs.models import Job
from foundation.jobs.services import kind_of, scopes_of, send
from foundation.worklist.services import send_message

logger = logging.getLogger(__name__)

#: A running job without a sign of life for so long has lost its worker.
DEAD_AFTER = dt.timedelta(minutes=3)
#: A job whose worker died so often is not started again by itself.
MOST_INTERRUPTIONS = 3
#: Seconds between two writes of progress.
REPORT_EVERY = 1.0
#: The row of an ended job is kept so long, the journal for ever.
KEPT = dt.timedelta(days=90)


class Cancelled(Exception):
    """The owner has cancelled the job."""


class Replaced(Exception):
    """The attempt is no longer the row's: the worker was taken for dead, and another one has the job."""


class _Progress:
    """``JobRun.report`` of one attempt."""

    def __init__(self, job: Job) -> None:
        self.rows = Job.objects.filter(pk=job.pk, attempts=job.attempts, status=Job.Status.RUNNING)
        self.written_at = time.monotonic() - REPORT_EVERY

    def __call__(self, done: int, total: int = 0, word: str = "") -> None:
        if time.monotonic() - self.written_at < REPORT_EVERY:
            return
        if not self.rows.update(done=done, total=total, word=word[:40], beat_at=clock.now()):
            raise Replaced
        if self.rows.filter(is_cancel_asked=True).exists():
            raise Cancelled
        self.written_at = time.monotonic()


def run_next() -> Job | None:
    """Run the job that has waited longest to its end; None when none waits or ``JOBS_AT_ONCE`` run already.

    Safe to call at any time and from several workers at once.
    """
    job = _take()
    if job is None:
        return None
    try:
        with tempfile.TemporaryFile() as target:
            result = _run(job, target)
            _keep(job, result, target)
    except Replaced:
        logger.warning("job %s was taken over by another worker", job.pk)
    except Cancelled:
        _end(job, Job.Status.CANCELLED, "")
    except (OperationalError, InterfaceError):  # the database went away: the sweep starts the job again
        raise
    except DomainError as refusal:
        _end(job, Job.Status.FAILED, refusal.message)
    except SoftTimeLimitExceeded:
        minutes = settings.CELERY_TASK_SOFT_TIME_LIMIT // 60
        _end(job, Job.Status.FAILED, f"{minutes} 分钟内没有完成，请用筛选缩小范围后再试。")
    except Exception:
        logger.exception("job %s failed", job.pk)
        _end(job, Job.Status.FAILED, "生成时出错，请重新生成；仍不成功，请联系系统管理员。")
    return job


def sweep() -> int:
    """Take jobs from dead workers and make sure that what waits is run. Beat calls it every minute.

    Returns how many had lost their worker.
    """
    limit = clock.now() - DEAD_AFTER
    dead = list(Job.objects.filter(status=Job.Status.RUNNING, beat_at__lt=limit).order_by("pk"))
    for job in dead:
        _give_back(job, limit)
    if Job.objects.filter(status=Job.Status.WAITING).exists():
        send()
    return len(dead)


def remove_expired() -> int:
    """Delete the files whose days are over and the rows that ended 90 days ago. Returns the number of files."""
    now = clock.now()
    count = 0
    for job in Job.objects.filter(expires_at__lte=now).exclude(file="").iterator():
        default_storage.delete(job.file.name)
        count += Job.objects.filter(pk=job.pk).update(file="")
    Job.objects.filter(file="", ended_at__lt=now - KEPT).exclude(status__in=Job.OPEN).delete()
    return count


@transaction.atomic
def _take() -> Job | None:
    hold_lock("jobs")
    if Job.objects.filter(status=Job.Status.RUNNING).count() >= settings.JOBS_AT_ONCE:
        return None
    waiting = Job.objects.filter(status=Job.Status.WAITING).select_related("owner__organization")
    waiting = waiting.select_for_update(of=("self",), skip_locked=True)
    job: Job | None = waiting.order_by("interruptions", "created_at", "pk").first()
    if job is None:
        return None
    if job.attempts:
        default_storage.delete(_stored_name(job))  # what a worker that died had stored
    now = clock.now()
    job.attempts += 1
    job.status, job.started_at, job.beat_at = Job.Status.RUNNING, now, now
    job.done, job.total, job.word = 0, 0, ""
    job.save()
    return job


def _run(job: Job, target: IO[bytes]) -> ResultFile:
    kind = kind_of(job.kind)
    user: User = job.owner
    permissions = kind.permissions(job.parameters)
    for permission in permissions:
        require(user, permission)
    job.scopes = scopes_of(user, permissions)
    return kind.run(JobRun(user, job.parameters, target, _Progress(job)))


def _keep(job: Job, result: ResultFile, target: IO[bytes]) -> None:
    """Store the file, end the job and tell its owner; the stored bytes go when the row is not kept."""
    target.seek(0)
    digest = hashlib.sha256()
    for chunk in iter(lambda: target.read(1024 * 1024), b""):
        digest.update(chunk)
    size = target.tell()
    target.seek(0)
    stored = default_storage.save(_stored_name(job), File(target))
    try:
        with transaction.atomic():
            row = _own(job)
            if row.is_cancel_asked:
                raise Cancelled
            row.status, row.ended_at, row.message, row.word = Job.Status.DONE, clock.now(), "", ""
            row.done = row.total = max(row.total, row.done)
            row.scopes, row.file = job.scopes, stored
            row.file_name, row.content_type = clean_name(result.name), result.content_type
            row.size, row.sha256 = size, digest.hexdigest()
            row.expires_at = row.ended_at + dt.timedelta(days=settings.JOB_FILE_DAYS)
            row.save()
            _tell(row, f"“{row.name}”已生成，可以下载", f"文件保存 {settings.JOB_FILE_DAYS} 日。")
    except BaseException:
        default_storage.delete(stored)
        raise


@transaction.atomic
def _end(job: Job, status: Job.Status, message: str) -> None:
    """End the attempt without a file; nothing when the job is another worker's by now."""
    try:
        row = _own(job)
    except Replaced:
        return
    row.status, row.message, row.ended_at = status, message[:200], clock.now()
    row.save()
    if status == Job.Status.FAILED:
        _tell(row, f"“{row.name}”没有完成", row.message)


@transaction.atomic
def _give_back(job: Job, limit: dt.datetime) -> None:
    """Let a job whose worker died wait again, or end it when it was cancelled or has ended its worker too often."""
    found = Job.objects.select_for_update(of=("self",)).select_related("owner")
    row: Job | None = found.filter(pk=job.pk, status=Job.Status.RUNNING, beat_at__lt=limit).first()
    if row is None:
        return
    row.interruptions += 1
    if row.is_cancel_asked:
        row.status, row.ended_at = Job.Status.CANCELLED, clock.now()
    elif row.interruptions >= MOST_INTERRUPTIONS:
        row.status, row.ended_at = Job.Status.FAILED, clock.now()
        row.message = f"后台进程中断了 {row.interruptions} 次，没有完成。请用筛选缩小范围，或联系系统管理员。"
        _tell(row, f"“{row.name}”没有完成", row.message)
    else:
        row.status = Job.Status.WAITING
    row.save()


def _own(job: Job) -> Job:
    """Return the locked row. Raises ``Replaced`` when this attempt may not write any more."""
    rows = Job.objects.select_for_update(of=("self",)).select_related("owner")
    row: Job | None = rows.filter(pk=job.pk, attempts=job.attempts, status=Job.Status.RUNNING).first()
    if row is None:
        raise Replaced
    return row


def _tell(job: Job, title: str, body: str) -> None:
    event = f"job:{job.pk}:{job.attempts}"
    send_message(recipients=[job.owner], event=event, title=title, body=body, url=job.get_absolute_url())


def _stored_name(job: Job) -> str:
    return f"results/{job.pk}-{job.attempts}"
