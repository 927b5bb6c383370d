"""Where the numbers of accidents come from."""

from django.db import models

from foundation.organizations.models import Division


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
