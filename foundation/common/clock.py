"""The only clock: every "now" and "today" of the product is read here, in Asia/Shanghai.

``at`` sets it for a block: tests freeze it, and ``seed_demo`` and ``restore`` — nobody else — record past moments.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from foundation.common.text.date_format import SHANGHAI as SHANGHAI
from foundation.common.text.date_format import local as local

_fixed: ContextVar[dt.datetime | None] = ContextVar("fixed_moment", default=None)


def now() -> dt.datetime:
    """The present moment, aware, in Asia/Shanghai."""
    fixed = _fixed.get()
    return fixed if fixed is not None else dt.datetime.now(SHANGHAI)


def today() -> dt.date:
    """The present day in Asia/Shanghai."""
    return now().date()


@contextmanager
def at(moment: dt.datetime) -> Iterator[dt.datetime]:
    """Let the clock stand at ``moment`` (aware) inside the block; blocks may nest. Only this thread or task sees it."""
    if moment.tzinfo is None:
        raise ValueError("the clock needs an aware moment")
    token = _fixed.set(moment.astimezone(SHANGHAI))
    try:
        yield moment.astimezone(SHANGHAI)
    finally:
        _fixed.reset(token)


def start_of_day(day: dt.date) -> dt.datetime:
    """0:00 of ``day``; ``start_of_day(day + 1 day)`` is its 24:00."""
    return dt.datetime.combine(day, dt.time.min, SHANGHAI)


def span_of_days(first: dt.date, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """Moments of the days ``first`` to ``last``, both included: from 0:00, up to but not including 24:00."""
    return start_of_day(first), start_of_day(last + dt.timedelta(days=1))
