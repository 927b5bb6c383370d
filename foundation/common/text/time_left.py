"""Format the time left until a deadline. Pure: moments in, text out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SOON_SHARE = 0.4


@dataclass(frozen=True)
class Remaining:
    """The time left: ``words`` such as “剩 44 分钟” or “超 15 小时”, ``state`` late, soon or calm.

    ``used`` is the share of the time that has passed, in per cent.
    """

    words: str
    state: str
    used: int


def remaining(*, due: datetime, now: datetime, start: datetime | None = None) -> Remaining:
    """Return the time left until ``due`` (aware moments in the same zone), counted from ``start``.

    Minutes under an hour, hours under a day, then days, always rounded down. Soon means due today with 40 % or less of
    the time left; without a start every deadline due today is soon.
    """
    left = due - now
    if left < timedelta(0):
        return Remaining(f"超 {_span(-left)}" if -left >= MINUTE else "刚超时", "late", 100)
    used = _used(due=due, now=now, start=start)
    is_soon = due.date() == now.date() and (used is None or 100 - used <= SOON_SHARE * 100)
    words = f"剩 {_span(left)}" if left >= MINUTE else "不到 1 分钟"
    return Remaining(words, "soon" if is_soon else "calm", used or 0)


def _span(length: timedelta) -> str:
    if length < HOUR:
        return f"{length // MINUTE} 分钟"
    if length < DAY:
        return f"{length // HOUR} 小时"
    return f"{length // DAY} 日"


def _used(*, due: datetime, now: datetime, start: datetime | None) -> int | None:
    if start is None or start >= due:
        return None
    return min(100, max(0, round((now - start) / (due - start) * 100)))
