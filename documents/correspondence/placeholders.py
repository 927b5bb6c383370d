"""Placeholders for what is still to be decided: 【待填：约谈地点】. Pure.

A draft with a placeholder can be printed and corrected but not submitted (``checks.placeholder_reasons``). The mark is
written and searched for only here; the brackets 【】 are refused in answers (``details.read_details``), so a
placeholder found in a text was put there by the portal.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from documents.typesetting.content.wording import (
    clock_time,
    official_date,
)

_OPENING, _CLOSING = "【待填：", "】"
_PLACEHOLDER = re.compile(f"{_OPENING}([^{_CLOSING}]*){_CLOSING}")


def placeholder(what: str) -> str:
    """Return 【待填：约谈地点】, to stand where the officer has to write."""
    return f"{_OPENING}{what}{_CLOSING}"


def value_or_placeholder(value: str, what: str) -> str:
    """Return the value, or the placeholder that asks for it."""
    return value or placeholder(what)


def placeholders_in(texts: Iterable[str]) -> list[str]:
    """Return what is still to be written in these texts, each once, in reading order."""
    return list(dict.fromkeys(found for text in texts for found in _PLACEHOLDER.findall(text)))


def by_day(day: dt.date | None, what: str) -> str:
    """Return 2021年4月20日前, or the placeholder that asks for the day."""
    return f"{official_date(day) if day else placeholder(what)}前"


def at_moment(moment: dt.datetime | None, what: str) -> str:
    """Return 2021年3月25日15时30分, or the placeholder that asks for it. ``moment`` is in Asia/Shanghai."""
    return f"{moment.year}年{clock_time(moment)}" if moment else placeholder(what)


def contact(name: str, phone: str) -> str:
    """Return 联系人：…，联系电话：…, with placeholders for what is not given."""
    return f"联系人：{value_or_placeholder(name, '联系人')}，联系电话：{value_or_placeholder(phone, '联系电话')}"
