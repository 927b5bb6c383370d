"""``manage.py draft_holidays``: generate holidays.csv from chinesecalendar, to be checked against the notices."""

from __future__ import annotations

import csv
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from foundation.calendar.generation import COLUMNS, draft_holidays


class Command(BaseCommand):
    help = "由 chinesecalendar 数据拟出节假日表（csv，写到标准输出），供对照国务院办公厅通知核对后使用。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="first", type=int, required=True, help="起始年份")
        parser.add_argument("--to", dest="last", type=int, required=True, help="截止年份（含）")

    def handle(self, *args: Any, **options: Any) -> None:
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(draft_holidays(options["first"], options["last"]))
