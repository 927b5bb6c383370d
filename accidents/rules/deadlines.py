"""Time limits of reporting, as natural hours and days that holidays do not move (readings 7, 22 and 23).

Sources: State Council Order 493 art. 9 (1 hour), art. 11 (2 hours a level), art. 13 (30 and 7 days for changes of
casualties); entry within 24 hours by the rules of the national direct-reporting system.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from foundation.common import clock

REPORT_WITHIN = dt.timedelta(hours=2)
ENTRY_WITHIN = dt.timedelta(hours=24)
DRAFT_KEPT_DAYS = 30
CHANGE_DAYS, CHANGE_DAYS_TRAFFIC_AND_FIRE = 30, 7


@dataclass(frozen=True)
class Clock:
    """A running time limit: where it started, when it ends, and what must be done by then."""

    label: str
    starts_at: dt.datetime
    due_at: dt.datetime
    limit_text: str

    def is_over(self, now: dt.datetime) -> bool:
        """The last moment is still in time."""
        return now > self.due_at

    def used(self, now: dt.datetime) -> float:
        """The part of the time that has gone, 0 to 1."""
        whole = (self.due_at - self.starts_at).total_seconds()
        return min(1.0, max(0.0, (now - self.starts_at).total_seconds() / whole))


def report_clock(known_at: dt.datetime) -> Clock:
    """From the county's knowing to its report to the city: two hours."""
    return Clock("上报市局时限", known_at, known_at + REPORT_WITHIN, "2 小时内")


def entry_clock(known_at: dt.datetime) -> Clock:
    """From the county's knowing to the entry in the register: 24 hours."""
    return Clock("录入时限", known_at, known_at + ENTRY_WITHIN, "24 小时内")


def is_late(known_at: dt.datetime | None, reported_at: dt.datetime | None) -> bool:
    """迟报: reported after the time limit. Unknown while one of the two times is missing."""
    return bool(known_at and reported_at and report_clock(known_at).is_over(reported_at))


def change_days(*, is_road_traffic: bool, is_fire: bool) -> int:
    """Days in which a change of casualties still counts: 7 for road traffic and fire, 30 otherwise."""
    return CHANGE_DAYS_TRAFFIC_AND_FIRE if is_road_traffic or is_fire else CHANGE_DAYS


def last_change_day(occurred_on: dt.date, *, is_road_traffic: bool, is_fire: bool) -> dt.date:
    """The last day (until 24:00) on which a change of casualties counts; the day of the accident is day 0."""
    return occurred_on + dt.timedelta(days=change_days(is_road_traffic=is_road_traffic, is_fire=is_fire))


def kept_until(deleted_on: dt.date) -> dt.date:
    """The last day (until 24:00) on which a draft deleted on ``deleted_on`` can be restored: 30 days, counted as days
    of a legal limit are, without the first."""
    return deleted_on + dt.timedelta(days=DRAFT_KEPT_DAYS)


def first_kept_moment(today: dt.date) -> dt.datetime:
    """Drafts deleted at or after this moment are still kept ``today``; those deleted before are to be purged."""
    return clock.start_of_day(today - dt.timedelta(days=DRAFT_KEPT_DAYS))


def is_backfill(*, occurred_at: dt.datetime, known_at: dt.datetime | None, registered_at: dt.datetime) -> bool:
    """补录: entered after the month it happened in was over, and later than 24 hours after it was known.

    All moments in Asia/Shanghai. An accident of the last evening of a month that is entered in time is none.
    """
    later_month = (registered_at.year, registered_at.month) > (occurred_at.year, occurred_at.month)
    return later_month and entry_clock(known_at or occurred_at).is_over(registered_at)
