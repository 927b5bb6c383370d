"""The course of an accident in a letter: the county's summary without what the letter says itself. Pure.

A summary is free text typed as a flash report: it begins with day, hour and place and ends with the toll. In a letter
these come from the record; repeated they would contradict it after a correction.
"""

from __future__ import annotations

import re

_HOUR = r"(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚|深夜)?(?:\d{1,2}[时点](?:\d{1,2}分|半)?)?(?:许|左右)?"
_OPENING = re.compile(rf"^(?:\d{{4}}年)?(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日{_HOUR}[，,]?")
_HAPPENED = re.compile(r"^发生(?:了)?(?:一|1)起[^，。；]*事故(?:[，。；]|$)")
_PERSONS = r"(?:\d+人(?:当场)?(?:死亡|失踪|重伤|轻伤|受伤)|(?:死亡|失踪|重伤|轻伤|受伤)\d+人)"
_TOLL = re.compile(
    rf"^(?:该起|此次|本次|这起)?(?:事故)?(?:共|已)?(?:造成|致)?{_PERSONS}(?:[、，]{_PERSONS})*"
    r"(?:，(?:造成)?直接经济损失约?[\d.]+万?元)?$"
)
_SHORTEST_PLACE = 2


def course_of(summary: str, *, month: int, day: int, county: str, township: str, location: str) -> str:
    """Return the sentences between the place and the toll; empty when the summary says no more than the record.

    ``month`` and ``day`` are those of the accident; ``location`` is the place inside the township.
    """
    text = "".join(summary.split())
    opening = _OPENING.match(text)
    if opening and (int(opening["month"]), int(opening["day"])) == (month, day):
        text = _without_place(text[opening.end() :], county, township, location)
    text = _HAPPENED.sub("", text)
    sentences = [sentence for sentence in re.split(r"(?<=[。！？])", text) if sentence]
    kept = [sentence for sentence in sentences if not _TOLL.match(sentence.rstrip("。"))]
    return _ended("".join(kept))


def _without_place(text: str, county: str, township: str, location: str) -> str:
    for name in (county, township):
        text = text.removeprefix(name) if name else text
    shared = 0
    while shared < min(len(text), len(location)) and text[shared] == location[shared]:
        shared += 1
    rest = text[shared:]
    if shared >= _SHORTEST_PLACE and (not rest or rest.startswith(("，", "发生"))):
        text = rest
    return text.lstrip("，,")


def _ended(text: str) -> str:
    return text if not text or text[-1] in "。！？" else f"{text.rstrip('，；、')}。"
