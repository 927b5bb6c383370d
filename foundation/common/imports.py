"""Import of spreadsheets: read each row by the columns of a resource and pass it to one service.

A resource only names columns and cleans cells; all writing is done by the service. All rows are kept or none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from import_export import resources
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from foundation.common.errors import DomainError, ErrorCode
from foundation.common.text.normalization import clean_line

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
MOST_ROWS = 20_000

#: Writes one row: gets the cleaned values by attribute name, returns what happened (``CREATED``, …). Raises
#: ``DomainError`` whose ``fields`` are attribute names.
RowService = Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True)
class CellError:
    """A rejected cell: its row and reference in the sheet, the column's header, the value it had."""

    row: int
    cell: str
    column: str
    value: str
    message: str


@dataclass
class ImportOutcome:
    """What an import did or, in a dry run, would do."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[CellError] = field(default_factory=list)
    committed: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return asdict(self)


@dataclass(frozen=True)
class SheetRow:
    """One row: its number in the sheet and its cells by the header of their column."""

    number: int
    cells: Mapping[str, Any]


@dataclass(frozen=True)
class Sheet:
    """The headers of a sheet in order, and its rows that are not empty."""

    heads: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read_xlsx(path: Path | str) -> Sheet:
    """Read the first sheet; its first row is the header.

    Raises ``DomainError("bad_file")`` for a file that is no workbook, has no header, or has more than ``MOST_ROWS``
    rows.
    """
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:
        raise DomainError(ErrorCode.BAD_FILE, "文件不是 XLSX，或已损坏，请用 Excel 另存后再导入。") from error
    try:
        lines = book.worksheets[0].iter_rows(values_only=True)
        heads = tuple(clean_line(str(head or "")) for head in next(lines, ()))
        if not any(heads):
            raise DomainError(ErrorCode.BAD_FILE, "第一行没有表头，请使用导入模板。")
        rows = []
        for number, line in enumerate(lines, start=2):
            if any(cell not in (None, "") for cell in line):
                rows.append(SheetRow(number, dict(zip(heads, line, strict=False))))
            if len(rows) > MOST_ROWS:
                raise DomainError(ErrorCode.TOO_MANY, f"一次最多导入 {MOST_ROWS} 行，请分开。")
        return Sheet(heads, tuple(rows))
    finally:
        book.close()


def import_sheet(resource: resources.Resource, sheet: Sheet, write: RowService, *, commit: bool) -> ImportOutcome:
    """Pass every row of ``sheet`` to ``write`` and collect the errors of all rows.

    Without ``commit``, or with an error in any row, nothing is kept. Raises ``DomainError("bad_file")`` when a required
    column (a field with ``column_name`` ending in ``*``) is missing.
    """
    columns = {field.column_name: field for field in resource.get_import_fields()}
    if missing := [head for head in columns if head.endswith("*") and head not in sheet.heads]:
        raise DomainError(ErrorCode.BAD_FILE, f"缺少必填的列：{'、'.join(missing)}。")
    outcome = ImportOutcome(rows=len(sheet.rows))
    with transaction.atomic():
        for row in sheet.rows:
            _import_row(row, sheet, columns, write, outcome)
        outcome.committed = commit and not outcome.errors
        if not outcome.committed:
            transaction.set_rollback(True)
    return outcome


def _import_row(
    row: SheetRow, sheet: Sheet, columns: Mapping[str, Any], write: RowService, outcome: ImportOutcome
) -> None:
    values, errors = {}, []
    for head, column in columns.items():
        if head not in sheet.heads:
            continue
        try:
            values[column.attribute] = column.clean(row.cells)
        except ValueError as error:
            errors.append(_error(sheet, row, head, str(error)))
    if not errors:
        try:
            with transaction.atomic():
                happened = write(values)
            setattr(outcome, happened, getattr(outcome, happened) + 1)
        except DomainError as error:
            heads = {column.attribute: head for head, column in columns.items()}
            named = error.fields or {"": error.message}
            errors = [_error(sheet, row, heads.get(name, ""), message) for name, message in named.items()]
    outcome.errors.extend(errors)


def _error(sheet: Sheet, row: SheetRow, head: str, message: str) -> CellError:
    letter = get_column_letter(sheet.heads.index(head) + 1) if head in sheet.heads else "A"
    value = row.cells.get(head)
    return CellError(row.number, f"{letter}{row.number}", head, "" if value is None else str(value), message)
