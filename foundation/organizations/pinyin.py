"""Pinyin keys: sort Chinese names and find them by initials, independent of the PostgreSQL build.

A name's key is stored beside it (``ORDER BY name_key``); no collation is used. Readings that dictionaries get wrong are
corrected here; a person may correct a stored key by hand.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

#: Place names and parts of them, as pronounced in Yiyang.
PLACE_READINGS = {
    "茈湖口": "zi hu kou",
    "鲊埠": "zha bu",
    "洢江": "yi jiang",
    "沩山": "wei shan",
    "沅江": "yuan jiang",
    "南大膳": "nan da shan",
    "厂窖": "chang jiao",
    "朝阳": "chao yang",
    "重华": "chong hua",
    "启安": "qi an",
    "浮丘山": "fu qiu shan",
    "沧水铺": "cang shui pu",
    "大码头": "da ma tou",
    "应急": "ying ji",
    "行政": "xing zheng",
    "银行": "yin hang",
}

#: Surnames whose reading differs from that of the character alone, also in names of hamlets (曾家湾).
SURNAME_READINGS = {
    "曾": "zeng",
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "查": "zha",
    "覃": "qin",
    "区": "ou",
    "任": "ren",
    "盖": "ge",
    "朴": "piao",
    "尉": "wei",
    "缪": "miao",
    "冼": "xian",
    "翟": "zhai",
    "晁": "chao",
    "万俟": "mo qi",
    "尉迟": "yu chi",
}

#: Characters with one usual reading in place names that differs from the dictionary's first one.
_CHARACTER_READINGS = {"长": "cháng", "茈": "zǐ", "沅": "yuán", "洢": "yī", "沩": "wéi", "鲊": "zhǎ", "膳": "shàn"}


def name_key(name: str) -> str:
    """Return the sort key of a place's, unit's or sector's name: ``桃江县`` → ``tao jiang xian``."""
    return " ".join(_syllables(name))


def initials(name: str) -> str:
    """Return the initials for quick search: ``桃江县`` → ``tjx``; digits and letters are kept."""
    return "".join(syllable[0] for syllable in _syllables(name))


def _syllables(text: str) -> list[str]:
    """Return lower-case syllables; runs of ASCII letters and digits stay whole, punctuation only separates."""
    text = unicodedata.normalize("NFKC", text)
    raw = _pypinyin().lazy_pinyin(text, errors=lambda rest: "".join(ch if ch.isalnum() else " " for ch in rest))
    return " ".join(raw).lower().split()


@lru_cache(maxsize=1)
def _pypinyin() -> Any:
    """Load the dictionary at first use: it takes about 60 MB, which pages that only read do not need."""
    import pypinyin

    readings = dict(PLACE_READINGS)
    readings |= {f"{surname}家": f"{reading} jia" for surname, reading in SURNAME_READINGS.items() if len(surname) == 1}
    pypinyin.load_phrases_dict({word: [[part] for part in reading.split()] for word, reading in readings.items()})
    pypinyin.load_single_dict({ord(char): reading for char, reading in _CHARACTER_READINGS.items()})
    return pypinyin
