"""Sums over the register, kept by the database with every change."""

from typing import Any, Self

import pgtrigger
from django.db import models

from accidents.rules.vocabulary import Level, Production, Status
from foundation.accounts.models import User
from foundation.organizations.models import Division

#: What the rows of one sum have in common, and what is summed.
TALLIED_BY = ("county_id", "month", "production", "level", "status", "is_backfill")
TALLIED = ("accidents", "deaths", "injuries", "direct_loss")

_KEYS = """county_id, date_trunc('month', occurred_at AT TIME ZONE 'Asia/Shanghai')::date AS month,
    production, level, status, is_backfill"""
_SUMS = """sum(sign) AS accidents, sum(sign * counted_deaths) AS deaths,
    sum(sign * (serious_injuries + acute_poisonings + minor_injuries)) AS injuries,
    sum(sign * direct_loss) AS direct_loss"""
#: The sums of ``changes``, rows of accidents with a ``sign``. Drafts are not in the register.
SUM_OF_CHANGES = f"""
    SELECT {_KEYS}, {_SUMS} FROM changes WHERE status <> 'draft' GROUP BY 1, 2, 3, 4, 5, 6
    HAVING sum(sign) <> 0 OR sum(sign * counted_deaths) <> 0 OR sum(sign * direct_loss) <> 0
        OR sum(sign * (serious_injuries + acute_poisonings + minor_injuries)) <> 0
"""
INSERT_INTO_TALLY = f"INSERT INTO accidents_accidenttally ({', '.join((*TALLIED_BY, *TALLIED))})"


class AccidentTallyQuerySet(models.QuerySet["AccidentTally"]):
    def in_scope(self, user: User) -> Self | None:
        """The sums over the registered accidents that ``user`` may see.

        None when the scope is not one of whole counties; the accidents themselves must then be read.
        """
        scope = user.scope_for("accident.view")
        if scope.everything:
            return self
        is_of_counties = all(len(prefix) <= 6 for prefix in scope.division_prefixes)
        if scope.organization_ids or scope.user_id or not is_of_counties:
            return None
        return self.filter(scope.q(division="county__code"))


class AccidentTally(models.Model):
    """Sums over registered accidents of a county, month of occurrence (its first day), nature, level and status.

    Triggers add a row with the difference for every change, in its transaction, so that two registrations never wait
    for each other; a figure is the sum of its rows. ``merge_tally`` joins rows of the same key at night, and
    ``tally_differences`` compares with a recount.
    """

    county = models.ForeignKey(
        Division, verbose_name="区县（市）", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False,
        related_name="+",
    )  # fmt: skip
    month = models.DateField("月份")
    production = models.CharField("是否生产安全事故", max_length=10, choices=Production.choices)
    level = models.CharField("等级", max_length=15, choices=Level.choices)
    status = models.CharField("状态", max_length=20, choices=Status.choices)
    is_backfill = models.BooleanField("补录")
    accidents = models.IntegerField("起数")
    deaths = models.IntegerField("计入死亡人数")
    injuries = models.IntegerField("受伤人数")
    direct_loss = models.DecimalField("直接经济损失（万元）", max_digits=20, decimal_places=2)

    objects = AccidentTallyQuerySet.as_manager()

    class Meta:
        verbose_name = "事故合计"
        verbose_name_plural = "事故合计"
        indexes = [
            models.Index(
                fields=["county", "month"], opclasses=["varchar_pattern_ops", "date_ops"], name="tally_county_idx"
            ),
            models.Index(fields=["month"], name="tally_month_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.county_id} {self.month:%Y-%m}: {self.accidents}"


#: Rows taken out of the register and put into it by one statement.
GONE, COME = "SELECT -1 AS sign, * FROM old_values", "SELECT 1 AS sign, * FROM new_values"


def tally_changes(changes: str) -> str:
    """The body of a trigger that adds the sums of ``changes``, a query built of ``GONE`` and ``COME``."""
    return f"{INSERT_INTO_TALLY} WITH changes AS ({changes}) {SUM_OF_CHANGES}; RETURN NULL;"


def tally_triggers() -> list[pgtrigger.Trigger]:
    """The triggers of the accidents' table that keep the tally: one a statement, also for bulk writes and plain SQL."""
    return [
        _trigger("insert", pgtrigger.Insert, pgtrigger.Referencing(new="new_values"), COME),
        _trigger(
            "update", pgtrigger.Update, pgtrigger.Referencing(old="old_values", new="new_values"),
            f"{GONE} UNION ALL {COME}",
        ),
        _trigger("delete", pgtrigger.Delete, pgtrigger.Referencing(old="old_values"), GONE),
    ]  # fmt: skip


def _trigger(name: str, operation: Any, referencing: Any, changes: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=f"accident_tally_{name}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=referencing,
        func=tally_changes(changes),
    )
