"""Filters of the lists of persons and units."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q

from foundation.kit.filters import FilterForm, KitFilterSet, LineFilter
from foundation.organizations.models import Division, Organization, User
from foundation.organizations.permissions import ROLES
from foundation.organizations.selectors import matching


def _counties() -> list[tuple[str, str]]:
    return list(Division.objects.filter(level="county").order_by("code").values_list("code", "name"))


class UserFilters(KitFilterSet):
    """Persons by name, role, place, and whether they are in use."""

    q = LineFilter(method="by_words", label="姓名、用户名、单位")
    role = django_filters.ChoiceFilter(
        method="by_role", label="角色", choices=[*ROLES, ("none", "尚无角色")], empty_label="全部"
    )
    county = django_filters.ChoiceFilter(
        field_name="organization__division__code",
        lookup_expr="startswith",
        label="区县",
        choices=_counties,
        empty_label="全部",
    )
    state = django_filters.ChoiceFilter(
        method="by_state", label="状态", choices=[("active", "在用"), ("disabled", "已停用")], empty_label="全部"
    )

    class Meta:
        model = User
        fields: list[str] = []
        form = FilterForm

    def by_words(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(
            Q(name__icontains=value)
            | Q(username__icontains=value)
            | Q(organization__name__icontains=value)
            | Q(organization__initials__startswith=value.lower())
        )

    def by_role(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(roles=[]) if value == "none" else rows.filter(roles__contains=[value])

    def by_state(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(is_active=value == "active")


class OrganizationFilters(KitFilterSet):
    """Units by name, kind, place, and whether the bureau still has to confirm them."""

    q = LineFilter(method="by_words", label="名称或拼音首字母")
    kind = django_filters.ChoiceFilter(label="类别", choices=Organization.Kind.choices, empty_label="全部")
    county = django_filters.ChoiceFilter(
        field_name="division__code", lookup_expr="startswith", label="区县", choices=_counties, empty_label="全部"
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
