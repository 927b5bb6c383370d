"""``manage.py import_holidays FILE.xlsx``: import a year's holiday notice; a dry run without ``--commit``."""

from __future__ import annotations

from foundation.calendar.actions import HOLIDAY_ACTIONS
from foundation.calendar.resources import HolidayResource, holiday_writer
from foundation.common.import_command import ImportCommand
from foundation.common.imports import RowService
from foundation.common.people import Person


class Command(ImportCommand):
    help = "导入节假日表（列：日期、上班或放假、名称、依据）。不加 --commit 只检查，列出所有行的错误。"
    resource = HolidayResource
    permission = HOLIDAY_ACTIONS["enter"].permission

    def row_service(self, user: Person) -> RowService:
        return holiday_writer(user)
