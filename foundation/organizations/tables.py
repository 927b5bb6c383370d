"""Columns of the list of units."""

from __future__ import annotations

from django.urls import reverse

from foundation.organizations.forms import FUNCTION_LABELS
from foundation.ui.columns import Column

UNIT_COLUMNS = (
    Column(
        "name",
        "全称",
        lambda o: o.name,
        sort=("name_key",),
        link=lambda o: reverse("organizations:unit", args=[o.code]),
        is_fixed=True,
        phone="lead",
    ),
    Column("short", "简称", lambda o: o.short_name, phone="none"),
    Column("kind", "类别", lambda o: o.get_kind_display(), sort=("order", "name_key")),
    Column("function", "主管行业", lambda o: FUNCTION_LABELS.get(o.function, o.function) if o.function else ""),
    Column("receiver", "代收单位", lambda o: o.received_by.short_name if o.received_by else "", phone="none"),
    Column("code", "代码", lambda o: o.code, sort=("code",), is_shown=False),
    Column("basis", "名称依据", lambda o: o.basis, is_shown=False),
    Column(
        "confirm",
        "核对",
        lambda o: "待市局确认" if o.needs_confirmation else "已确认",
        template="organizations/confirm_cell.html",
        sort=("-needs_confirmation", "name_key"),
    ),
)
