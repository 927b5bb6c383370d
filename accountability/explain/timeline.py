"""The axis of a window as drawing coordinates: two lanes of accidents, months, the as-of line.  Pure.

Units are those of the drawing's own view box; the template draws them as inline SVG, so nothing here knows pixels.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from accidents.rules.vocabulary import NOT_COUNTED
from accountability.rules.explanation import Counted, Explanation, NearlyCounted
from accountability.rules.windows import Window, local_day

WIDTH = 838
LEFT = 70
RIGHT = 830
_LABEL_GAP = 150


@dataclass(frozen=True)
class Month:
    """A month's band: where it begins, where its name is written."""

    x: float
    label_x: float
    text: str


@dataclass(frozen=True)
class Mark:
    """One accident.  ``shape``: counted, plain, open (could still change) or struck (written off, merged)."""

    x: float
    code: str
    title: str
    shape: str
    level: str
    label: str = ""
    label_end: bool = False


@dataclass(frozen=True)
class Axis:
    """Everything the drawing shows; ``as_of_x`` is the place of the as-of line, inside the window's span."""

    months: tuple[Month, ...]
    counted: tuple[Mark, ...]
    others: tuple[Mark, ...]
    as_of_x: float
    summary: str


def draw(explanation: Explanation, as_of: dt.datetime) -> Axis:
    """Coordinates for one explanation; ``as_of`` (aware) outside the window is put at its end or start."""
    window = explanation.window
    counted = tuple(_counted(window, explanation))
    others = tuple(_near(window, entry) for entry in explanation.nearly_counted if _inside(window, entry))
    summary = (
        f"{window.text}，计入 {len(counted)} 起，未计入 {len(others)} 起，门槛 {explanation.threshold} 起，"
        f"条件{'成立' if explanation.met else '不成立'}。"
    )
    return Axis(tuple(_months(window)), counted, others, _position(window, local_day(as_of)), summary)


def position_of(window: Window, day: dt.date) -> float:
    """The x of a day, kept inside the drawing."""
    return _position(window, day)


def _counted(window: Window, explanation: Explanation) -> Iterable[Mark]:
    free_from = 0.0
    for number, item in enumerate(explanation.counted, start=1):
        x = _position(window, local_day(item.occurred_at))
        label = f"{_short(item)}　第 {number} 起" if explanation.threshold > 1 else _short(item)
        if explanation.threshold > 1 and number == explanation.threshold:
            label += "，条件成立"
        at_end = x + _LABEL_GAP > RIGHT
        shown = label if at_end or x >= free_from else ""
        free_from = x + _LABEL_GAP
        yield Mark(x, item.code, f"{item.name}，计入", "counted", item.level, shown, at_end)


def _near(window: Window, entry: NearlyCounted) -> Mark:
    if entry.would_change:
        shape = "open"
    elif entry.status in NOT_COUNTED:
        shape = "struck"
    else:
        shape = "plain"
    x = _position(window, local_day(entry.occurred_at))
    return Mark(x, entry.code, f"{entry.name}，未计入：{entry.reason_text}", shape, entry.level)


def _inside(window: Window, entry: NearlyCounted) -> bool:
    return window.contains_moment(entry.occurred_at)


def _short(item: Counted) -> str:
    day = local_day(item.occurred_at)
    return f"{day.month}·{day.day}"


def _months(window: Window) -> Iterable[Month]:
    """Month bands, at most 24; a longer period is divided by years."""
    yearly = (window.end - window.start).days > 730
    day = window.start
    while day <= window.end:
        following = _next_year(day) if yearly else _next_month(day)
        x, end = _position(window, day), _position(window, min(following, window.end))
        yield Month(x, (x + end) / 2, f"{day.year}年" if yearly else f"{day.month}月")
        day = following


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def _next_year(day: dt.date) -> dt.date:
    return dt.date(day.year + 1, 1, 1)


def _position(window: Window, day: dt.date) -> float:
    days = (window.end - window.start).days or 1
    share = min(max((day - window.start).days / days, 0.0), 1.0)
    return round(LEFT + share * (RIGHT - LEFT), 1)
