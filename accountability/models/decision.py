"""Decisions, and the accidents they rest on."""

from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accidents.models import Accident, AccidentRevision
from accountability.models.letter import Letter
from accountability.models.rule_set import Rule
from accountability.rules.measures import Measure
from accountability.rules.serialization import explanation_from_parts, explanation_to_json
from accountability.rules.spec import RecipientRole
from foundation.audit.history import track_rows
from foundation.common.fields import PersonField
from foundation.common.people import Person
from foundation.common.querysets import ScopedQuerySet
from foundation.organizations.models import Division, Organization


class DecisionStatus(models.TextChoices):
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


class DecisionQuerySet(ScopedQuerySet):
    def scoped(self, user: Person) -> "DecisionQuerySet":
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
    """One measure for one recipient: proposed by the engine, decided and issued by people, never removed.

    ``explanation`` is stored in parts (``rules.serialization.explanation_to_parts``); words are made when it is shown.
    """

    Status = DecisionStatus

    class Flag(models.TextChoices):
        NONE = "", "无"
        BASIS_CHANGED = "basis_changed", "依据有变"
        BASIS_GONE = "basis_gone", "依据已不成立"
        PROPOSED_AGAIN = "proposed_again", "条件再次成立"

    rule = models.ForeignKey(Rule, verbose_name="规则", on_delete=models.PROTECT, related_name="decisions")
    key = models.CharField("标识", max_length=200, unique=True)
    measure = models.CharField("措施", max_length=20, choices=Measure.choices)
    recipient_role = models.CharField("对象类别", max_length=30, choices=RecipientRole.choices)
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
    approved_by = PersonField("同意人", null=True)
    approved_at = models.DateTimeField("同意时间", null=True, blank=True)
    decided_by = PersonField("决定人", null=True)
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    proposed_at = models.DateTimeField("提出时间")
    issued_at = models.DateTimeField("印发时间", null=True, blank=True)
    report_due_on = models.DateField("整改报告期限", null=True, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    lifted_at = models.DateTimeField("解除时间", null=True, blank=True)
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True)
    external_document = models.CharField("省级文件", max_length=100, blank=True)
    version = models.PositiveIntegerField("版次", default=1)

    objects = DecisionQuerySet.as_manager()
    scope_lookups = {"division": "place_code", "organization": "recipient_organization_id"}

    class Meta:
        verbose_name = "处理决定"
        verbose_name_plural = "处理决定"
        ordering = ["-proposed_at", "rule__order", "recipient_code", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=DecisionStatus.values), name="decision_status_known"),
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

    @property
    def reasoning(self) -> str:
        """The sentence of the basis for people."""
        return explanation_from_parts(self.explanation, self.rule.spec).text if self.explanation else ""

    @property
    def explanation_words(self) -> dict[str, Any]:
        """The explanation as programs read it, with its sentences."""
        return explanation_to_json(self.explanation, self.rule.spec) if self.explanation else {}


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
