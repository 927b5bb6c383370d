"""Cells of imported spreadsheets: what is understood, and how the rest is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from foundation.common.import_widgets import ChoiceWidget, CountWidget, DayWidget, LineWidget

DAY = dt.date(2027, 2, 6)
YES_NO = ChoiceWidget({"是": True, "否": False})


@pytest.mark.parametrize(
    ("widget", "cell", "value"),
    [
        (DayWidget("日期"), DAY, DAY),
        (DayWidget("日期"), dt.datetime(2027, 2, 6, 9, 30), DAY),  # noqa: DTZ001 - as openpyxl gives it
        (DayWidget("日期"), "2027年2月6日", DAY),
        (CountWidget("人数", "人"), 3, 3),
        (CountWidget("人数", "人"), 0, 0),
        (CountWidget("人数", "人"), " ３ 人", 3),
        (CountWidget("人数"), 3.0, 3),
        (YES_NO, " 否 ", False),
        (LineWidget(), "桃花江镇　 政府", "桃花江镇 政府"),
        (LineWidget(is_required=False), None, ""),
    ],
)
def test_what_people_write_is_understood(widget: Any, cell: object, value: object) -> None:
    assert widget.clean(cell) == value


@pytest.mark.parametrize(
    ("widget", "cell", "message"),
    [
        (DayWidget("检查日期"), None, "请填检查日期。"),
        (DayWidget("检查日期"), "2027-13-01", "没有“2027-13-01”这一天，请改检查日期。"),
        (CountWidget("人数"), "", "请填人数。"),
        (CountWidget("人数"), "三", "人数请用数字写，如“3”。"),
        (CountWidget("人数"), 2.5, "人数要写整数。"),
        (YES_NO, None, "“”应为“是”或“否”。"),
        (LineWidget(), " ", "请填写。"),
    ],
)
def test_the_rest_is_refused_in_words(widget: Any, cell: object, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        widget.clean(cell)
