"""``manage.py draft_organizations DIVISIONS.csv``: a first organizations.csv for a city, to be read and corrected.

Reads ``unit_names.json`` in the same folder.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from foundation.organizations.generation import COLUMNS, UnitNames, as_row, draft_organizations


class Command(BaseCommand):
    help = "由行政区划表按机关名称通例拟出组织机构表（csv，写到标准输出），供人工核对后使用。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("divisions", type=Path, help="行政区划表 divisions.csv")

    def handle(self, *args: Any, **options: Any) -> None:
        unit_names = UnitNames.read(options["divisions"].with_name("unit_names.json"))
        with options["divisions"].open(encoding="utf-8", newline="") as source:
            drafts = list(draft_organizations(csv.DictReader(source), unit_names))
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(as_row(draft) for draft in drafts)
