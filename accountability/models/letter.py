"""The letters that carry decisions."""

from typing import Any

from django.db import models

from accidents.models import Accident
from accountability.models.rule_set import RuleSet
from accountability.rules.measures import Measure
from documents.models import Document
from foundation.audit.history import track_rows
from foundation.common.querysets import ScopedQuerySet


class LetterQuerySet(ScopedQuerySet):
    def scoped(self, user: Any) -> "LetterQuerySet":
        return self.filter(document__in=Document.objects.visible_to(user))


@track_rows()
class Letter(models.Model):
    """The document that carries decisions of one measure, one clause and one trigger, or one month of notices."""

    document = models.OneToOneField(Document, verbose_name="公文", on_delete=models.PROTECT, related_name="letter")
    rule_set = models.ForeignKey(RuleSet, verbose_name="规则集", on_delete=models.PROTECT, related_name="+")
    measure = models.CharField("措施", max_length=20, choices=Measure.choices)
    clause = models.CharField("条款", max_length=100)
    trigger = models.ForeignKey(
        Accident, verbose_name="触发事故", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    month = models.DateField("通报月份", null=True, blank=True)
    # What the officer told when drafting (time and place of an interview), by field name; the text is written from it.
    details = models.JSONField("要素", default=dict, blank=True)
    version = models.PositiveIntegerField("版次", default=1)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "处理文书"
        verbose_name_plural = "处理文书"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.document.title
