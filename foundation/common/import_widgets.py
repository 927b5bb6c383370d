"""Cells of imported spreadsheets: each widget reads one, and refuses it with a Chinese sentence.

Use them as ``fields.Field(column_name="日期*", attribute="day", widget=DayWidget("日期"))`` in a ``Resource``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from import_export import widgets

from foundation.common.text.normalization import Unreadable, clean_line, read_count, read_day


class DayWidget(widgets.Widget):
    """A required day as a date cell or as text (2027-02-06, 2027年2月6日); ``name`` is how messages call it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def clean(self, value: Any, row: Any = None, **options: Any) -> dt.date:
        """Return the day. Raises ``ValueError``."""
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        try:
            day = read_day(str(value or ""), name=self.name)
        except Unreadable as error:
            raise ValueError(error.message) from None
        if day is None:
            raise ValueError(f"请填{self.name}。")
        return day


class CountWidget(widgets.Widget):
    """A required whole number, not negative; ``unit`` may be written after it (3 人)."""

    def __init__(self, name: str, unit: str = "") -> None:
        super().__init__()
        self.name, self.unit = name, unit

    def clean(self, value: Any, row: Any = None, **options: Any) -> int:
        """Return the number. Raises ``ValueError``."""
        try:
            number = read_count("" if value is None else str(value), name=self.name, unit=self.unit)
        except Unreadable as error:
            raise ValueError(error.message) from None
        if number is None:
            raise ValueError(f"请填{self.name}。")
        return number


class ChoiceWidget(widgets.Widget):
    """One of a few words, each with the value that it stands for."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__()
        self.values = dict(values)

    def clean(self, value: Any, row: Any = None, **options: Any) -> Any:
        """Return the value of the word. Raises ``ValueError`` naming the words."""
        word = clean_line(str(value or ""))
        if word not in self.values:
            raise ValueError(f"“{word}”应为{'或'.join(f'“{known}”' for known in self.values)}。")
        return self.values[word]


class LineWidget(widgets.Widget):
    """A line of text, required unless said otherwise."""

    def __init__(self, *, is_required: bool = True) -> None:
        super().__init__()
        self.is_required = is_required

    def clean(self, value: Any, row: Any = None, **options: Any) -> str:
        """Return the cleaned text. Raises ``ValueError`` when it is missing."""
        text = clean_line(str(value or ""))
        if self.is_required and not text:
            raise ValueError("请填写。")
        return text
