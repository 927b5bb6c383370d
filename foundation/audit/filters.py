"""Filters of the journal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Q

from foundation.audit.event_labels import event_choices
from foundation.audit.models import Event
from foundation.common import clock
from foundation.ui.filters import (
    BaseFilterSet,
    DayFilter,
    FilterForm,
    LineFilter,
)


class EventFilters(BaseFilterSet):
    """Filter entries by text, event and days."""

    q = LineFilter(method="by_words", label="人、单位、对象、说明")
    act = django_filters.ChoiceFilter(label="办理", choices=event_choices, empty_label="全部")
    first = DayFilter(method="from_day", label="自")
    last = DayFilter(method="to_day", label="至")
    request_id = LineFilter(label="请求编号")

    class Meta:
        model = Event
        fields: list[str] = []
        form = FilterForm

    def by_words(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(
            Q(actor_name__icontains=value)
            | Q(actor_organization__icontains=value)
            | Q(object_label__icontains=value)
            | Q(message__icontains=value)
        )

    def from_day(self, rows: Any, name: str, value: Any) -> Any:
        return rows.filter(at__gte=clock.start_of_day(value))

    def to_day(self, rows: Any, name: str, value: Any) -> Any:
        return rows.filter(at__lt=clock.start_of_day(value + timedelta(days=1)))
