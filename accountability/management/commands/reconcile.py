"""``manage.py reconcile``: apply the rules to what was asked for, or with ``--all`` to everything."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accountability.reconciliation import run


class Command(BaseCommand):
    help = "重算处理决定。默认只算待重算的区县；--all 全部重算，第二次运行应全部为 0。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="全部区县和周期")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式")

    def handle(self, *args: Any, **options: Any) -> None:
        result = run.process_requests()
        if options["all"]:
            result.add(run.reconcile_all())
        if options["format"] == "json":
            self.stdout.write(json.dumps(asdict(result)))
            return
        self.stdout.write(
            f"created {result.created} updated {result.updated} lapsed {result.lapsed} flagged {result.flagged}"
        )
