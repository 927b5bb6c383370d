"""``manage.py import_holidays FILE.xlsx``: import a year's holiday notice; a dry run without ``--commit``."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.calendar.resources import HolidayResource, holiday_writer
from foundation.common.errors import DomainError
from foundation.common.imports import import_sheet, read_xlsx


class Command(BaseCommand):
    help = "导入节假日表（列：日期、上班或放假、名称、依据）。不加 --commit 只检查，列出所有行的错误。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="XLSX 文件")
        parser.add_argument("--user", required=True, help="以谁的名义登记（用户名，须有管理节假日的权限）")
        parser.add_argument("--commit", action="store_true", help="全部无误时写入")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式")

    def handle(self, *args: Any, **options: Any) -> None:
        user = get_user_model()._default_manager.filter(username=options["user"]).first()
        if user is None:
            raise CommandError(f"没有用户 {options['user']}。")
        try:
            sheet = read_xlsx(options["file"])
            outcome = import_sheet(HolidayResource(), sheet, holiday_writer(user), commit=options["commit"])
        except DomainError as error:
            raise CommandError(error.message) from error
        if options["format"] == "json":
            self.stdout.write(json.dumps(outcome.as_dict(), ensure_ascii=False, indent=1))
        else:
            for found in outcome.errors:
                self.stdout.write(f"{found.cell} {found.column}“{found.value}”：{found.message}")
            done = "已写入" if outcome.committed else "没有写入"
            self.stdout.write(
                f"共 {outcome.rows} 行，新增 {outcome.created}，更新 {outcome.updated}，未变 {outcome.unchanged}，"
                f"有误 {len(outcome.errors)} 处；{done}。"
            )
        if outcome.errors:
            raise SystemExit(1)
