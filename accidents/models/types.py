"""The national classification of accidents."""

from django.db import models

from foundation.common.querysets import ReferenceQuerySet


class AccidentType(models.Model):
    """A type of accident in one edition of the national classification; editions have first and last days.

    ``event_word`` is how the name of an accident says what happened; empty for a type that does not say it (其他伤害).
    """

    code = models.CharField("代码", max_length=30, primary_key=True)
    name = models.CharField("名称", max_length=40)
    event_word = models.CharField("事故名称用词", max_length=40, blank=True)
    edition = models.CharField("标准", max_length=40)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)
    is_fire = models.BooleanField("火灾", default=False)
    order = models.PositiveIntegerField("排序")
    needs_confirmation = models.BooleanField("待市局确认", default=False)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "事故类型"
        verbose_name_plural = "事故类型"
        ordering = ["edition", "order"]

    def __str__(self) -> str:
        return self.name
