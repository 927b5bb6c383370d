"""Files that spreadsheet programs open."""
# ruff: noqa: DTZ001 - spreadsheets have no time zones

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.ui.exports import (
    cell_text,
    csv_lines,
    safe_text,
    write_xlsx,
)

MOMENT = dt.datetime(2021, 3, 15, 23, 50, tzinfo=dt.UTC)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-3", "@SUM(A1)", "\t=1", "＝1＋1", "\r=1", "\n=1"])
def test_formulas_are_disarmed(text):
    assert safe_text(text) == f"'{text}"


def test_plain_words_and_numbers_stay():
    assert safe_text("桃江“1·14”") == "桃江“1·14”"
    assert cell_text(-3) == "-3"
    assert cell_text(Decimal("-1.50")) == "-1.50"
    assert cell_text(MOMENT) == "2021-03-16 07:50"
    assert [cell_text(value) for value in (None, True, False, dt.date(2021, 3, 16))] == ["", "是", "否", "2021-03-16"]


@given(text=st.text(max_size=20))
def test_no_csv_cell_begins_like_a_formula(text):
    assert not safe_text(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_csv_opens_in_excel():
    lines = b"".join(csv_lines(["名称", "死亡"], [["桃江,“1·14”", 3]]))
    assert lines.startswith(b"\xef\xbb\xbf")
    assert lines.decode("utf-8-sig") == '名称,死亡\r\n"桃江,“1·14”",3\r\n'


def test_xlsx_keeps_types_and_runs_nothing():
    file = io.BytesIO()
    rows = [["=HYPERLINK(1)", 3, Decimal("120.50"), MOMENT, dt.date(2021, 3, 16), None, True, "https://example.org"]]
    count = write_xlsx(file, sheet="事故", header=["a", "b", "c", "d", "e", "f", "g", "h"], rows=rows, note="未设筛选")
    assert count == 1
    sheet = openpyxl.load_workbook(file)["事故"]
    values = [cell.value for cell in sheet[2]]
    assert values[:4] == ["=HYPERLINK(1)", 3, 120.5, dt.datetime(2021, 3, 16, 7, 50)]
    assert values[4:] == [dt.datetime(2021, 3, 16), None, "是", "https://example.org"]
    assert sheet["A2"].data_type == "s"
    assert sheet["H2"].hyperlink is None
    assert sheet.freeze_panes == "A2"
