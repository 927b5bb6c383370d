"""Filters of the download centre and of the API."""

from __future__ import annotations

import django_filters

from foundation.jobs.models import Job
from foundation.ui.filters import BaseFilterSet, FilterForm, LineFilter


class JobFilters(BaseFilterSet):
    """Jobs by name and state."""

    q = LineFilter(field_name="name", lookup_expr="icontains", label="名称")
    status = django_filters.ChoiceFilter(label="状态", choices=Job.Status.choices, empty_label="全部")

    class Meta:
        model = Job
        fields: list[str] = []
        form = FilterForm
