"""Tables as files: xlsx by xlsxwriter in constant memory, csv as a stream. Nothing in a cell is taken for a formula."""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any
from urllib.parse import quote

import xlsxwriter
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse

from foundation.common.registry import Registry
from foundation.common.text.date_format import local

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
#: An export with more rows is made in the background when a layer above offers that.
MOST_ROWS_AT_ONCE = 5000
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


@dataclass(frozen=True)
class Export:
    """The table of a list on its way into a file: ``ending`` is xlsx or csv, ``note`` the filters in words.

    ``rows`` may be read once, and only while the request that made it is there.
    """

    title: str
    ending: str
    header: Sequence[str]
    rows: Iterable[Sequence[Any]]
    note: str = ""

    @property
    def filename(self) -> str:
        return f"{self.title}.{self.ending}"

    @property
    def content_type(self) -> str:
        return CSV if self.ending == "csv" else XLSX

    def response(self) -> HttpResponseBase:
        """Return the file as a download, streamed or written to a temporary file first."""
        if self.ending == "csv":
            return csv_response(filename=self.filename, header=self.header, rows=self.rows)
        return xlsx_response(
            filename=self.filename, sheet=self.title, header=self.header, rows=self.rows, note=self.note
        )

    def write(self, target: IO[bytes], counted: Callable[[int], None]) -> None:
        """Write the same bytes into ``target``, calling ``counted`` with the number of rows before each one."""
        rows = _counting(self.rows, counted)
        if self.ending == "csv":
            for line in csv_lines(self.header, rows):
                target.write(line)
        else:
            write_xlsx(target, sheet=self.title, header=self.header, rows=rows, note=self.note)


#: ``(request, list_name, export, row_count) -> response`` of the layer that makes large exports in the background: a
#: confirm page for GET, the beginning of the work for POST. ``list_name`` is the address name of the list.
background_exports: Registry[Callable[[HttpRequest, str, Export, int], HttpResponseBase]] = Registry()


def deliver(request: HttpRequest, list_name: str, export: Export, count: int) -> HttpResponseBase:
    """Return the download, or above ``MOST_ROWS_AT_ONCE`` rows of a list with a name the page of the background job."""
    if count > MOST_ROWS_AT_ONCE and list_name:
        for start in background_exports:
            return start(request, list_name, export, count)
    return export.response()


def _counting(rows: Iterable[Sequence[Any]], counted: Callable[[int], None]) -> Iterator[Sequence[Any]]:
    for count, row in enumerate(rows):
        counted(count)
        yield row


def csv_response(*, filename: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponseBase:
    """A download of ``filename`` (Chinese allowed, with its ending), streamed row by row."""
    response = StreamingHttpResponse(csv_lines(header, rows), content_type=CSV)
    response["Content-Disposition"] = _attachment(filename)
    return response


def write_xlsx(
    target: IO[bytes], *, sheet: str, header: Sequence[str], rows: Iterable[Sequence[Any]], note: str = ""
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
