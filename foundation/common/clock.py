"""The only clock: all code reads “now” and “today” here, in Asia/Shanghai.

``at`` sets it for a block. Only tests, ``seed_demo`` and ``restore`` use it, the latter two to record past moments.
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
    """Return the present moment, aware, in Asia/Shanghai."""
    fixed = _fixed.get()
    return fixed if fixed is not None else dt.datetime.now(SHANGHAI)


def today() -> dt.date:
    """Return the present day in Asia/Shanghai."""
    return now().date()


@contextmanager
def at(moment: dt.datetime) -> Iterator[dt.datetime]:
    """Fix the clock at ``moment`` (aware) inside the block, for this thread or task only. Blocks may nest."""
    if moment.tzinfo is None:
        raise ValueError("the clock needs an aware moment")
    token = _fixed.set(moment.astimezone(SHANGHAI))
    try:
        yield moment.astimezone(SHANGHAI)
    finally:
        _fixed.reset(token)


def start_of_day(day: dt.date) -> dt.datetime:
    """Return 0:00 of ``day``; ``start_of_day(day + 1 day)`` is its 24:00."""
    return dt.datetime.combine(day, dt.time.min, SHANGHAI)


def span_of_days(first: dt.date, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """Return the span of the days ``first`` to ``last``, both included: from 0:00 up to but not including 24:00."""
    return start_of_day(first), start_of_day(last + dt.timedelta(days=1))
