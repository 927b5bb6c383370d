"""The spreadsheet of a year's holiday notice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from import_export import fields, resources, widgets

from foundation.calendar.holidays import set_day
from foundation.calendar.models import Holiday
from foundation.common.imports import CREATED, UNCHANGED, UPDATED, RowService
from foundation.common.people import Person
from foundation.common.text.normalization import Unreadable, clean_line, read_day

_WORDS = {"上班": True, "放假": False}


class DayWidget(widgets.Widget):
    """A day as a date cell or as text (2027-02-06, 2027年2月6日)."""

    def clean(self, value: Any, row: Any = None, **options: Any) -> dt.date:
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        try:
            day = read_day(str(value or ""), name="日期")
        except Unreadable as error:
            raise ValueError(error.message) from None
        if day is None:
            raise ValueError("请填日期。")
        return day


class WorkdayWidget(widgets.Widget):
    """上班 or 放假."""

    def clean(self, value: Any, row: Any = None, **options: Any) -> bool:
        word = clean_line(str(value or ""))
        if word not in _WORDS:
            raise ValueError(f"“{word}”应为“上班”或“放假”。")
        return _WORDS[word]


class TextWidget(widgets.Widget):
    """A required line of text."""

    def clean(self, value: Any, row: Any = None, **options: Any) -> str:
        if not (text := clean_line(str(value or ""))):
            raise ValueError("请填写。")
        return text


class HolidayResource(resources.Resource):
    """The columns: 日期* 上班或放假* 名称* 依据*."""

    day = fields.Field(column_name="日期*", attribute="day", widget=DayWidget())
    is_workday = fields.Field(column_name="上班或放假*", attribute="is_workday", widget=WorkdayWidget())
    name = fields.Field(column_name="名称*", attribute="name", widget=TextWidget())
    source = fields.Field(column_name="依据*", attribute="source", widget=TextWidget())


def holiday_writer(user: Person) -> RowService:
    """Return the service that enters one day of the sheet for ``user``."""

    def write(values: Mapping[str, Any]) -> str:
        before = Holiday.objects.filter(day=values["day"]).values("is_workday", "name", "source").first()
        set_day(user=user, **values)
        if before is None:
            return CREATED
        return UNCHANGED if before == {name: values[name] for name in before} else UPDATED

    return write
