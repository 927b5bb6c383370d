"""Columns of the list of accidents."""

from __future__ import annotations

from typing import Any

from accidents.facts import loss_of
from foundation.common import clock
from foundation.ui.columns import Column


def _moment(value: Any) -> str:
    return f"{clock.local(value):%Y-%m-%d %H:%M}" if value else ""


ACCIDENT_COLUMNS = (
    Column(
        "name",
        "事故",
        lambda row: row.name or "未命名的事故草稿",
        template="accidents/cell_name.html",
        sort=["name"],
        is_fixed=True,
        phone="lead",
    ),
    Column(
        "level", "等级", lambda row: row.get_level_display(), template="accidents/cell_level.html", sort=["gravity"]
    ),
    Column("occurred_at", "发生时间", lambda row: _moment(row.occurred_at), sort=["occurred_at"]),
    Column("place", "地点", lambda row: f"{row.county.short_name} {row.township or ''}".strip(), sort=["place_code"]),
    Column("sector", "行业领域", lambda row: row.sector.name if row.sector else "", sort=["sector__order"]),
    Column("deaths", "死亡", lambda row: row.counted_deaths, sort=["counted_deaths"], is_number=True, phone="label"),
    Column("missing", "失踪", lambda row: row.missing, sort=["missing"], is_number=True, is_shown=False),
    Column(
        "serious",
        "重伤",
        lambda row: row.serious_injuries + row.acute_poisonings,
        sort=["serious_injuries"],
        is_number=True,
        phone="label",
    ),
    Column("minor", "轻伤", lambda row: row.minor_injuries, sort=["minor_injuries"], is_number=True, phone="none"),
    Column("loss", "损失/万元", loss_of, sort=["direct_loss"], is_number=True, phone="label"),
    Column(
        "department",
        "主管部门",
        lambda row: row.supervising_department.short_name if row.supervising_department else "",
        sort=["supervising_department__name_key"],
        is_shown=False,
    ),
    Column(
        "status",
        "状态",
        lambda row: row.get_status_display(),
        template="accidents/cell_status.html",
        sort=["status"],
    ),
    Column("registered_at", "录入时间", lambda row: _moment(row.registered_at), sort=["registered_at"], is_shown=False),
)
