"""Filters of the list of units."""

from __future__ import annotations

from typing import Any

import django_filters

from foundation.organizations.models import Division, Organization
from foundation.organizations.selectors import matching
from foundation.ui.filters import BaseFilterSet, FilterForm, LineFilter


def county_choices() -> list[tuple[str, str]]:
    """Return the counties as choices of a filter: code and name."""
    return list(Division.objects.filter(level="county").order_by("code").values_list("code", "name"))


class OrganizationFilters(BaseFilterSet):
    """Filter units by name, kind, place, and whether the bureau still has to confirm them."""

    q = LineFilter(method="by_words", label="名称或拼音首字母")
    kind = django_filters.ChoiceFilter(label="类别", choices=Organization.Kind.choices, empty_label="全部")
    county = django_filters.ChoiceFilter(
        field_name="division__code", lookup_expr="startswith", label="区县", choices=county_choices, empty_label="全部"
    )
    confirm = django_filters.ChoiceFilter(
        method="by_confirm", label="核对", choices=[("open", "待市局确认"), ("done", "已确认")], empty_label="全部"
    )

    class Meta:
        model = Organization
        fields: list[str] = []
        form = FilterForm

    def by_words(self, rows: Any, name: str, value: str) -> Any:
        return matching(rows, value, "short_name")

    def by_confirm(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(needs_confirmation=value == "open")
