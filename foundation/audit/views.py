"""``/journal/``: search the journal."""

from __future__ import annotations

from foundation.audit.filters import EventFilters
from foundation.audit.models import Event
from foundation.audit.tables import EVENT_COLUMNS
from foundation.ui.lists import ListPage


class EventListView(ListPage):
    """List of entries, newest first; the filtered entries can be exported."""

    model = Event
    act = "journal.view"
    title, noun = "操作日志", "条"
    scope_words = "只增不改，数据库也拒绝修改和删除"
    filterset_class = EventFilters
    default_order = ("-at", "-pk")
    columns = EVENT_COLUMNS
    most_counted = 10_000
    is_keyed = True
