"""The months of the leader page: bars, the table beside them, their sentence."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assessment import charts, wording
from assessment.leader_figures import Figures
from assessment.query import LeaderQuery
from foundation.common.text.number_format import Change


@dataclass(frozen=True)
class MonthRow:
    """One month's row of the table beside the chart."""

    name: str
    value: int | None
    url: str
    base: int
    base_url: str
    change: Change | None


def months_of(figures: Figures, question: LeaderQuery) -> dict[str, Any]:
    """Return the bars, the table beside them and their sentence."""
    rows = [_month_row(figures, question, year, month) for year, month in question.whole.months()]
    bars = [charts.MonthBar(row.name, row.value, row.base, row.url) for row in rows]
    year, base_year = f"{question.period.year}年", f"{question.period.year - 1}年"
    over = [
        wording.Compared(row.name, row.value, row.base)
        for row, (y, m) in zip(rows, question.whole.months(), strict=True)
        if row.value is not None and _last_day(y, m) <= question.period.end
    ]
    if figures.is_comparable:
        sentence = wording.months_sentence(over, _unfinished(rows, question))
    else:
        sentence = f"没有{base_year}的数据，各月不与去年比较。"
    return {
        "svg": charts.month_bars(bars, title=f"月度起数：{sentence}", year=year, base_year=base_year),
        "rows": rows,
        "words": sentence,
        "year": question.period.year,
        "base_year": question.period.year - 1,
    }


def _month_row(figures: Figures, question: LeaderQuery, year: int, month: int) -> MonthRow:
    first, last = dt.date(year, month, 1), _last_day(year, month)
    began = first <= question.period.end
    totals, base = figures.months.get((year, month)), figures.base_months.get((year - 1, month))
    value = (totals.accidents if totals else 0) if began else None
    number = base.accidents if base else 0
    days = {"production": "yes", "from": first.isoformat(), "to": min(last, question.period.end).isoformat()}
    base_days = {
        "production": "yes",
        "from": dt.date(year - 1, month, 1).isoformat(),
        "to": _last_day(year - 1, month).isoformat(),
    }
    return MonthRow(
        name=f"{month}月",
        value=value,
        url=question.accident_list(**days) if began else "",
        base=number,
        base_url=question.accident_list(**base_days),
        change=wording.change_of_few(value, number) if value is not None and last <= question.period.end else None,
    )


def _unfinished(rows: Sequence[MonthRow], question: LeaderQuery) -> wording.Unfinished | None:
    """Return the month in which the period ends, None when it ends on the month's last day."""
    end = question.period.end
    if end == _last_day(end.year, end.month):
        return None
    position = question.whole.months().index((end.year, end.month))
    row = rows[position]
    return wording.Unfinished(row.name, end.day, row.value or 0, row.base)


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
