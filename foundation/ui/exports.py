"""Tables as files: xlsx by xlsxwriter in constant memory, csv as a stream. Nothing in a cell is taken for a formula."""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, BinaryIO
from urllib.parse import quote

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse

from foundation.common.text.date_format import local

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_WIDEST = 60


def safe_text(text: str) -> str:
    """Return ``text`` so that no spreadsheet program runs it: a leading apostrophe before =, +, -, @ and control marks.

    Numbers are written as numbers and never come here.
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def cell_text(value: Any) -> str:
    """One value as text for csv: moments as Asia/Shanghai reads them, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        return f"{local(value):%Y-%m-%d %H:%M}" if value.tzinfo else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | Decimal | float):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    return safe_text(str(value))


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The lines of a csv file in UTF-8 with the mark that Excel needs to recognise it."""
    writer = csv.writer(_Echo())
    yield b"\xef\xbb\xbf"
    yield str(writer.writerow([safe_text(name) for name in header])).encode()
    for row in rows:
        yield str(writer.writerow([cell_text(value) for value in row])).encode()


def csv_response(*, filename: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponseBase:
    """A download of ``filename`` (Chinese allowed, with its ending), streamed row by row."""
    response = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = _attachment(filename)
    return response


def write_xlsx(
    target: BinaryIO, *, sheet: str, header: Sequence[str], rows: Iterable[Sequence[Any]], note: str = ""
) -> int:
    """Write one sheet into ``target``: header in row 1, frozen and filtered, numbers as numbers, moments as dates.

    ``note`` (scope, filters, as-of) goes to a second sheet, so that the first can be imported again. Returns the rows.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    book = xlsxwriter.Workbook(target, options)
    formats = {
        "head": book.add_format({"bold": True, "bg_color": "#E8F0F9", "bottom": 1}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
    }
    page = book.add_worksheet(sheet[:31])
    page.freeze_panes(1, 0)
    for column, name in enumerate(header):
        page.set_column(column, column, min(_WIDEST, max(10, 2 * len(name) + 2)))
        page.write_string(0, column, name, formats["head"])
    count = 0
    for count, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _write(page, count, column, value, formats)
    if count and header:
        page.autofilter(0, 0, count, len(header) - 1)
    if note:
        book.add_worksheet("说明").write_string(0, 0, note)
    book.close()
    return count


def xlsx_response(
    *, filename: str, sheet: str, header: Sequence[str], rows: Iterable[Sequence[Any]], note: str = ""
) -> HttpResponseBase:
    """A download of ``filename``, written to a temporary file first so that memory does not grow with the rows."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    write_xlsx(file, sheet=sheet, header=header, rows=rows, note=note)
    file.seek(0)
    response = FileResponse(file, content_type=XLSX)
    response["Content-Disposition"] = _attachment(filename)
    return response


def _write(page: Any, row: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_string(row, column, "是" if value else "否")
    elif isinstance(value, dt.datetime):
        naive = local(value).replace(tzinfo=None) if value.tzinfo else value
        page.write_datetime(row, column, naive, formats["moment"])
    elif isinstance(value, dt.date):
        page.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), formats["day"])  # noqa: DTZ001
    elif isinstance(value, Decimal):
        page.write_number(row, column, value, formats["money"])
    elif isinstance(value, int | float):
        page.write_number(row, column, value)
    else:
        page.write_string(row, column, str(value))


def _attachment(filename: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(filename)}"


class _Echo:
    """A file whose write returns what it was given, which is how the csv module can be streamed."""

    def write(self, text: str) -> str:
        return text
