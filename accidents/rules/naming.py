"""The name an accident gets when nobody gave it one: 桃江“1·14”道路运输事故; and how its place is written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection

#: Types that say nothing about what happened; the sector then says more.
_EMPTY_TYPES = ("其他伤害", "其他事故", "其他")


def accident_word(*, sector: str = "", accident_type: str = "", is_road_traffic: bool = False) -> str:
    """The word between date and “事故”: what happened if the type says it, else where it belongs.

    Road traffic is named by its sector: “道路运输”, not “车辆伤害”.
    """
    kind = "" if accident_type in _EMPTY_TYPES else accident_type
    word = sector if is_road_traffic or not kind else kind
    word = re.sub(r"（.*?）", "", word)
    if word.startswith("其他"):
        word = "生产安全" if "非" not in word else ""
    return word.removesuffix("事故")


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
