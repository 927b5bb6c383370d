"""Filters of the list of patrols and of its API."""

from __future__ import annotations

import django_filters

from foundation.ui.filters import BaseFilterSet, FilterForm, LineFilter
from tests.example.models import Patrol


class PatrolFilters(BaseFilterSet):
    """Patrols by words and state."""

    q = LineFilter(field_name="summary", lookup_expr="icontains", label="情况")
    status = django_filters.ChoiceFilter(label="状态", choices=Patrol.Status.choices, empty_label="全部")

    class Meta:
        model = Patrol
        fields: list[str] = []
        form = FilterForm
