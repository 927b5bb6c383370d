"""What the bureau still has to decide: a visible gap in the draft that keeps it from being submitted. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from documents.typesetting.content.wording import (
    clock_time,
    official_date,
)

_GAP = re.compile("【待填：([^】]*)】")


def placeholder(what: str) -> str:
    """【待填：约谈地点】, to stand where the officer has to write."""
    return f"【待填：{what}】"


def value_or_placeholder(value: str, what: str) -> str:
    """The value, or the gap that asks for it."""
    return value or placeholder(what)


def gaps_in(texts: Iterable[str]) -> list[str]:
    """What is still to be written in these texts, each once, in reading order."""
    return list(dict.fromkeys(found for text in texts for found in _GAP.findall(text)))


def by_day(day: dt.date | None, what: str) -> str:
    """2021年4月20日前, or the gap that asks for it."""
    return f"{official_date(day) if day else value_or_placeholder('', what)}前"


def at_moment(moment: dt.datetime | None, what: str) -> str:
    """2021年3月25日15时30分, or the gap that asks for it. ``moment`` in Asia/Shanghai."""
    return f"{moment.year}年{clock_time(moment)}" if moment else value_or_placeholder("", what)


def contact(name: str, phone: str) -> str:
    """联系人：…，联系电话：…, with gaps for what is not given."""
    return f"联系人：{value_or_placeholder(name, '联系人')}，联系电话：{value_or_placeholder(phone, '联系电话')}"
