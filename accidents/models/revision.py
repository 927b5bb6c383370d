"""The immutable states of an accident's facts."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models

from accidents.models.accident import Accident
from accidents.models.facts import Facts
from foundation.common.querysets import ScopedQuerySet


class AccidentRevisionQuerySet(ScopedQuerySet):
    def scoped(self, user: Any) -> "AccidentRevisionQuerySet":
        return self.filter(accident__in=Accident.objects.visible_to(user))


class AccidentRevision(Facts):
    """An immutable state of an accident's facts from ``recorded_at`` on; the newest one is cached on the accident."""

    class Kind(models.TextChoices):
        FLASH = "flash", "快报"
        FOLLOW_UP = "follow_up", "续报"
        FINAL = "final", "终报"
        CORRECTION = "correction", "更正"
        VERIFICATION = "verification", "核实"
        RETURN = "return", "退回"

    accident = models.ForeignKey(Accident, verbose_name="事故", on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField("版次")
    kind = models.CharField("类别", max_length=20, choices=Kind.choices)
    recorded_at = models.DateTimeField("记录时间")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="记录人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    author_name = models.CharField("记录人姓名", max_length=60)
    author_organization = models.CharField("记录单位", max_length=100)
    note = models.CharField("说明", max_length=500, blank=True)

    objects = AccidentRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = "事故版次"
        verbose_name_plural = "事故版次"
        ordering = ["accident_id", "number"]
        constraints = [models.UniqueConstraint(fields=["accident", "number"], name="revision_number_once")]
        indexes = [
            models.Index(fields=["accident", "-recorded_at", "-number"], name="revision_as_of_idx"),
            models.Index(fields=["recorded_at"], name="revision_recorded_idx"),
            models.Index(fields=["county", "occurred_at"], name="revision_county_idx"),
        ]
        triggers = [pgtrigger.Protect(name="revision_immutable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.name} 第{self.number}版"

    def get_absolute_url(self) -> str:
        return self.accident.get_absolute_url()

    @property
    def code(self) -> str:
        return self.accident.code

    @property
    def registered_at(self) -> Any:
        return self.accident.registered_at

    @property
    def is_backfill(self) -> bool:
        return self.accident.is_backfill

    @property
    def is_demo(self) -> bool:
        return self.accident.is_demo

    @property
    def external_number(self) -> str:
        return self.accident.external_number
