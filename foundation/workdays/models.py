from typing import Any

from django.db import models

from foundation.kit.querysets import ScopedQuerySet


class HolidayQuerySet(ScopedQuerySet):
    def scoped(self, user: Any) -> "HolidayQuerySet":
        return self


class Holiday(models.Model):
    """A day that differs from Monday-to-Friday: a day off, or a weekend day worked instead (调休).

    The source is the State Council's yearly notice; a year without any row counts as Monday to Friday with a warning.
    """

    day = models.DateField("日期", primary_key=True)
    is_workday = models.BooleanField("上班")
    name = models.CharField("名称", max_length=30)
    source = models.CharField("依据", max_length=100)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = "节假日"
        verbose_name_plural = "节假日"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}{'上班' if self.is_workday else '放假'}"
