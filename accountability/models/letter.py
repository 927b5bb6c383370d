"""The letters that carry decisions."""

from django.db import models

from accidents.models import Accident
from accountability.models.rule_set import RuleSet
from accountability.rules.measures import Measure
from documents.models import CorrespondenceLetter, Document
from foundation.audit.history import track_rows


@track_rows()
class Letter(CorrespondenceLetter):
    """The document that carries decisions of one measure, one clause and one trigger, or one month of notices."""

    document = models.OneToOneField(Document, verbose_name="公文", on_delete=models.PROTECT, related_name="letter")
    rule_set = models.ForeignKey(RuleSet, verbose_name="规则集", on_delete=models.PROTECT, related_name="+")
    measure = models.CharField("措施", max_length=20, choices=Measure.choices)
    clause = models.CharField("条款", max_length=100)
    trigger = models.ForeignKey(
        Accident, verbose_name="触发事故", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    month = models.DateField("通报月份", null=True, blank=True)

    class Meta(CorrespondenceLetter.Meta):
        verbose_name = "处理文书"
        verbose_name_plural = "处理文书"
