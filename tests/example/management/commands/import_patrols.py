"""``manage.py import_patrols FILE.xlsx``: import patrols; a dry run without ``--commit``."""

from __future__ import annotations

from typing import Any

from foundation.common.import_command import ImportCommand
from foundation.common.imports import RowService
from tests.example.resources import PatrolResource, patrol_writer


class Command(ImportCommand):
    help = "导入巡查（列：区划代码、巡查日期、隐患数、情况）。不加 --commit 只检查。"
    resource = PatrolResource
    permission = "patrol.record"

    def row_service(self, user: Any) -> RowService:
        return patrol_writer(user)
