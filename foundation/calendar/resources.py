"""The spreadsheet of a year's holiday notice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from import_export import fields, resources

from foundation.calendar.holidays import set_day
from foundation.calendar.models import Holiday
from foundation.common.import_widgets import ChoiceWidget, DayWidget, LineWidget
from foundation.common.imports import CREATED, UNCHANGED, UPDATED, RowService
from foundation.common.people import Person

_IS_WORKDAY = ChoiceWidget({"上班": True, "放假": False})


class HolidayResource(resources.Resource):
    """The columns: 日期* 上班或放假* 名称* 依据*."""

    day = fields.Field(column_name="日期*", attribute="day", widget=DayWidget("日期"))
    is_workday = fields.Field(column_name="上班或放假*", attribute="is_workday", widget=_IS_WORKDAY)
    name = fields.Field(column_name="名称*", attribute="name", widget=LineWidget())
    source = fields.Field(column_name="依据*", attribute="source", widget=LineWidget())


def holiday_writer(user: Person) -> RowService:
    """Return the service that enters one day of the sheet for ``user``."""

    def write(values: Mapping[str, Any]) -> str:
        before = Holiday.objects.filter(day=values["day"]).values("is_workday", "name", "source").first()
        set_day(user=user, **values)
        if before is None:
            return CREATED
        return UNCHANGED if before == {name: values[name] for name in before} else UPDATED

    return write
