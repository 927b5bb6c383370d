"""Prepare an installation before its processes start: schema, city, static files, and the needs of a first start."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from yiyang_ems import first_admin, static_files
from yiyang_ems.embedded.configuration import LOOPBACK, StackSettings


class Command(BaseCommand):
    help = "启动前的准备：建表、装入本市基础数据、收集静态文件；首次启动时建演示数据或给出首位管理员的一次性链接"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default="", help="门户网址，用于一次性链接")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        self._say("正在更新数据库结构…")
        call_command("migrate", interactive=False, verbosity=0)
        self._say("正在装入本市基础数据…")
        call_command("load_city", str(settings.CITY_FOLDER), stdout=self.stdout)
        static_files.collect()
        users = get_user_model().objects
        if not users.exists() and settings.DEMO:
            self._say("首次启动，正在建立演示数据…")
            call_command("seed_demo", stdout=self.stdout, stderr=self.stdout)
        if first_admin.needed():
            link = first_admin.make_link(address)
            self._say(f"首位系统管理员请在 24 小时内打开一次性链接设置账号：\n  {link}")
        stack = StackSettings.read()
        exposed = stack.host not in LOOPBACK and not stack.demo_on_network
        if exposed and users.filter(is_demo=True, is_active=True).exists():
            raise CommandError("数据库内有演示账号，不能对其他机器开放。请先停用，或设置 ALLOW_DEMO_ON_NETWORK=1。")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
