"""Columns of the journal."""

from __future__ import annotations

from typing import Any

from foundation.audit.event_labels import event_label
from foundation.common import clock
from foundation.ui.columns import Column


def _plain(data: dict[str, Any]) -> str:
    return "；".join(f"{key}：{value}" for key, value in data.items())


EVENT_COLUMNS = (
    Column("at", "时间", lambda e: f"{clock.local(e.at):%Y-%m-%d %H:%M:%S}", sort=("at",), is_fixed=True, phone="lead"),
    Column("actor", "办理人", lambda e: e.actor_name, sort=("actor_name",)),
    Column("unit", "单位", lambda e: e.actor_organization, phone="none"),
    Column("act", "办理", lambda e: event_label(e.act), sort=("act",)),
    Column("object", "对象", lambda e: e.object_label),
    Column("message", "说明", lambda e: e.message, phone="full"),
    Column("request", "请求编号", lambda e: e.request_id, is_shown=False),
    Column("data", "前后数据", lambda e: _plain(e.data), is_shown=False),
)
