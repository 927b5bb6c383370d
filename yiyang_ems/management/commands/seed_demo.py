"""``manage.py seed_demo``: create demonstration years, running year, letters and accounts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from foundation.common.errors import DomainError
from yiyang_ems.demo import seeding


class Command(BaseCommand):
    help = "装入演示数据（2019 年以来的事故、处理决定、公文和演示账号）。已有正式数据的库拒绝装入。"

    def handle(self, *args: Any, **options: Any) -> None:
        if seeding.is_seeded():
            self.stderr.write("演示数据已经装过，未作改动。")
            return
        try:
            made = seeding.seed(settings.DATA_DIR)
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stderr.write(
            f"演示数据已装入：事故 {made.accidents} 起，公文 {made.letters} 件。账号见 {made.accounts_file}。"
        )
