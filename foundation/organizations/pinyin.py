"""Pinyin keys: sort Chinese names and find them by initials, independent of the PostgreSQL build.

A name's key is stored beside it (``ORDER BY name_key``); no collation is used. Readings that dictionaries get wrong are
corrected here and, for places, in ``place_readings.csv`` of the city's folder; a stored key may be corrected by hand.
"""

from __future__ import annotations

import csv
import unicodedata
from functools import lru_cache
from typing import Any

from django.conf import settings

#: Words in names of units whose usual reading differs from the dictionary's first one.
_WORD_READINGS = {"应急": "ying ji", "行政": "xing zheng", "银行": "yin hang"}

#: Surnames whose reading differs from that of the character alone, also in names of hamlets (曾家湾).
_SURNAME_READINGS = {
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

    places = _place_readings()
    readings = _WORD_READINGS | {name: reading for name, reading in places.items() if len(name) > 1}
    readings |= {f"{surname}家": f"{reading} jia" for surname, reading in _SURNAME_READINGS.items()}
    pypinyin.load_phrases_dict({word: [[part] for part in reading.split()] for word, reading in readings.items()})
    pypinyin.load_single_dict({ord(name): reading for name, reading in places.items() if len(name) == 1})
    return pypinyin


def _place_readings() -> dict[str, str]:
    """Return the readings of the city's place names, and of single characters in them."""
    with (settings.CITY_FOLDER / "place_readings.csv").open(encoding="utf-8", newline="") as source:
        return {row["name"]: row["reading"] for row in csv.DictReader(source)}
