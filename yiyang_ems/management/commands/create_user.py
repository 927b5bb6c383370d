"""``manage.py create_user``: create the first administrator, or any account when nobody can log in."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.accounts.services import create_user
from foundation.common.errors import DomainError
from foundation.common.permissions import ROLES
from foundation.organizations.models import Organization


class Command(BaseCommand):
    help = "建立账号并打印初始密码（首次登录须修改）。不写 --role 时建立系统管理员。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="用户名")
        parser.add_argument("--name", help="姓名或岗位，默认与用户名相同")
        parser.add_argument("--organization", help="机构代码，默认市应急管理局")
        parser.add_argument("--role", action="append", choices=[role for role, _ in ROLES], help="角色，可重复")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            account, secret = create_user(
                user=None,
                username=options["username"],
                name=options["name"] or options["username"],
                organization=_organization(options["organization"]),
                roles=options["role"] or ["sysadmin"],
            )
        except DomainError as error:
            raise CommandError("；".join([error.message, *error.fields.values()])) from error
        self.stdout.write(f"用户名 {account.username}\n密码 {secret}\n")


def _organization(code: str | None) -> Organization:
    units = Organization.objects.filter(code=code) if code else Organization.objects.filter(kind="city_bureau")
    unit = units.first()
    if unit is None:
        raise CommandError(f"没有机构 {code}。" if code else "基础数据还没有装载，请先运行 load_city。")
    return unit
