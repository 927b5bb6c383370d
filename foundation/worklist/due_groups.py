"""Sorting to-dos by when they are due. Pure: plain moments in, groups out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Due(StrEnum):
    """When something is due, in the order of the workbench."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    OPEN = "open"
    SNOOZED = "snoozed"


LABELS = {
    Due.LATE: "已超时",
    Due.TODAY: "今日到期",
    Due.WEEK: "七日内到期",
    Due.LATER: "七日后到期",
    Due.OPEN: "无时限",
    Due.SNOOZED: "暂缓中",
}


@dataclass(frozen=True)
class Group(Generic[Item]):
    """The to-dos of one group, in order."""

    due: Due
    items: list[Item]

    @property
    def label(self) -> str:
        return LABELS[self.due]

    @property
    def is_late(self) -> bool:
        return self.due is Due.LATE


def group_of(*, due_at: dt.datetime | None, snoozed_until: dt.datetime | None, now: dt.datetime) -> Due:
    """Say which group a to-do belongs to; all moments in one zone, whose days count.

    What is past its time is late even if it was put off. Seven days are today and the six after it.
    """
    if due_at is not None and due_at < now:
        return Due.LATE
    if snoozed_until is not None and snoozed_until > now:
        return Due.SNOOZED
    if due_at is None:
        return Due.OPEN
    days = (_last_day(due_at) - now.date()).days
    return Due.TODAY if days <= 0 else Due.WEEK if days < 7 else Due.LATER


def grouped(items: Iterable[Item], place: Callable[[Item], Due]) -> list[Group[Item]]:
    """Return the groups that have something in them, keeping the order of ``items`` within each."""
    by_due: dict[Due, list[Item]] = {due: [] for due in Due}
    for item in items:
        by_due[place(item)].append(item)
    return [Group(due, found) for due, found in by_due.items() if found]


def _last_day(moment: dt.datetime) -> dt.date:
    """Midnight closes the day before it: what is due at 24:00 is due on that day."""
    return (moment - dt.timedelta(microseconds=1)).date() if moment.time() == dt.time.min else moment.date()
