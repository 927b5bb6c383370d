"""The filters of the list of decisions, kept in the address."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet

from accountability.decisions.selectors import with_status
from accountability.decisions.status import STATUS_TEXT
from accountability.models import Decision
from accountability.rules.measures import Measure
from foundation.common import clock
from foundation.organizations.models import Division
from foundation.ui.filters import BaseFilterSet

#: The first year of a window in which a rule set is applied.
FIRST_YEAR = 2021


def _counties(request: Any) -> QuerySet[Division]:
    return Division.objects.filter(level=Division.Level.COUNTY).order_by("code")


def _years() -> list[tuple[str, str]]:
    return [(str(year), f"{year}年") for year in range(clock.today().year, FIRST_YEAR - 1, -1)]


def _states() -> list[tuple[str, str]]:
    words = list(STATUS_TEXT.items())
    words.insert(words.index(("drafting", STATUS_TEXT["drafting"])), ("under_way", "在办（起草至印制）"))
    return words


class DecisionFilters(BaseFilterSet):
    """County, year of the window, measure, combined status, open flag, and the accident a decision rests on."""

    county = django_filters.ModelChoiceFilter(label="区县", queryset=_counties, field_name="county", empty_label="全部")
    year = django_filters.ChoiceFilter(label="年度", choices=_years, field_name="window_end__year", empty_label="全部")
    measure = django_filters.ChoiceFilter(label="措施", choices=Measure.choices, empty_label="全部")
    status = django_filters.ChoiceFilter(label="状态", choices=_states, method="of_status", empty_label="全部")
    flag = django_filters.ChoiceFilter(
        label="提示",
        choices=[("any", "有提示"), *[(flag.value, flag.label) for flag in Decision.Flag if flag.value]],
        method="of_flag",
        empty_label="不限",
    )

    class Meta(BaseFilterSet.Meta):
        model = Decision
        fields: list[str] = []

    def of_status(self, rows: QuerySet[Decision], name: str, value: str) -> QuerySet[Decision]:
        return with_status(rows, value)

    def of_flag(self, rows: QuerySet[Decision], name: str, value: str) -> QuerySet[Decision]:
        return rows.exclude(flag="") if value == "any" else rows.filter(flag=value)
