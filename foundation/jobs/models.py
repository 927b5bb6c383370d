from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from foundation.common.people import Person
from foundation.common.querysets import ScopedQuerySet

PERMISSION = "job.export"


class JobQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> "JobQuerySet":
        """A job and its file are its owner's alone, whatever other roles may see."""
        return self.filter(user.scope_for(PERMISSION).q(author="owner"))

    def open(self) -> "JobQuerySet":
        return self.filter(status__in=Job.OPEN)


class Job(models.Model):
    """One piece of long work: what to do, for whom, how far it is, and the file that came of it.

    The row is the work; a Celery message only makes it prompt. ``attempts`` counts the starts and marks who may write:
    a worker whose attempt is no longer the row's has been replaced and writes nothing. ``beat_at`` is its last sign of
    life, ``scopes`` the reach of the owner's permissions while it ran. ``version`` grows with every change of state,
    not with progress.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "等待"
        RUNNING = "running", "进行中"
        DONE = "done", "已完成"
        CANCELLED = "cancelled", "已取消"
        FAILED = "failed", "失败"

    OPEN = frozenset({Status.WAITING, Status.RUNNING})
    REPEATABLE = frozenset({Status.CANCELLED, Status.FAILED})
    scope_lookups = {"author": "owner"}

    kind = models.CharField("类别", max_length=40)
    name = models.CharField("名称", max_length=200)
    parameters = models.JSONField("参数", default=dict, blank=True)
    digest = models.CharField("参数摘要", max_length=64)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="发起人", on_delete=models.PROTECT, related_name="jobs"
    )
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.WAITING)
    message = models.CharField("结果说明", max_length=200, blank=True)
    done = models.PositiveIntegerField("已完成数", default=0)
    total = models.PositiveIntegerField("总数", default=0)
    word = models.CharField("进度说明", max_length=40, blank=True)
    is_cancel_asked = models.BooleanField("已要求取消", default=False)
    attempts = models.PositiveSmallIntegerField("开始次数", default=0)
    version = models.PositiveIntegerField("版本", default=1)
    interruptions = models.PositiveSmallIntegerField("中断次数", default=0)
    created_at = models.DateTimeField("发起时间")
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    beat_at = models.DateTimeField("最近心跳", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    scopes = models.JSONField("运行时的管辖范围", default=dict, blank=True)
    file = models.FileField("结果文件", max_length=100, blank=True)
    file_name = models.CharField("文件名", max_length=200, blank=True)
    content_type = models.CharField("类型", max_length=100, blank=True)
    size = models.PositiveBigIntegerField("字节数", default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    expires_at = models.DateTimeField("保存至", null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "后台任务"
        verbose_name_plural = "后台任务"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "digest"], condition=Q(status__in=["waiting", "running"]), name="job_one_open"
            )
        ]
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="job_owner_idx"),
            models.Index(fields=["created_at"], condition=Q(status__in=["waiting", "running"]), name="job_open_idx"),
            models.Index(fields=["expires_at"], condition=~Q(file=""), name="job_expiry_idx"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row in its next version. Progress is written past this, by ``update``."""
        if self.pk is not None:
            self.version += 1
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("jobs:list")

    @property
    def is_open(self) -> bool:
        """Return whether it waits or runs."""
        return self.status in self.OPEN

    @property
    def is_repeatable(self) -> bool:
        """Return whether it ended without a result and may be started again."""
        return self.status in self.REPEATABLE

    @property
    def has_file(self) -> bool:
        """Return whether its file is still kept."""
        return bool(self.file)

    @property
    def state_label(self) -> str:
        """Return the state in words; a running job that was cancelled is 正在取消 until its worker notices."""
        if self.status == self.Status.RUNNING and self.is_cancel_asked:
            return "正在取消"
        return str(self.get_status_display())
