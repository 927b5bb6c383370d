"""Filters of the list of users."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q

from foundation.accounts.models import User
from foundation.common.permissions import ROLES
from foundation.organizations.filters import county_choices
from foundation.ui.filters import BaseFilterSet, FilterForm, LineFilter


class UserFilters(BaseFilterSet):
    """Filter users by name, role, place, and whether they are active."""

    q = LineFilter(method="by_words", label="姓名、用户名、单位")
    role = django_filters.ChoiceFilter(
        method="by_role", label="角色", choices=[*ROLES, ("none", "尚无角色")], empty_label="全部"
    )
    county = django_filters.ChoiceFilter(
        field_name="organization__division__code",
        lookup_expr="startswith",
        label="区县",
        choices=county_choices,
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
