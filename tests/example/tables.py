"""Columns of the list of patrols."""

from __future__ import annotations

from foundation.ui.columns import Column

PATROL_COLUMNS = (
    Column(
        "summary", "情况", lambda row: row.summary, link=lambda row: row.get_absolute_url(), is_fixed=True, phone="lead"
    ),
    Column("done_on", "巡查日期", lambda row: row.done_on, sort=("done_on",), is_whole=True),
    Column("hazards", "隐患数", lambda row: row.hazards, sort=("hazards",), is_number=True),
    Column("status", "状态", lambda row: row.get_status_display(), sort=("status",)),
)
