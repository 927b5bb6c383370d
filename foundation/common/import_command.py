"""The command that imports a spreadsheet: ``manage.py import_… FILE.xlsx --user U [--commit] [--format json]``."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from import_export import resources

from foundation.common.access import require
from foundation.common.errors import DomainError
from foundation.common.imports import ImportOutcome, RowService, import_sheet, read_xlsx
from foundation.common.people import Person


class ImportCommand(BaseCommand):
    """Import a spreadsheet in the name of a user; without ``--commit`` only the errors of all rows are listed.

    A subclass gives ``resource``, the columns, ``permission``, which the user must have, ``row_service(user)``, which
    writes one row, and ``help``. It exits with 1 when a row has an error.
    """

    resource: type[resources.Resource]
    permission: str

    def row_service(self, user: Person) -> RowService:
        """Return what writes one row for ``user``."""
        raise NotImplementedError

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="XLSX 文件")
        parser.add_argument("--user", required=True, help="以谁的名义导入（用户名，须有相应权限）")
        parser.add_argument("--commit", action="store_true", help="全部无误时写入；不加只检查")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式")

    def handle(self, *args: Any, **options: Any) -> None:
        user: Any = get_user_model()._default_manager.filter(username=options["user"]).first()
        if user is None:
            raise CommandError(f"没有用户 {options['user']}。")
        try:
            require(user, self.permission)
            sheet = read_xlsx(options["file"])
            outcome = import_sheet(self.resource(), sheet, self.row_service(user), commit=options["commit"])
        except DomainError as error:
            raise CommandError(error.message) from error
        is_json = options["format"] == "json"
        self.stdout.write(json.dumps(outcome.as_dict(), ensure_ascii=False, indent=1) if is_json else _as_text(outcome))
        if outcome.errors:
            raise SystemExit(1)


def _as_text(outcome: ImportOutcome) -> str:
    lines = [f"{found.cell} {found.column}“{found.value}”：{found.message}" for found in outcome.errors]
    done = "已写入" if outcome.committed else "没有写入"
    lines.append(
        f"共 {outcome.rows} 行，新增 {outcome.created}，更新 {outcome.updated}，未变 {outcome.unchanged}，"
        f"有误 {len(outcome.errors)} 处；{done}。"
    )
    return "\n".join(lines)
