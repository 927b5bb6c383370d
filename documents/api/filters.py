"""Filters of documents for programs: those of the list, with the year, the kind and the API's names for days."""

from __future__ import annotations

from typing import Any

import django_filters

from documents.models import DocumentKind
from documents.views.documents import DocumentFilters
from foundation.ui.filters import DayFilter, FilterForm


def _kinds() -> list[Any]:
    return list(DocumentKind.objects.values_list("code", "label"))


class DocumentApiFilters(DocumentFilters):
    """``q, series, year, kind, status, from, to``: the year of the number, the days of 成文."""

    year = django_filters.NumberFilter(label="文号年份", field_name="number_year", min_value=1900, max_value=2200)
    kind = django_filters.ChoiceFilter(label="文种", choices=_kinds)
    dated_from = dated_to = None  # type: ignore[assignment]

    class Meta:
        form = FilterForm


# “from” is a word of Python, so these two cannot be written as the others are.
for _filters in (DocumentApiFilters.declared_filters, DocumentApiFilters.base_filters):
    _filters["from"] = DayFilter(label="成文日期自", field_name="dated_on", lookup_expr="gte")
    _filters["to"] = DayFilter(label="至", field_name="dated_on", lookup_expr="lte")
