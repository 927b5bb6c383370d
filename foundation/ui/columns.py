"""The columns of a list: what a cell shows, how it sorts, what it exports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from foundation.common.text import number_format


@dataclass(frozen=True)
class Column:
    """One column. ``key`` stands in the address, ``label`` in the head (with the unit: 损失/万元).

    ``value(row)`` is the plain value: it is exported, and shown unless ``template`` renders the cell (with ``row`` and
    ``value``). ``sort`` names the fields to order by, ``is_number`` puts it right, ``is_whole`` keeps what is read as
    one, such as a day, on one line, ``is_shown`` says whether it is there before anyone chooses columns, ``is_fixed``
    that it cannot be hidden. ``link(row)`` makes the cell a link. ``phone`` is the place on a phone: lead (first line),
    full (a line of its own), label (with its label), none.
    """

    key: str
    label: str
    value: Callable[[Any], Any]
    template: str = ""
    sort: Sequence[str] = ()
    link: Callable[[Any], str] | None = None
    is_number: bool = False
    is_whole: bool = False
    is_shown: bool = True
    is_fixed: bool = False
    phone: str = ""

    @property
    def css(self) -> str:
        phone = {"lead": "cell-lead", "full": "cell-full", "none": "cell-wide"}.get(self.phone, "")
        return " ".join(
            part for part in ("num" if self.is_number else "", "nowrap" if self.is_whole else "", phone) if part
        )


@dataclass(frozen=True)
class Cell:
    """A cell as the template draws it."""

    column: Column
    row: Any
    value: Any
    url: str

    @property
    def text(self) -> str:
        if isinstance(self.value, int | Decimal) and not isinstance(self.value, bool):
            return number_format.plain(self.value)
        return number_format.UNKNOWN if self.value in (None, "") else str(self.value)


@dataclass(frozen=True)
class Pick:
    """The check box of a row for an action on several.

    ``key`` is what is sent, ``name`` what it is read out with, ``why_not`` why it cannot be selected (empty: it can).
    """

    key: str
    name: str
    why_not: str = ""
    is_selected: bool = False


def cells_of(row: Any, columns: Sequence[Column]) -> list[Cell]:
    """The cells of ``row`` in the order of ``columns``."""
    return [Cell(column, row, column.value(row), column.link(row) if column.link else "") for column in columns]


def chosen(columns: Sequence[Column], asked: Iterable[str]) -> list[Column]:
    """The columns to show: those named in ``asked`` (keys, also several with commas) and the fixed ones; by default the
    usual ones."""
    keys = {key for part in asked for key in part.split(",") if key}
    if not keys & {column.key for column in columns}:
        return [column for column in columns if column.is_shown]
    return [column for column in columns if column.is_fixed or column.key in keys]


def order_by(columns: Sequence[Column], asked: str, default: Sequence[str]) -> tuple[list[str], str]:
    """Return the ordering for ``asked`` (a key, with a minus for descending) and the key in force (“” by default).

    An unknown key falls back to the default. The primary key always comes last, so that pages never overlap.
    """
    is_descending = asked.startswith("-")
    for column in columns:
        if column.sort and column.key == asked.removeprefix("-"):
            fields = [_reversed(field) if is_descending else field for field in column.sort]
            return [*fields, "pk"], asked
    return [*default, "pk"], ""


def _reversed(field: str) -> str:
    return field.removeprefix("-") if field.startswith("-") else f"-{field}"
