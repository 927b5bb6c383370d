"""A year's holiday notice from a spreadsheet: every error named with its cell, all valid or nothing."""

from __future__ import annotations

import datetime as dt
import io
import json
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from foundation.audit.models import Event
from foundation.calendar.models import Holiday
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")
HEADS = ["日期*", "上班或放假*", "名称*", "依据*", "备注"]
SOURCE = "国务院办公厅关于2029年部分节假日安排的通知"
GOOD = [
    [dt.date(2029, 2, 12), "放假", "除夕", SOURCE],
    ["2029年2月17日", " 上班 ", "春节调休上班", SOURCE],
    ["2029-02-13", "放假", "春节", SOURCE],
]


def sheet(tmp_path: Path, rows: list[list[object]], heads: list[str] = HEADS) -> str:
    book = Workbook()
    for row in [heads, *rows]:
        book.active.append(row)
    path = tmp_path / "holidays.xlsx"
    book.save(path)
    return str(path)


def run(path: str, *options: str, user: str = "sysadmin") -> dict:
    out = io.StringIO()
    with suppress(SystemExit):
        call_command("import_holidays", path, "--user", user, "--format", "json", *options, stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture(autouse=True)
def keeper(db):
    return make_user("sysadmin", username="sysadmin")


def test_dry_run_keeps_nothing_and_commit_keeps_all(tmp_path):
    path = sheet(tmp_path, GOOD)
    dry = run(path)
    assert (dry["rows"], dry["created"], dry["errors"], dry["committed"]) == (3, 3, [], False)
    assert not Holiday.objects.filter(day__year=2029).exists()
    done = run(path, "--commit")
    assert (done["created"], done["committed"]) == (3, True)
    assert Holiday.objects.get(day="2029-02-17").is_workday
    assert Event.objects.filter(act="holiday.enter", message__contains="2029-02-12").count() == 1
    again = run(path, "--commit")
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 3)


def test_every_error_of_every_row_is_named_with_its_cell(tmp_path):
    rows = [
        *GOOD,
        ["2029-13-01", "休", "", SOURCE],
        [None, None, None, None],
        [dt.date(2029, 2, 14), "上班", "平日", SOURCE],
    ]
    outcome = run(sheet(tmp_path, rows), "--commit")
    assert not outcome["committed"]
    assert not Holiday.objects.filter(day__year=2029).exists()
    found = {(error["row"], error["cell"], error["column"]) for error in outcome["errors"]}
    assert found == {(5, "A5", "日期*"), (5, "B5", "上班或放假*"), (5, "C5", "名称*"), (7, "A7", "日期*")}
    assert {error["message"] for error in outcome["errors"]} >= {
        "“休”应为“上班”或“放假”。",
        "请填写。",
        "2月14日是星期三，本来上班，不用登记。",
    }


def test_wrong_files_are_refused_in_words(tmp_path):
    other = tmp_path / "other.xlsx"
    other.write_bytes(b"not a workbook")
    with pytest.raises(CommandError, match="文件不是 XLSX"):
        call_command("import_holidays", str(other), "--user", "sysadmin")
    with pytest.raises(CommandError, match="缺少必填的列：上班或放假\\*、依据\\*。"):
        call_command("import_holidays", sheet(tmp_path, GOOD, ["日期*", "名称*"]), "--user", "sysadmin")
    with pytest.raises(CommandError, match="第一行没有表头"):
        call_command("import_holidays", sheet(tmp_path, [], [""]), "--user", "sysadmin")


def test_only_who_keeps_reference_data_may_import(tmp_path):
    make_user("officer", username="officer")
    with pytest.raises(CommandError, match="您的角色不能办理“管理节假日与字典”"):
        run(sheet(tmp_path, GOOD[:1]), "--commit", user="officer")
    assert not Holiday.objects.filter(day__year=2029).exists()
