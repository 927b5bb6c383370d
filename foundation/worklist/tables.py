"""Columns of the list of messages."""

from __future__ import annotations

import datetime as dt

from foundation.common import clock
from foundation.ui.columns import Column


def _moment(value: dt.datetime | None) -> str:
    return f"{clock.local(value):%Y-%m-%d %H:%M}" if value else ""


MESSAGE_COLUMNS = (
    Column("title", "消息", lambda m: m.title, template="worklist/message_cell.html", is_fixed=True, phone="lead"),
    Column("body", "内容", lambda m: m.body, template="worklist/message_body.html", phone="full"),
    Column("sender", "来自", lambda m: m.sender, sort=("sender",)),
    Column("sent_at", "时间", lambda m: _moment(m.sent_at), sort=("sent_at",), is_whole=True),
    Column("state", "状态", lambda m: "已读" if m.read_at else "未读", sort=("read_at",), is_whole=True),
    Column("read_at", "已读时间", lambda m: _moment(m.read_at), sort=("read_at",), is_shown=False),
)
