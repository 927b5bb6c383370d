"""Columns of the list of decisions."""

from __future__ import annotations

from accountability.decisions.status import combined_status
from foundation.common.text import date_format
from foundation.ui.columns import Column

DECISION_COLUMNS = (
    Column("measure", "措施", lambda row: row.get_measure_display(), template="accountability/cell_measure.html",
           sort=["measure"], is_fixed=True),
    Column("recipient", "对象", lambda row: row.recipient_name, sort=["recipient_code"],
           link=lambda row: row.get_absolute_url(), is_fixed=True, phone="lead"),
    Column("accident", "事故", lambda row: row.trigger.name if row.trigger else row.reasoning,
           template="accountability/cell_accident.html", phone="full"),
    Column("rule", "条款", lambda row: row.rule.title, sort=["rule__order"], phone="label"),
    Column("status", "状态", lambda row: combined_status(row).text, template="accountability/cell_status.html",
           sort=["status"]),
    Column("due", "整改报告期限", lambda row: row.report_due_on if row.status != "revoked" else None,
           sort=["report_due_on"], phone="label"),
    Column("county", "区县", lambda row: row.county.name, sort=["county_id"], is_shown=False),
    Column("proposed", "提出时间", lambda row: date_format.full_moment(row.proposed_at), sort=["proposed_at"],
           is_shown=False),
    Column("issued", "印发时间", lambda row: date_format.full_moment(row.issued_at) if row.issued_at else "",
           sort=["issued_at"], is_shown=False),
)  # fmt: skip
