"""The leader page's charts as plain tables, for the CSV beside each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assessment.leader_figures import Figures
from assessment.leader_page import place_rows
from assessment.month_rows import months_of
from assessment.query import LeaderQuery

TITLES = {"places": "区域分布", "months": "月度起数", "larger": "较大非生产安全事故"}
Table = tuple[list[str], list[list[Any]]]


def table_of(name: str, figures: Figures, question: LeaderQuery) -> Table:
    """Return the header and rows of the table ``name`` (a key of ``TITLES``)."""
    return _MAKERS[name](figures, question)


def _places(figures: Figures, question: LeaderQuery) -> Table:
    header = ["地区", "起数", "去年同期", "死亡", "直接经济损失（万元）", "较大非生产安全事故"]
    rows = place_rows(figures, question)
    return header, [[row.name, row.accidents, row.base, row.deaths, row.loss, row.larger] for row in rows]


def _months(figures: Figures, question: LeaderQuery) -> Table:
    months = months_of(figures, question)
    header = ["月份", f"{months['year']}年起数", f"{months['base_year']}年起数"]
    return header, [[row.name, "" if row.value is None else row.value, row.base] for row in months["rows"]]


def _larger(figures: Figures, question: LeaderQuery) -> Table:
    names = {row.place.code: row.place.name for row in figures.counties}
    header = ["事故编号", "事故名称", "区县（市）", "发生时间", "死亡"]
    return header, [
        [row.code, row.name, names[row.county], f"{row.occurred_at:%Y-%m-%d %H:%M}", row.deaths]
        for row in figures.larger_outside
    ]


_MAKERS: dict[str, Callable[[Figures, LeaderQuery], Table]] = {"places": _places, "months": _months, "larger": _larger}
