from django.core import validators
from django.db import models

from foundation.common.people import Person
from foundation.common.querysets import ReferenceQuerySet, ScopedQuerySet


class HolidayQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> "HolidayQuerySet":
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


class OfficeDeadline(models.Model):
    """How many working days the offices have for one kind of to-do (核实, 核稿, 签发 …).

    An internal rule of the bureau, not law; preset until the bureau confirms it. A kind without a row has no deadline.
    """

    kind = models.SlugField("待办类别", primary_key=True, max_length=40)
    label = models.CharField("事项", max_length=30)
    working_days = models.PositiveSmallIntegerField(
        "工作日", validators=[validators.MinValueValidator(1), validators.MaxValueValidator(60)]
    )
    needs_confirmation = models.BooleanField("待市局确认", default=True)
    basis = models.CharField("依据", max_length=100, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "办理时限"
        verbose_name_plural = "办理时限"
        ordering = ["kind"]

    def __str__(self) -> str:
        return f"{self.label} {self.working_days} 个工作日"
