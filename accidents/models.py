from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from foundation.journal.history import track_rows
from foundation.kit.querysets import ScopedQuerySet
from foundation.organizations.models import Division, Organization, Sector


class Status(models.TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已上报，待核实"
    RETURNED = "returned", "退回待改"
    VERIFIED = "verified", "已核实"
    WRITE_OFF_PENDING = "write_off_pending", "核销审核中"
    WRITTEN_OFF = "written_off", "已核销"
    MERGED = "merged", "已并入"
    WITHDRAWN = "withdrawn", "已撤回"


REGISTERED = [status for status in Status.values if status != Status.DRAFT]
COUNTED = [Status.SUBMITTED, Status.RETURNED, Status.VERIFIED, Status.WRITE_OFF_PENDING]


class Production(models.TextChoices):
    YES = "yes", "生产安全事故"
    NO = "no", "非生产安全事故"
    PENDING = "pending", "待认定"


class Level(models.TextChoices):
    ORDINARY = "ordinary", "一般"
    LARGER = "larger", "较大"
    MAJOR = "major", "重大"
    EXTRAORDINARY = "extraordinary", "特别重大"


LEVEL_ORDER = list(Level.values)


class ReferenceQuerySet(ScopedQuerySet):
    def scoped(self, user: Any) -> "ReferenceQuerySet":
        return self


class AccidentType(models.Model):
    """A type of accident in one edition of the national classification; editions have first and last days."""

    code = models.CharField("代码", max_length=30, primary_key=True)
    name = models.CharField("名称", max_length=40)
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


class Facts(models.Model):
    """All that a rule, a statistic or a reader can see of an accident at one moment.

    People are counted in persons, money in 万元, times are aware. ``counted_deaths``, ``level`` and ``level_basis``
    follow from the other figures (State Council Order 493, art. 3) and are stored by the services.
    """

    name = models.CharField("事故名称", max_length=120, blank=True)
    status = models.CharField("状态", max_length=20, choices=Status.choices)
    occurred_at = models.DateTimeField("发生时间", null=True, blank=True)
    counted_on = models.DateField("计入日期", null=True, blank=True)
    county = models.ForeignKey(Division, verbose_name="区县（市）", on_delete=models.PROTECT, related_name="+")
    township = models.ForeignKey(
        Division, verbose_name="乡镇（街道）", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    village = models.ForeignKey(
        Division, verbose_name="村（社区）", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    location = models.CharField("详细地点", max_length=200, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True, blank=True)
    production = models.CharField(
        "是否生产安全事故", max_length=10, choices=Production.choices, default=Production.PENDING
    )
    sector = models.ForeignKey(
        Sector, verbose_name="行业领域", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accident_type = models.ForeignKey(
        AccidentType, verbose_name="事故类型", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    supervising_department = models.ForeignKey(
        Organization, verbose_name="主管部门", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    has_no_department = models.BooleanField("无主管部门", default=False)
    enterprise_name = models.CharField("单位名称", max_length=120, blank=True)
    enterprise_credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    deaths = models.PositiveIntegerField("死亡", default=0)
    missing = models.PositiveIntegerField("失踪", default=0)
    missing_presumed_dead = models.BooleanField("失踪人员推定死亡", default=False)
    serious_injuries = models.PositiveIntegerField("重伤", default=0)
    acute_poisonings = models.PositiveIntegerField("急性工业中毒", default=0)
    minor_injuries = models.PositiveIntegerField("轻伤", default=0)
    direct_loss = models.DecimalField("直接经济损失（万元）", max_digits=14, decimal_places=2, default=0)
    casualty_changed_on = models.DateField("伤亡变化日期", null=True, blank=True)
    known_at = models.DateTimeField("接报时间", null=True, blank=True)
    reported_at = models.DateTimeField("上报时间", null=True, blank=True)
    summary = models.TextField("事故经过", blank=True)
    backfill_reason = models.CharField("补录原因", max_length=200, blank=True)
    not_liable = models.JSONField("认定无责任的对象", default=list, blank=True)
    findings = ArrayField(models.CharField(max_length=20), verbose_name="迟漏谎瞒认定", default=list, blank=True)
    counted_deaths = models.PositiveIntegerField("计入死亡人数", default=0)
    level = models.CharField("等级", max_length=15, choices=Level.choices, default=Level.ORDINARY)
    level_basis = models.JSONField("等级依据", default=list)

    class Meta:
        abstract = True


class AccidentQuerySet(ScopedQuerySet):
    def scoped(self, user: Any) -> "AccidentQuerySet":
        """Registered accidents in the user's reach; drafts only for the unit that is writing or must submit them."""
        lookups = Accident.scope_lookups
        registered = user.scope_for("accident.view").q(**lookups) & ~Q(status=Status.DRAFT)
        unfinished = user.scope_for("accident.draft").q(**lookups) & Q(status=Status.DRAFT)
        return self.filter(registered | unfinished)

    def counted(self) -> "AccidentQuerySet":
        """Accidents that rules and statistics count (reading 2)."""
        return self.filter(status__in=COUNTED)


@track_rows()
class Accident(Facts):
    """One accident; its facts are those of its newest revision, kept here for reading.

    ``code`` is the number given when it is registered; a draft carries its ``draft_code`` until then.
    ``place_code`` is the township's code, or the county's while no township is known: the scope's prefix.
    """

    code = models.CharField("事故编号", max_length=40, unique=True)
    draft_code = models.CharField("草稿编号", max_length=40, unique=True)
    place_code = models.CharField("地点代码", max_length=12, db_index=True)
    external_number = models.CharField("直报系统编号", max_length=60, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="填报人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    drafting_organization = models.ForeignKey(
        Organization, verbose_name="填报单位", on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField("建立时间")
    saved_at = models.DateTimeField("保存时间")
    registered_at = models.DateTimeField("录入时间", null=True, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="录入人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_backfill = models.BooleanField("补录", default=False)
    revision_number = models.PositiveIntegerField("版次", default=0)
    version = models.PositiveIntegerField("保存次数", default=1)
    return_reason = models.CharField("退回原因", max_length=500, blank=True)
    is_demo = models.BooleanField("演示数据", default=False)
    has_given_name = models.BooleanField("名称由人填写", default=False)

    objects = AccidentQuerySet.as_manager()
    scope_lookups = {
        "division": "place_code",
        "organization": "supervising_department_id",
        "author": "drafted_by_id",
    }

    class Meta:
        verbose_name = "事故"
        verbose_name_plural = "事故"
        ordering = ["-occurred_at", "-code"]
        indexes = [
            models.Index(fields=["county", "occurred_at"], name="accident_county_idx"),
            models.Index(fields=["occurred_at", "production", "level"], name="accident_window_idx"),
            models.Index(fields=["status", "saved_at"], name="accident_status_idx"),
            models.Index(fields=["supervising_department", "occurred_at"], name="accident_department_idx"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="accident_status_known"),
            models.CheckConstraint(condition=Q(direct_loss__gte=0), name="accident_loss_not_negative"),
            models.CheckConstraint(
                condition=Q(status="draft")
                | Q(
                    occurred_at__isnull=False,
                    counted_on__isnull=False,
                    township__isnull=False,
                    sector__isnull=False,
                    registered_at__isnull=False,
                    revision_number__gte=1,
                ),
                name="accident_registered_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(has_no_department=False) | Q(supervising_department=None),
                name="accident_department_or_none",
            ),
            models.CheckConstraint(
                condition=Q(registered_at=None) | Q(occurred_at__lte=F("registered_at")), name="accident_not_in_future"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="accident_registered_stays",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__status="draft"),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.draft_code

    def get_absolute_url(self) -> str:
        return reverse("accidents:detail", args=[self.code])

    @property
    def is_registered(self) -> bool:
        return self.status != Status.DRAFT


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


class CodeCounter(models.Model):
    """The last accident number given in a county and year; locked while a number is taken."""

    county = models.ForeignKey(Division, verbose_name="区县（市）", on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("已取到", default=0)

    class Meta:
        verbose_name = "事故编号计数"
        verbose_name_plural = "事故编号计数"
        constraints = [models.UniqueConstraint(fields=["county", "year"], name="accident_counter_once")]

    def __str__(self) -> str:
        return f"{self.county_id} {self.year}: {self.last}"
