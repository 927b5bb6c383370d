"""``/messages/``: the messages of a person, as a list like every other."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from foundation.common import clock
from foundation.ui.filters import (
    BaseFilterSet,
    DayFilter,
    FilterForm,
    LineFilter,
)
from foundation.ui.lists import ListPage
from foundation.worklist.models import Message
from foundation.worklist.tables import MESSAGE_COLUMNS


class MessageFilters(BaseFilterSet):
    """Messages by words, read or not, days."""

    q = LineFilter(method="by_words", label="标题、内容、来自")
    unread = django_filters.ChoiceFilter(
        method="by_state", label="状态", choices=[("1", "未读"), ("0", "已读")], empty_label="全部"
    )
    first = DayFilter(method="from_day", label="自")
    last = DayFilter(method="to_day", label="至")

    class Meta:
        model = Message
        fields: list[str] = []
        form = FilterForm

    def by_words(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(Q(title__icontains=value) | Q(body__icontains=value) | Q(sender__icontains=value))

    def by_state(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(read_at__isnull=value == "1")

    def from_day(self, rows: Any, name: str, value: dt.date) -> Any:
        return rows.filter(sent_at__gte=clock.start_of_day(value))

    def to_day(self, rows: Any, name: str, value: dt.date) -> Any:
        return rows.filter(sent_at__lt=clock.start_of_day(value + dt.timedelta(days=1)))


class MessageList(ListPage):
    """The person's own messages, newest first."""

    model = Message
    title, noun = "消息", "条"
    filterset_class = MessageFilters
    template_name = "worklist/messages.html"
    default_order = ("-sent_at", "-pk")
    columns = MESSAGE_COLUMNS

    def rows(self) -> QuerySet[Message]:
        return Message.objects.visible_to(self.request.user)

    def empty_words(self) -> str:
        return "还没有消息。与您有关的事项有了结果，会在这里告诉您。"

    def page_context(self) -> dict[str, Any]:
        return {"unread_count": self.rows().filter(read_at=None).count()}
