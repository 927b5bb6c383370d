"""The facts of an accident at one moment, and the words for them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accidents.models.types import AccidentType
from accidents.rules.vocabulary import LARGER_AND_GRAVER, Level, Production, Status
from foundation.organizations.models import Division, Organization, Sector

#: The facts that sums and filters read: the covering indexes of accidents and revisions hold them.
SUMMED = (
    "county",
    "township",
    "status",
    "production",
    "level",
    "is_backfill",
    "counted_deaths",
    "direct_loss",
    "serious_injuries",
    "acute_poisonings",
    "minor_injuries",
)

#: 较大 and graver, about one accident in seventy: an index of its own finds them without looking at the others.
IS_LARGER = models.Q(level__in=[level.value for level in LARGER_AND_GRAVER])


class Facts(models.Model):
    """All that a rule, a statistic or a reader can see of an accident at one moment.

    People are counted in persons, money in 万元, times are aware. ``counted_deaths``, ``level`` and ``level_basis``
    follow from the other figures (State Council Order 493, art. 3), ``search_key`` from name, place and unit; all are
    stored by the services. A loss that is not known yet is 0 for rules and sums, with ``is_loss_unknown`` set so that
    people read “—”.
    """

    name = models.CharField("事故名称", max_length=120, blank=True)
    status = models.CharField("状态", max_length=20, choices=Status.choices)
    occurred_at = models.DateTimeField("发生时间", null=True, blank=True)
    counted_on = models.DateField("计入日期", null=True, blank=True)
    county = models.ForeignKey(
        Division, verbose_name="区县（市）", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    township = models.ForeignKey(
        Division,
        verbose_name="乡镇（街道）",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    village = models.ForeignKey(
        Division,
        verbose_name="村（社区）",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    location = models.CharField("详细地点", max_length=200, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True, blank=True)
    production = models.CharField(
        "是否生产安全事故", max_length=10, choices=Production.choices, default=Production.PENDING.value
    )
    sector = models.ForeignKey(
        Sector,
        verbose_name="行业领域",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    accident_type = models.ForeignKey(
        AccidentType,
        verbose_name="事故类型",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    supervising_department = models.ForeignKey(
        Organization,
        verbose_name="主管部门",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
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
    is_loss_unknown = models.BooleanField("损失未填", default=False)
    casualty_changed_on = models.DateField("伤亡变化日期", null=True, blank=True)
    known_at = models.DateTimeField("接报时间", null=True, blank=True)
    reported_at = models.DateTimeField("上报时间", null=True, blank=True)
    summary = models.TextField("事故经过", blank=True)
    backfill_reason = models.CharField("补录原因", max_length=200, blank=True)
    not_liable = models.JSONField("认定无责任的对象", default=list, blank=True)
    findings = ArrayField(models.CharField(max_length=20), verbose_name="迟漏谎瞒认定", default=list, blank=True)
    counted_deaths = models.PositiveIntegerField("计入死亡人数", default=0)
    level = models.CharField("等级", max_length=15, choices=Level.choices, default=Level.ORDINARY.value)
    level_basis = models.JSONField("等级依据", default=list)
    search_key = models.TextField("检索键", blank=True, editable=False)

    class Meta:
        abstract = True
