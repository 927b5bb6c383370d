from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from foundation.audit.history import track_rows
from foundation.common import permissions
from foundation.common.people import Person
from foundation.common.querysets import ReferenceQuerySet, ScopedQuerySet
from foundation.common.scope import NOTHING
from foundation.organizations.models import Organization
from foundation.recurrence.rules.due_days import DueBy, DueRule
from foundation.recurrence.rules.periods import Frequency, require_dates


@track_rows()
class RecurringDuty(models.Model):
    """What a unit has to do again and again: how often, due on which day, and who does it.

    ``permission`` names a row of the permission table: its holders in the unit receive the to-do and may settle it.
    ``lead_days`` before the due day the to-do is opened. ``first_day``: periods that end earlier have no instance.
    """

    code = models.SlugField("代码", max_length=40, unique=True)
    label = models.CharField("事项", max_length=30)
    detail = models.CharField("说明", max_length=200, blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)
    frequency = models.CharField("周期", max_length=10, choices=Frequency.choices)
    dates = ArrayField(models.CharField(max_length=5), verbose_name="日期（MM-DD）", default=list, blank=True)
    due_by = models.CharField("到期日算法", max_length=15, choices=DueBy.choices)
    due_number = models.PositiveSmallIntegerField("第几个工作日或几日", validators=[MinValueValidator(1)])
    due_month = models.PositiveSmallIntegerField("期内第几个月", default=1, validators=[MinValueValidator(1)])
    lead_days = models.PositiveSmallIntegerField("提前几日提醒", default=10)
    organization = models.ForeignKey(
        Organization, verbose_name="办理单位", on_delete=models.PROTECT, related_name="recurring_duties"
    )
    permission = models.CharField("所需权限", max_length=60)
    button = models.CharField("按钮文字", max_length=10)
    url = models.CharField("办理页面", max_length=200)
    first_day = models.DateField("自何日起")
    is_active = models.BooleanField("在用", default=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "周期事项"
        verbose_name_plural = "周期事项"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        if self.permission not in permissions.table():
            raise ValidationError({"permission": "权限表里没有这一项。"})
        if self.frequency == Frequency.DATES:
            try:
                require_dates(self.dates)
            except ValueError as error:
                raise ValidationError({"dates": "请按 MM-DD 填日期，例如 03-31，至少一个，不重复。"}) from error

    @property
    def due_rule(self) -> DueRule:
        return DueRule(DueBy(self.due_by), self.due_number, self.due_month)


class DutyInstanceQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> "DutyInstanceQuerySet":
        """An instance is seen by those who have the permission of its duty, as far as it reaches."""
        reach = NOTHING
        for permission in RecurringDuty.objects.order_by("permission").values_list("permission", flat=True).distinct():
            scope = user.scope_for(permission)
            if scope:
                lookups = DutyInstance.scope_lookups
                reach |= Q(duty__permission=permission) & scope.q(**lookups)
        return self.filter(reach)

    def open(self) -> "DutyInstanceQuerySet":
        return self.filter(state=DutyInstance.State.OPEN)


@track_rows()
class DutyInstance(models.Model):
    """A duty in one period, with its due day. Files attached to it are its evidence.

    ``is_certain`` is False while the due day was counted without the holiday notice of its year; it is counted again
    until it is certain.
    """

    class State(models.TextChoices):
        OPEN = "open", "待办"
        DONE = "done", "已完成"

    scope_lookups = {"division": "duty__organization__division__code", "organization": "duty__organization"}

    duty = models.ForeignKey(RecurringDuty, verbose_name="周期事项", on_delete=models.PROTECT, related_name="instances")
    period_start = models.DateField("期间起")
    period_end = models.DateField("期间止")
    label = models.CharField("期间", max_length=30)
    due_on = models.DateField("到期日")
    is_certain = models.BooleanField("到期日已确定")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    note = models.CharField("办理说明", max_length=500, blank=True)
    done_at = models.DateTimeField("完成时间", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="办理人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = DutyInstanceQuerySet.as_manager()

    class Meta:
        verbose_name = "周期事项办理"
        verbose_name_plural = "周期事项办理"
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "period_start"], name="duty_instance_once"),
            models.CheckConstraint(condition=Q(period_end__gte=models.F("period_start")), name="duty_instance_span"),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(state="open"), name="duty_instance_open_idx")]

    def __str__(self) -> str:
        return f"{self.duty}（{self.label}）"
