"""Columns of the download centre."""

from __future__ import annotations

import datetime as dt

from foundation.common import clock
from foundation.ui.columns import Column


def _moment(value: dt.datetime | None) -> str:
    return f"{clock.local(value):%Y-%m-%d %H:%M}" if value else ""


JOB_COLUMNS = (
    Column("name", "名称", lambda job: job.name, template="jobs/cell_name.html", is_fixed=True, phone="lead"),
    Column(
        "status", "状态", lambda job: job.state_label, template="jobs/cell_status.html", is_fixed=True, phone="full"
    ),
    Column("size", "大小", lambda job: job.size or None, template="jobs/cell_size.html", phone="label"),
    Column(
        "created_at",
        "发起时间",
        lambda job: _moment(job.created_at),
        sort=("created_at",),
        is_whole=True,
        phone="label",
    ),
    Column("expires_at", "保存至", lambda job: _moment(job.expires_at), is_whole=True, phone="label"),
    Column("sha256", "SHA-256", lambda job: job.sha256, is_shown=False, phone="none"),
)
