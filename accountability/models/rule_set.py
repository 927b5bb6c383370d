"""The rules as data: a set, and the rows of it."""

from typing import Any

from django.db import models

from accidents.models import Level
from accountability.rules.measures import Issuer, Measure
from accountability.rules.spec import (
    PRODUCTION_CHOICES,
    Clause,
    DatedBy,
    RecipientRole,
    RuleSetSpec,
    RuleSpec,
    Use,
    dump_rule_set,
)
from accountability.rules.windows import WindowKind
from documents.typesetting.content.wording import chinese_number
from foundation.common.querysets import ReferenceQuerySet
from foundation.organizations.models import Division
from foundation.publishing.models import PublishedVersion, RowsOfPublished


class RuleSet(PublishedVersion):
    """A version of the rules. Valid for the windows that begin on ``valid_from`` to ``valid_until``, both included."""

    # Full title of the document whose number ``legal_basis`` is.
    basis_title = models.CharField("依据标题", max_length=200, blank=True)
    # What a measure entails, by measure, with its source: proposed to the officer who drafts a letter.
    effects = models.JSONField("措施后果", default=dict, blank=True)
    article = models.CharField("条号", max_length=60, blank=True)
    confirmation_note = models.CharField("待市局确认事项", max_length=300, blank=True)
    issuer = models.CharField("发布机关", max_length=100)
    division = models.ForeignKey(Division, verbose_name="适用区域", on_delete=models.PROTECT)
    use = models.CharField("用途", max_length=20, choices=Use.choices)
    window = models.CharField("统计周期", max_length=20, choices=WindowKind.choices)
    dated_by = models.CharField("日期口径", max_length=10, choices=DatedBy.choices)

    class Meta(PublishedVersion.Meta):
        verbose_name = "规则集"
        verbose_name_plural = "规则集"

    def __str__(self) -> str:
        return f"{self.legal_basis}（第{chinese_number(self.version)}版）"

    @property
    def spec(self) -> RuleSetSpec:
        """The evaluator's value; reads the rows."""
        return RuleSetSpec(
            code=self.code,
            version=self.version,
            title=self.title,
            legal_basis=self.legal_basis,
            article=self.article,
            issuer=self.issuer,
            division=self.division_id,
            use=Use(self.use),
            valid_from=self.valid_from,
            valid_to=self.valid_until,
            window=WindowKind(self.window),
            dated_by=DatedBy(self.dated_by),
            rules=tuple(rule.spec for rule in self.rules.all()),
            confirm=self.confirmation_note,
            basis_title=self.basis_title,
            effects=self.effects,
        )

    def content(self) -> dict[str, Any]:
        """Return the data of a rule-set file that says the same."""
        return dump_rule_set(self.spec)


class Rule(models.Model):
    """One row of a rule set: what is counted, for whom, how many, and what follows."""

    rule_set = models.ForeignKey(RuleSet, verbose_name="规则集", on_delete=models.PROTECT, related_name="rules")
    code = models.CharField("编号", max_length=10)
    order = models.PositiveIntegerField("排序")
    clause = models.CharField("条款", max_length=100)
    clause_text = models.CharField("条款原文", max_length=300)
    article = models.CharField("条号", max_length=60, blank=True)
    production = models.CharField("生产性质", max_length=10, choices=PRODUCTION_CHOICES)
    level_min = models.CharField("最低等级", max_length=15, choices=Level.choices)
    level_max = models.CharField("最高等级", max_length=15, choices=Level.choices)
    finding_any = models.JSONField("须有认定之一", default=list, blank=True)
    recipient_role = models.CharField("对象", max_length=30, choices=RecipientRole.choices)
    threshold = models.PositiveSmallIntegerField("门槛")
    measure = models.CharField("措施", max_length=20, choices=Measure.choices)
    issuing_level = models.CharField("作出层级", max_length=10, choices=Issuer.choices)
    needs_confirmation = models.BooleanField("待市局确认", default=False)
    confirmation_note = models.CharField("待确认事项", max_length=200, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "规则"
        verbose_name_plural = "规则"
        ordering = ["rule_set", "order"]
        constraints = [models.UniqueConstraint(fields=["rule_set", "code"], name="rule_code_once")]
        triggers = [RowsOfPublished(version_field="rule_set")]

    def __str__(self) -> str:
        return f"{self.rule_set} {self.code}"

    @property
    def title(self) -> str:
        """The rule as an official names it (``RuleSpec.title``)."""
        return self.spec.title

    @property
    def spec(self) -> RuleSpec:
        """The row as the evaluator's value."""
        return RuleSpec(
            code=self.code,
            clause=Clause(self.clause, self.clause_text, self.article),
            production=self.production,
            level_min=Level(self.level_min),
            level_max=None if self.level_max == Level.EXTRAORDINARY else Level(self.level_max),
            recipient=RecipientRole(self.recipient_role),
            threshold=self.threshold,
            measure=Measure(self.measure),
            issuer=Issuer(self.issuing_level),
            findings=frozenset(self.finding_any),
            confirm=self.confirmation_note,
        )
