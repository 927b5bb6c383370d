"""``manage.py target_report --year 2020``: the three-decreases-one-zero report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessment.target_report import as_json, target_report
from foundation.common.as_of import parse_as_of
from foundation.common.errors import DomainError

FORMATS = ("pdf", "docx", "xlsx", "json")
AVAILABLE = ("json",)


class Command(BaseCommand):
    help = "三降一不目标报告：全市和各区县与上年比。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, required=True, help="年份，例如 2020")
        parser.add_argument("--as-of", default="", help="按当时已录入的数据，例如 2020-12-20 或 2020-12-20T18:00+08:00")
        parser.add_argument("--format", default="json", help="格式，现有：json")
        parser.add_argument("--out", type=Path, help="写入文件；不给则写到标准输出")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted: str = options["format"]
        if wanted not in AVAILABLE:
            known = "还没有做" if wanted in FORMATS else "不认识"
            raise CommandError(f"格式“{wanted}”{known}，现在可用：{'、'.join(AVAILABLE)}。")
        if not 1990 <= options["year"] <= 2999:
            raise CommandError(f"年份写成了 {options['year']}，应为四位，例如 2020。")
        try:
            as_of = parse_as_of(options["as_of"])
        except DomainError as error:
            raise CommandError(error.message) from error
        text = json.dumps(as_json(target_report(year=options["year"], as_of=as_of)), ensure_ascii=False, indent=2)
        if options["out"] is None:
            self.stdout.write(text)
            return
        try:
            options["out"].write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(f"写不了 {options['out']}：{error.strerror}。") from error
        self.stderr.write(f"已写入 {options['out']}。")
