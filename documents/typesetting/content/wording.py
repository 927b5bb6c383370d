"""Format dates, numbers and amounts as official documents do, and clean pasted text."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from foundation.common.text.date_format import full_day

_CHINESE_DIGITS = "〇一二三四五六七八九"
_INVISIBLE = re.compile("[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPACES = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f]+")
# Kangxi radicals look like hanzi but are other characters (⼈ for 人); some files contain them.
_RADICALS = re.compile("[\u2e80-\u2fdf]")


def clean(text: str) -> str:
    """Return typed or pasted text without invisible characters, odd spaces and look-alike radicals.

    Punctuation and digits stay as written; only what cannot be intended is removed.
    """
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n"))
    text = _SPACES.sub(" ", text)
    text = _RADICALS.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return unicodedata.normalize("NFC", text).strip(" \u3000\n")


def official_date(day: datetime.date) -> str:
    """Format as 2021年1月18日: Arabic numerals, full year, no leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return full_day(day)


def month_and_day(day: datetime.date) -> str:
    """Format as 1月18日, where the year is clear from the text."""
    return f"{day.month}月{day.day}日"


def clock_time(moment: datetime.datetime) -> str:
    """Format as 1月18日9时5分; the full hour without minutes. `moment` must already be in Asia/Shanghai."""
    minutes = f"{moment.minute}分" if moment.minute else ""
    return f"{month_and_day(moment)}{moment.hour}时{minutes}"


def money(amount: Decimal) -> str:
    """Format an amount in 万元 without thousands mark and trailing zeros (5847万元, 12.5万元)."""
    plain = format(amount.quantize(Decimal("0.01")), "f")
    return f"{plain.rstrip('0').rstrip('.')}万元"


def chinese_number(number: int) -> str:
    """Return 1–99 in hanzi, for headings and clauses: 三, 十, 十二, 二十一."""
    if not 1 <= number <= 99:
        raise ValueError("chinese_number covers 1 to 99")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_CHINESE_DIGITS[tens]}十")
    return head + (_CHINESE_DIGITS[ones] if ones else "")


def spread_name(name: str, longest: int) -> str:
    """Spread a name of two characters to the width of three, where the longest beside it has three."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 and longest == 3 else name


def enumerate_units(names: Sequence[str]) -> str:
    """Join a list inside a sentence: 甲、乙和丙."""
    if len(names) <= 1:
        return "".join(names)
    return f"{'、'.join(names[:-1])}和{names[-1]}"
