"""The spreadsheet of patrols."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from import_export import fields, resources

from foundation.accounts.models import User
from foundation.common.import_widgets import CountWidget, DayWidget, LineWidget
from foundation.common.imports import CREATED, UNCHANGED, RowService
from tests.example.models import Patrol
from tests.example.services import record_patrol


class PatrolResource(resources.Resource):
    """The columns: 区划代码* 巡查日期* 隐患数* 情况*."""

    place_code = fields.Field(column_name="区划代码*", attribute="place_code", widget=LineWidget())
    done_on = fields.Field(column_name="巡查日期*", attribute="done_on", widget=DayWidget("巡查日期"))
    hazards = fields.Field(column_name="隐患数*", attribute="hazards", widget=CountWidget("隐患数", "处"))
    summary = fields.Field(column_name="情况*", attribute="summary", widget=LineWidget())


def patrol_writer(user: User) -> RowService:
    """Return the service that records one row for ``user``; the same row again changes nothing."""

    def write(values: Mapping[str, Any]) -> str:
        if Patrol.objects.filter(**values).exists():
            return UNCHANGED
        record_patrol(user=user, **values)
        return CREATED

    return write
