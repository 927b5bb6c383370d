from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accidents.models import Accident, AccidentRevision, Level
from accountability.measures import MEASURE_TEXT
from accountability.measures import Measure as Measure
from accountability.rules import RecipientRole as RecipientRole
from foundation.documents.models import Document
from foundation.journal.history import track_rows
from foundation.kit.querysets import ScopedQuerySet
from foundation.organizations.models import Division, Organization

MEASURES = [(measure.value, MEASURE_TEXT[measure]) for measure in Measure]
RECIPIENT_ROLES = [
    (RecipientRole.TOWNSHIP_GOVERNMENT.value, "乡镇人民政府（街道办事处）"),
    (RecipientRole.COUNTY_GOVERNMENT.value, "区县（市）人民政府、管委会"),
    (RecipientRole.COUNTY_DEPARTMENT.value, "区县（市）主管部门"),
]


class ReferenceQuerySet(ScopedQuerySet):
    def scoped(self, user: Any) -> "ReferenceQuerySet":
        return self


class RuleSet(models.Model):
    """A version of the rules with its legal basis; immutable once published (``published_at``)."""

    class Use(models.TextChoices):
        APPLIED = "applied", "据以办理"
        COMPARISON = "comparison", "只作对照"

    class WindowKind(models.TextChoices):
        CALENDAR_YEAR = "calendar_year", "自然年（1月1日至12月31日）"
        APPRAISAL_YEAR = "appraisal_year", "考核年度（上年12月1日至11月30日）"

    class DatedBy(models.TextChoices):
        OCCURRED = "occurred", "发生日期"
        COUNTED = "counted", "计入日期"

    code = models.CharField("代码", max_length=40)
    version = models.PositiveIntegerField("版本")
    title = models.CharField("名称", max_length=100)
    legal_basis = models.CharField("依据", max_length=200)
    article = models.CharField("条号", max_length=60, blank=True)
    confirmation_note = models.CharField("待市局确认事项", max_length=300, blank=True)
    issuer = models.CharField("发布机关", max_length=100)
    division = models.ForeignKey(Division, verbose_name="适用区域", on_delete=models.PROTECT)
    use = models.CharField("用途", max_length=20, choices=Use.choices)
    window = models.CharField("统计周期", max_length=20, choices=WindowKind.choices)
    dated_by = models.CharField("日期口径", max_length=10, choices=DatedBy.choices)
    valid_from = models.DateField("自此开始的周期适用")
    valid_to = models.DateField("至此开始的周期适用", null=True, blank=True)
    author = models.CharField("编制", max_length=60)
    checker = models.CharField("复核", max_length=60)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    source_sha256 = models.CharField("来源摘要", max_length=64, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "规则集"
        verbose_name_plural = "规则集"
        ordering = ["code", "-version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="rule_set_version_once")]
        triggers = [
            pgtrigger.Protect(
                name="rule_set_published_immutable",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} 第{self.version}版"


class Rule(models.Model):
    """One row of a rule set: what is counted, for whom, how many, and what follows."""

    rule_set = models.ForeignKey(RuleSet, verbose_name="规则集", on_delete=models.PROTECT, related_name="rules")
    code = models.CharField("编号", max_length=10)
    order = models.PositiveIntegerField("排序")
    clause = models.CharField("条款", max_length=100)
    clause_text = models.CharField("条款原文", max_length=300)
    article = models.CharField("条号", max_length=60, blank=True)
    production = models.CharField(
        "生产性质", max_length=10, choices=[("yes", "生产"), ("no", "非生产"), ("any", "不限")]
    )
    level_min = models.CharField("最低等级", max_length=15, choices=Level.choices)
    level_max = models.CharField("最高等级", max_length=15, choices=Level.choices)
    finding_any = models.JSONField("须有认定之一", default=list, blank=True)
    recipient_role = models.CharField("对象", max_length=30, choices=RECIPIENT_ROLES)
    threshold = models.PositiveSmallIntegerField("门槛")
    measure = models.CharField("措施", max_length=20, choices=MEASURES)
    issuing_level = models.CharField("作出层级", max_length=10, choices=[("city", "市"), ("province", "省")])
    needs_confirmation = models.BooleanField("待市局确认", default=False)
    confirmation_note = models.CharField("待确认事项", max_length=200, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "规则"
        verbose_name_plural = "规则"
        ordering = ["rule_set", "order"]
        constraints = [models.UniqueConstraint(fields=["rule_set", "code"], name="rule_code_once")]
        triggers = [
            pgtrigger.Trigger(
                name="rule_of_published_set_immutable",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM accountability_ruleset
                        WHERE id IN (NEW.rule_set_id, OLD.rule_set_id) AND published_at IS NOT NULL
                    ) THEN
                        RAISE EXCEPTION 'a published rule set is immutable';
                    END IF;
                    RETURN COALESCE(NEW, OLD);
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} {self.code}"


class LetterQuerySet(ScopedQuerySet):
    def scoped(self, user: Any) -> "LetterQuerySet":
        return self.filter(document__in=Document.objects.visible_to(user))


@track_rows()
class Letter(models.Model):
    """The document that carries decisions of one measure, one clause and one trigger, or one month of notices."""

    document = models.OneToOneField(Document, verbose_name="公文", on_delete=models.PROTECT, related_name="letter")
    rule_set = models.ForeignKey(RuleSet, verbose_name="规则集", on_delete=models.PROTECT, related_name="+")
    measure = models.CharField("措施", max_length=20, choices=MEASURES)
    clause = models.CharField("条款", max_length=100)
    trigger = models.ForeignKey(
        Accident, verbose_name="触发事故", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    month = models.DateField("通报月份", null=True, blank=True)
    version = models.PositiveIntegerField("版次", default=1)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "处理文书"
        verbose_name_plural = "处理文书"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.document.title


class DecisionQuerySet(ScopedQuerySet):
    def scoped(self, user: Any) -> "DecisionQuerySet":
        """City staff see all; a county its own subtree; others what is addressed to a unit they receive for.

        Outside the city only what was issued is seen: a proposal is the city's own business until then.
        """
        scope = user.scope_for("decision.view")
        if scope.everything:
            return self
        reach = scope.q(division="place_code", organization="recipient_organization_id")
        return self.filter(reach, issued_at__isnull=False)


@track_rows()
class Decision(models.Model):
    """One measure for one recipient: proposed by the engine, decided and issued by people, never removed."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", "拟处理"
        EXPECTED = "expected", "待省级文件"
        DRAFTING = "drafting", "在办"
        ISSUED = "issued", "已印发"
        CLOSED = "closed", "办结"
        DECLINED = "declined", "不予处理"
        LAPSED = "lapsed", "已失效"
        REVOKED = "revoked", "已撤销"
        LIFTED = "lifted", "已解除"
        EXPIRED = "expired", "到期终止"

    class Flag(models.TextChoices):
        NONE = "", "无"
        BASIS_CHANGED = "basis_changed", "依据有变"
        BASIS_GONE = "basis_gone", "依据已不成立"
        PROPOSED_AGAIN = "proposed_again", "条件再次成立"

    rule = models.ForeignKey(Rule, verbose_name="规则", on_delete=models.PROTECT, related_name="decisions")
    key = models.CharField("标识", max_length=200, unique=True)
    measure = models.CharField("措施", max_length=20, choices=MEASURES)
    recipient_role = models.CharField("对象类别", max_length=30, choices=RECIPIENT_ROLES)
    recipient_code = models.CharField("对象代码", max_length=40, blank=True)
    recipient_name = models.CharField("对象", max_length=100)
    recipient_organization = models.ForeignKey(
        Organization, verbose_name="对象机构", null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    county = models.ForeignKey(Division, verbose_name="区县（市）", on_delete=models.PROTECT, related_name="+")
    place_code = models.CharField("地点代码", max_length=12, db_index=True)
    window_start = models.DateField("周期起")
    window_end = models.DateField("周期止")
    trigger = models.ForeignKey(
        Accident, verbose_name="触发事故", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField("状态", max_length=20, choices=Status.choices)
    explanation = models.JSONField("依据说明", default=dict)
    flag = models.CharField("提示", max_length=20, choices=Flag.choices, default="", blank=True)
    flag_fingerprint = models.CharField("提示所对依据", max_length=64, blank=True)
    answered_fingerprints = ArrayField(
        models.CharField(max_length=64), verbose_name="已答复依据", default=list, blank=True
    )
    is_proposed = models.BooleanField("规则现仍要求", default=True)
    letter = models.ForeignKey(
        Letter, verbose_name="文书", null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    superseded_by = models.ForeignKey(
        "self",
        verbose_name="被更重措施取代",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="supersedes",
    )
    reason = models.CharField("理由", max_length=500, blank=True)
    lapse_reason = models.CharField("失效原因", max_length=500, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="同意人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_at = models.DateTimeField("同意时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="决定人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    proposed_at = models.DateTimeField("提出时间")
    issued_at = models.DateTimeField("印发时间", null=True, blank=True)
    report_due_on = models.DateField("整改报告期限", null=True, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    external_document = models.CharField("省级文件", max_length=100, blank=True)
    version = models.PositiveIntegerField("版次", default=1)

    objects = DecisionQuerySet.as_manager()
    scope_lookups = {"division": "place_code", "organization": "recipient_organization_id"}

    class Meta:
        verbose_name = "处理决定"
        verbose_name_plural = "处理决定"
        ordering = ["-proposed_at", "rule__order", "recipient_code", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=(
                        [
                            "proposed",
                            "expected",
                            "drafting",
                            "issued",
                            "closed",
                            "declined",
                            "lapsed",
                            "revoked",
                            "lifted",
                            "expired",
                        ]
                    )
                ),
                name="decision_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["drafting", "issued"]) | Q(letter__isnull=False), name="decision_in_letter"
            ),
            models.CheckConstraint(
                condition=~Q(status="issued") | Q(issued_at__isnull=False), name="decision_issued_when"
            ),
        ]
        indexes = [
            models.Index(fields=["county", "window_start"], name="decision_window_idx"),
            models.Index(fields=["status", "measure"], name="decision_status_idx"),
        ]
        triggers = [pgtrigger.Protect(name="decision_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.recipient_name} {self.get_measure_display()}"

    def get_absolute_url(self) -> str:
        return reverse("accountability:decision", args=[self.pk])


@track_rows()
class DecisionBasis(models.Model):
    """An accident counted for a decision, with the revision of its figures that was counted."""

    decision = models.ForeignKey(Decision, verbose_name="处理决定", on_delete=models.CASCADE, related_name="basis")
    accident = models.ForeignKey(Accident, verbose_name="事故", on_delete=models.PROTECT, related_name="decision_bases")
    revision = models.ForeignKey(
        AccidentRevision, verbose_name="采用的版次", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "依据事故"
        verbose_name_plural = "依据事故"
        ordering = ["decision_id", "accident__occurred_at", "accident__code"]
        constraints = [models.UniqueConstraint(fields=["decision", "accident"], name="decision_basis_once")]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.accident_id}"


class ReconciliationRequest(models.Model):
    """A county and window of a rule set that must be reconciled; written in the transaction that made it necessary."""

    rule_set = models.ForeignKey(RuleSet, verbose_name="规则集", on_delete=models.CASCADE, related_name="+")
    county = models.ForeignKey(Division, verbose_name="区县（市）", on_delete=models.CASCADE, related_name="+")
    window_start = models.DateField("周期起")
    requested_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "待重算"
        verbose_name_plural = "待重算"
        indexes = [models.Index(fields=["county", "rule_set", "window_start"], name="reconciliation_request_idx")]

    def __str__(self) -> str:
        return f"{self.county_id} {self.window_start}"
