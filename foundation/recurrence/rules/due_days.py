"""On which day a duty is due: the n-th working day of a period or after it, or a date moved to a working day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from foundation.calendar.working_days import DueDay, WorkCalendar, start_or_next
from foundation.common.vocabulary import LabelledEnum
from foundation.recurrence.rules.periods import Period, clipped

_DAY = dt.timedelta(days=1)


class DueBy(LabelledEnum):
    """How the due day is found.

    ``WORKDAY_OF``: the n-th working day of the period, its first day counted when it is worked; ``WORKDAY_AFTER``: the
    n-th working day after its last day; ``DATE``: a date, or the next working day when it is not worked.
    """

    WORKDAY_OF = "workday_of", "期内第几个工作日"
    WORKDAY_AFTER = "workday_after", "期满后第几个工作日"
    DATE = "date", "某月某日，遇休息日顺延"


@dataclass(frozen=True)
class DueRule:
    """``number`` is the n of ``WORKDAY_OF`` and ``WORKDAY_AFTER`` (from 1), the day of the month of ``DATE``.

    ``month`` is for ``DATE``: 1 is the month in which the period begins, 4 of a quarter the first month after it. A day
    that the month does not have is its last.
    """

    by: DueBy
    number: int
    month: int = 1


def due_day(rule: DueRule, period: Period, calendar: WorkCalendar) -> DueDay:
    """Return the day on which the duty of ``period`` is due; not certain without the holiday notice of its year."""
    if rule.by == DueBy.WORKDAY_AFTER:
        return calendar.add_workdays(period.end, rule.number)
    if rule.by == DueBy.WORKDAY_OF:
        return calendar.add_workdays(period.start - _DAY, rule.number)
    months = period.start.month - 1 + rule.month - 1
    return start_or_next(calendar, clipped(period.start.year + months // 12, months % 12 + 1, rule.number))
