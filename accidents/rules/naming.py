"""The name an accident gets when nobody gave it one: 桃江“1·14”道路运输事故; and how its place is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any


def event_word(sector: Any, accident_type: Any) -> str:
    """The word between date and “事故”, from the rows of the classification (``None``: not said).

    What happened if the type says it, else where it belongs. Road traffic is named by its sector: “道路运输”, not
    “车辆伤害”.
    """
    if accident_type and accident_type.event_word and not (sector and sector.is_road_traffic):
        return str(accident_type.event_word)
    return str(sector.event_word) if sector else ""


def automatic_name(
    *,
    county: str,
    township: str = "",
    occurred_on: dt.date | None,
    word: str = "",
    taken: Collection[str] = (),
) -> str:
    """The name from the county's short name, month and day and the word of what happened.

    ``taken`` are names already given; a second accident of that day is named with its township as well, a third of
    the same township by a number.
    """
    day = f"“{occurred_on.month}·{occurred_on.day}”" if occurred_on else ""
    tail = f"{day}{word}事故"
    plain, with_township = f"{county}{tail}", f"{county}{township}{tail}"
    for name in (plain, with_township):
        if name not in taken:
            return name
    number = 2
    while f"{with_township}（{number}）" in taken:
        number += 1
    return f"{with_township}（{number}）"


def place_of(location: str, *divisions: str) -> str:
    """Where it happened in one line: the divisions, then the place as it was typed without saying them again."""
    return "".join(divisions) + inside(location, *divisions)


def inside(location: str, *divisions: str) -> str:
    """The place as it was typed, without the ``divisions`` it begins with: they are written before it anyway."""
    text = location.strip()
    for division in divisions:
        text = text.removeprefix(division)
    return text
