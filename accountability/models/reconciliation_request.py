"""What is still to be reconciled."""

from django.db import models

from accountability.models.rule_set import RuleSet
from foundation.organizations.models import Division


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
