"""The sentences under charts, so that every chart is also text. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.common.text.number_format import Change, percent, year_on_year

#: Below this base a percentage is misleading: 1 起 → 3 起 is written as 2 起 more, not 200 %.
SMALLEST_BASE_FOR_A_SHARE = 5


@dataclass(frozen=True)
class Compared:
    """A county's or month's name with this year's and last year's number."""

    name: str
    value: int
    base: int


@dataclass(frozen=True)
class Unfinished:
    """The running month: its name, the last day counted, its number, and last year's whole month."""

    name: str
    day: int
    value: int
    base: int


def change_of_few(value: int, base: int | None) -> Change:
    """Compare with last year's number of accidents; with a small base as a difference, not in per cent."""
    change = year_on_year(value, base, unit="起")
    if base is None or not change.arrow or base >= SMALLEST_BASE_FOR_A_SHARE:
        return change
    return Change(change.arrow, f"{abs(value - base)} 起", change.tone)


def places_sentence(places: Sequence[Compared], *, is_comparable: bool = True) -> str:
    """Say where most happened, their share of the whole, and whether any place rose."""
    total = sum(place.value for place in places)
    if not total:
        return "本期没有登记生产安全事故。"
    if len(places) == 1:
        return f"{places[0].name} {total} 起。"
    leading = sorted((place for place in places if place.value), key=lambda place: -place.value)[:3]
    top = sum(place.value for place in leading)
    share = percent((top * 100 + total // 2) // total, places=0)
    names = "、".join(place.name for place in leading)
    return f"{names} {top} 起，占 {share}。{_rises(places) if is_comparable else ''}"


def _rises(places: Sequence[Compared]) -> str:
    risen = [place.name for place in places if place.value > place.base]
    if not risen:
        return f"{_number(len(places))}地起数无一上升。"
    return f"{'、'.join(risen)}比去年同期多。"


def months_sentence(months: Sequence[Compared], running: Unfinished | None = None) -> str:
    """Compare the completed months with last year's.

    Names the month with the largest difference, and what the ``running`` month has reached so far.
    """
    if running is None:
        return _full_months(months)
    now = f"{running.name}截至{running.day}日 {running.value} 起，去年{running.name}全月 {running.base} 起。"
    return f"{f'已过 {len(months)} 个月中，' if months else ''}{_full_months(months)}{now}"


def _full_months(months: Sequence[Compared]) -> str:
    if not months:
        return "本期还没有满一个月。"
    lower = [month for month in months if month.value < month.base]
    higher = [month for month in months if month.value > month.base]
    if not lower and not higher:
        return "各月与去年同月持平。"
    if not higher:
        best = max(lower, key=lambda month: month.base - month.value)
        start = "各月均低于去年同月" if len(lower) == len(months) else f"{len(lower)} 个月低于去年同月，其余持平"
        return f"{start}，{best.name}少 {best.base - best.value} 起，降得最多。"
    worst = max(higher, key=lambda month: month.value - month.base)
    start = f"{len(lower)} 个月低于、{len(higher)} 个月高于去年同月" if lower else f"{len(higher)} 个月高于去年同月"
    return f"{start}，{worst.name}多 {worst.value - worst.base} 起，升得最多。"


def larger_sentence(count: int, counties: int, deaths: int) -> str:
    """Describe the 较大 accidents outside production, which no other figure of the page counts."""
    if not count:
        return "本期没有较大及以上非生产安全事故。"
    return f"涉 {counties} 个区县（市），死亡 {deaths} 人，不计入生产安全事故各数。"


def _number(value: int) -> str:
    return "零一二三四五六七八九十"[value] if value <= 10 else f"{value} "
