"""The one model of the example."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from foundation.common.fields import PersonField
from foundation.common.people import Person
from foundation.common.querysets import ScopedQuerySet


class PatrolQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> PatrolQuerySet:
        return self.filter(user.scope_for("patrol.view").q(**Patrol.scope_lookups))


class Patrol(models.Model):
    """What a patrol of a place has found, recorded by the county and closed by the city."""

    class Status(models.TextChoices):
        OPEN = "open", "待办结"
        CLOSED = "closed", "已办结"

    #: Where a row's division and author are found; permissions are checked by it.
    scope_lookups = {"division": "place_code"}

    place_code = models.CharField("区划代码", max_length=12)
    done_on = models.DateField("巡查日期")
    hazards = models.PositiveIntegerField("隐患数", default=0)
    summary = models.CharField("情况", max_length=200)
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.OPEN)
    remark = models.CharField("办结意见", max_length=500, blank=True)
    recorded_by = PersonField("登记人")
    version = models.PositiveIntegerField("版本", default=1)

    objects = PatrolQuerySet.as_manager()

    class Meta:
        verbose_name = "巡查"
        verbose_name_plural = "巡查"
        ordering = ["-done_on", "-id"]
        indexes = [models.Index(fields=["place_code", "-done_on"], name="patrol_place_idx")]

    def __str__(self) -> str:
        return f"{self.done_on} {self.summary}"

    def get_absolute_url(self) -> str:
        return reverse("example:patrol", args=[self.pk])
