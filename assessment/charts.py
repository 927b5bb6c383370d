"""Charts as inline SVG, rendered by the server and styled by classes only. Every mark with a number is a link. Pure.

A table beside each chart and a sentence under it give the same numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

EMPTY = SafeString("")
ToPixel = Callable[[float], float]


@dataclass(frozen=True)
class MonthBar:
    """One month: its label, this year's number (None: not yet), last year's, and the URL of this year's list."""

    label: str
    value: int | None
    base: int
    url: str = ""


@dataclass(frozen=True)
class LaneMark:
    """A mark on a lane: its position in the period (0 to 1), its short label and its page."""

    at: float
    label: str
    title: str
    url: str


@dataclass(frozen=True)
class Lane:
    """One county's marks in order of time."""

    label: str
    marks: Sequence[LaneMark]


def month_bars(months: Sequence[MonthBar], *, title: str, year: str, base_year: str) -> SafeString:
    """Draw this year as bars with their number, last year as a tick over each; shape and colour differ."""
    width, height, left, top, bottom = 376.0, 146.0, 26.0, 8.0, 18.0
    largest = max([1, *(max(month.value or 0, month.base) for month in months)])
    step, highest = _axis(largest)
    plot = height - top - bottom
    slot = (width - left - 4) / len(months)

    def y(value: float) -> float:
        return top + plot * (1 - value / highest)

    grid = format_html_join(
        "",
        '<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (
                "chart-axis" if not tick else "chart-grid",
                left,
                width,
                _n(y(tick)),
                _n(y(tick)),
                left - 6,
                _n(y(tick) + 4),
                tick,
            )
            for tick in range(0, highest + 1, step)
        ),
    )
    bars = format_html_join(
        "",
        "{}{}{}",
        (
            (
                _bar(month, left + slot * (index + 0.5), slot, y, f"{year}{month.label}", base_year),
                _tick(month.base, left + slot * (index + 0.5), slot, y),
                _text(left + slot * (index + 0.5), height - 4, month.label),
            )
            for index, month in enumerate(months)
        ),
    )
    return _svg(width, height, title, format_html("{}{}", grid, bars))


def _bar(month: MonthBar, middle: float, slot: float, y: ToPixel, name: str, base_year: str) -> SafeString:
    if not month.value:
        return EMPTY
    wide = slot * 0.52
    inside = y(0) - y(month.value) >= 16
    body = format_html(
        '<rect class="chart-bar" x="{}" y="{}" width="{}" height="{}"/>'
        '<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>',
        _n(middle - wide / 2),
        _n(y(month.value)),
        _n(wide),
        _n(y(0) - y(month.value)),
        "chart-value" if inside else "",
        _n(middle),
        _n(y(0) - 5 if inside else y(month.value) - 4),
        month.value,
    )
    return _link(month.url, f"{name} {month.value} 起，{base_year}同月 {month.base} 起", body)


def _tick(base: int, middle: float, slot: float, y: ToPixel) -> SafeString:
    half = slot * 0.36
    return format_html(
        '<line class="chart-last" x1="{}" x2="{}" y1="{}" y2="{}"/>',
        _n(middle - half),
        _n(middle + half),
        _n(y(base)),
        _n(y(base)),
    )


def lanes(rows: Sequence[Lane], months: Sequence[str], *, title: str) -> SafeString:
    """Draw the marks of each county along the months of the period, joined when there are several."""
    width, left, row_height, bottom = 452.0, 66.0, 33.0, 18.0
    height = row_height * len(rows) + bottom
    right = width - 8

    def x(at: float) -> float:
        return left + (right - left) * at

    grid = format_html_join(
        "",
        '<line class="chart-grid" x1="{0}" x2="{0}" y1="0" y2="{1}"/>{2}',
        (
            (
                _n(x(index / len(months))),
                _n(height - bottom),
                _text(x((index + 0.5) / len(months)), height - 4, month),
            )
            for index, month in enumerate(months)
        ),
    )
    drawn = format_html_join(
        "", "{}", ((_lane(row, row_height * (index + 0.5), x, left, right),) for index, row in enumerate(rows))
    )
    return _svg(width, height, title, format_html("{}{}", grid, drawn))


def _lane(row: Lane, middle: float, x: ToPixel, left: float, right: float) -> SafeString:
    head = format_html(
        '<text class="map-name" x="0" y="{}">{}</text><line class="chart-grid" x1="{}" x2="{}" y1="{}" y2="{}"/>',
        _n(middle + 4),
        row.label,
        left,
        right,
        _n(middle + 16.5),
        _n(middle + 16.5),
    )
    join = EMPTY
    if len(row.marks) > 1:
        join = format_html(
            '<line class="lane-join" x1="{}" x2="{}" y1="{}" y2="{}"/>',
            _n(x(row.marks[0].at)),
            _n(x(row.marks[-1].at)),
            _n(middle),
            _n(middle),
        )
    marks = format_html_join(
        "", "{}", ((_mark(mark, index, x(mark.at), middle, right),) for index, mark in enumerate(row.marks))
    )
    return format_html("{}{}{}", head, join, marks)


def _mark(mark: LaneMark, index: int, at: float, middle: float, right: float) -> SafeString:
    label = f"{mark.label}　第{index + 1}起" if index else mark.label
    is_late = at > right - (86 if index else 40)
    body = format_html(
        '<rect class="mark-larger" x="{}" y="{}" width="10" height="13"/>'
        '<text class="lane-label" x="{}" y="{}" text-anchor="{}">{}</text>',
        _n(at - 5),
        _n(middle - 6.5),
        _n(at - 9 if is_late else at + 9),
        _n(middle - 4),
        "end" if is_late else "start",
        label,
    )
    return _link(mark.url, f"{label}，{mark.title}", body)


def _svg(width: float, height: float, title: str, body: SafeString) -> SafeString:
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>',
        _n(width),
        _n(height),
        title,
        body,
    )


def _link(url: str, words: str, body: SafeString) -> SafeString:
    if not url:
        return format_html("<g><title>{}</title>{}</g>", words, body)
    return format_html('<a href="{}" aria-label="{}"><title>{}</title>{}</a>', url, words, words, body)


def _text(x: float, y: float, text: str) -> SafeString:
    return format_html('<text x="{}" y="{}" text-anchor="middle">{}</text>', _n(x), _n(y), text)


def _axis(largest: int) -> tuple[int, int]:
    """Return a round step and the maximum of an axis with at most five lines that shows ``largest``."""
    step = 1
    for step in (1, 2, 4, 5, 10, 20, 25, 40, 50, 100, 200, 250, 400, 500, 1000):
        if math.ceil(largest / step) <= 4:
            break
    else:
        step = math.ceil(largest / 4)
    return step, max(math.ceil(largest / step), 1) * step


def _n(value: float) -> str:
    """Format a coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
