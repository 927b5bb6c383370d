"""Filters of documents, of the number register and of reserved numbers, for pages and programs."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from documents.models import (
    Document,
    DocumentKind,
    NumberCounter,
    NumberSeries,
    RegisterEntry,
    ReservedNumber,
)
from documents.models.document import PARTLY_REVOKED, TO_SIGN
from documents.workflow import selectors
from foundation.ui.filters import BaseFilterSet, DayFilter, FilterForm, LineFilter

#: States of the list only, each after the one it is a part of: what the reviewer has passed, what is partly revoked.
_WITHIN = {
    Document.Status.IN_REVIEW: ("to_sign", TO_SIGN, selectors.to_sign()),
    Document.Status.ISSUED: ("partly_revoked", PARTLY_REVOKED, selectors.partly_revoked()),
}


def _states() -> list[tuple[str, str]]:
    states: list[tuple[str, str]] = []
    for state in Document.Status:
        states.append((state.value, state.label))
        if state in _WITHIN:
            states.append(_WITHIN[state][:2])
    return states


class DocumentFilters(BaseFilterSet):
    """Words of the title or number, series, state, days of 成文."""

    q = LineFilter(label="标题或文号", method="containing")
    series = django_filters.ModelChoiceFilter(label="文号序列", queryset=NumberSeries.objects.all(), empty_label="全部")
    status = django_filters.ChoiceFilter(label="状态", choices=_states, method="of_state", empty_label="全部")
    dated_from = DayFilter(label="成文日期自", field_name="dated_on", lookup_expr="gte")
    dated_to = DayFilter(label="至", field_name="dated_on", lookup_expr="lte")

    def containing(self, rows: QuerySet[Document], name: str, value: str) -> QuerySet[Document]:
        return rows.filter(title__icontains=value) | rows.filter(document_number__icontains=value)

    def of_state(self, rows: QuerySet[Document], name: str, value: str) -> QuerySet[Document]:
        for within, _, condition in _WITHIN.values():
            if value == within:
                return rows.filter(condition)
        rows = rows.filter(status=value)
        state = Document.Status(value)
        return rows.exclude(_WITHIN[state][2]) if state in _WITHIN else rows


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


def _years() -> list[tuple[int, str]]:
    years = NumberCounter.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(year, f"{year}年") for year in years]


class RegisterFilters(BaseFilterSet):
    """Words of number, title, 主送 or persons; series, year, state; days of 成文."""

    q = LineFilter(label="文号、标题、主送、拟稿人、签发人", method="containing")
    series = django_filters.ModelChoiceFilter(label="文号序列", queryset=NumberSeries.objects.all(), empty_label="全部")
    year = django_filters.ChoiceFilter(label="年份", choices=_years, empty_label="全部")
    state = django_filters.ChoiceFilter(label="状态", choices=RegisterEntry.State.choices, empty_label="全部")
    dated_from = DayFilter(label="成文日期自", field_name="document__dated_on", lookup_expr="gte")
    dated_to = DayFilter(label="至", field_name="document__dated_on", lookup_expr="lte")

    def containing(self, rows: QuerySet[RegisterEntry], name: str, value: str) -> QuerySet[RegisterEntry]:
        written = Concat(
            "series__agency_code", Value("〔"), Cast("year", CharField()), Value("〕"), Cast("number", CharField()),
            Value("号"), output_field=CharField(),
        )  # fmt: skip
        return rows.annotate(written=written).filter(
            Q(written__icontains=value)
            | Q(document__document_number__icontains=value)
            | Q(document__title__icontains=value)
            | Q(document__content__main_recipients__icontains=value)
            | Q(document__drafted_by__name__icontains=value)
            | Q(document__signed_by__name__icontains=value)
            | Q(reserved__reason__icontains=value)
            | Q(reserved__reserved_by__name__icontains=value)
        )


class ReservedNumberFilters(BaseFilterSet):
    """``series, year, state``"""

    series = django_filters.ModelChoiceFilter(label="文号序列", queryset=NumberSeries.objects.all())
    year = django_filters.NumberFilter(label="年份", min_value=1900, max_value=2200)
    state = django_filters.ChoiceFilter(label="状态", choices=ReservedNumber.State.choices)

    class Meta:
        form = FilterForm
