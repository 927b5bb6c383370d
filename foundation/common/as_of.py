"""Parse the moment of an “as of” query, as commands, URLs and the API write it."""

from __future__ import annotations

import datetime as dt

from foundation.common import clock
from foundation.common.errors import ErrorCode, Unreadable


def parse_as_of(text: str | None, *, field: str = "as_of") -> dt.datetime | None:
    """Return the moment that ``text`` names, None for an empty text.

    ISO 8601. Without an offset it is Asia/Shanghai; a bare day means its end, so that the whole day is included. Raises
    ``Unreadable("bad_moment")`` with the Chinese message under ``field``.
    """
    text = (text or "").strip()
    if not text:
        return None
    try:
        moment = _moment(text)
        if not 1950 <= moment.year <= 2100:
            raise ValueError("no register reaches that far")
        return moment
    except (ValueError, OverflowError) as error:
        message = f"时点写成了“{text[:40]}”，应为 2020-12-20 或 2020-12-20T18:00:00+08:00。"
        raise Unreadable(ErrorCode.BAD_MOMENT, message, {field: message}) from error


def _moment(text: str) -> dt.datetime:
    if len(text) <= 10:
        return clock.start_of_day(dt.date.fromisoformat(text) + dt.timedelta(days=1)) - dt.timedelta(microseconds=1)
    moment = dt.datetime.fromisoformat(text.replace(" ", "+") if _lost_plus(text) else text)
    return clock.local(moment) if moment.tzinfo else moment.replace(tzinfo=clock.SHANGHAI)


def _lost_plus(text: str) -> bool:
    """Restore a plus sign that was sent unescaped in a URL: “+08:00” arrives as “ 08:00”."""
    return len(text) > 6 and text[-6] == " " and "T" in text
