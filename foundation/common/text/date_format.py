"""Format moments and days as Chinese official text does, in Asia/Shanghai. Pure: ``now`` is a parameter."""

import datetime as dt
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEKDAYS = "一二三四五六日"


def local(moment: dt.datetime) -> dt.datetime:
    """Return the moment in Asia/Shanghai."""
    return moment.astimezone(SHANGHAI)


def day(value: dt.date, *, now: dt.datetime | None = None) -> str:
    """Format as 3月15日; with the year when ``now`` is in another one."""
    value = _as_date(value)
    text = f"{value.month}月{value.day}日"
    return f"{value.year}年{text}" if now and _as_date(now).year != value.year else text


def full_day(value: dt.date) -> str:
    """Format as 2021年3月15日."""
    value = _as_date(value)
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: dt.datetime, *, now: dt.datetime | None = None) -> str:
    """Format as 3月15日 18:30; with the year when ``now`` is in another one."""
    return f"{day(value, now=now)} {clock_time(value)}"


def full_moment(value: dt.datetime) -> str:
    """Format as 2021年3月15日 18:30."""
    return f"{full_day(value)} {clock_time(value)}"


def clock_time(value: dt.datetime) -> str:
    """Format as 18:30."""
    return f"{local(value):%H:%M}"


def weekday(value: dt.date) -> str:
    """Format as 星期二."""
    return f"星期{WEEKDAYS[_as_date(value).weekday()]}"


def since(value: dt.datetime, *, now: dt.datetime) -> str:
    """Say briefly when something happened: 08:30 today, 昨日 17:02, 3月12日, 2020年12月3日."""
    days = (_as_date(now) - _as_date(value)).days
    if days == 0:
        return clock_time(value)
    if days == 1:
        return f"昨日 {clock_time(value)}"
    return day(value, now=now)


def due(value: dt.datetime, *, now: dt.datetime) -> str:
    """Say when something is due: 应于 10:25 today, 应于 3月15日 18:30 when past, 3月18日 17:30 when in the future.

    Midnight is written as 24:00 of the day that ends.
    """
    at = local(value)
    if at.time() == dt.time.min:
        at -= dt.timedelta(days=1)
        text, same_day = "24:00", at.date() == _as_date(now)
    else:
        text, same_day = f"{at:%H:%M}", at.date() == _as_date(now)
    if same_day:
        return f"应于 {text}"
    words = day(at, now=now)
    return f"应于 {words} {text}" if value < now else f"{words} {text}"


def _as_date(value: dt.date) -> dt.date:
    return local(value).date() if isinstance(value, dt.datetime) else value
