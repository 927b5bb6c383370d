"""Letters of the months in use, and the decisions of people about proposals."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from django.db.models import QuerySet

from accidents.models import Accident
from accountability.decisions import services
from accountability.models import Decision
from documents.models import Document
from documents.workflow import review
from foundation.accounts.models import User
from foundation.common import clock
from yiyang_ems.demo.letter_process import (
    DRAFTED,
    ISSUED,
    PARTLY_RECEIVED,
    PASSED,
    RECEIVED,
    SIGNED,
    SUBMITTED,
    LetterProcess,
)

ORDINARY_NOTICE = ("R3a", "R3b")
NOT_LIABLE = "经调查认定，事故由对方车辆负全部责任，本部门无监管责任，不予通报（演示数据）。"
RETURN_REASON = "第二段“暴露的问题”请写具体，并核对主管部门全称。"
#: The state reached by the letters on the accidents of the last days, in their order.
LAST_DAYS = (ISSUED, SIGNED, SUBMITTED, SUBMITTED, DRAFTED)
RETURNED_ONE = 3


def write_letters(users: Mapping[str, User], now: dt.datetime) -> None:
    """Write the letters of the months in use, in order of time.

    Each month's collection is written a week into the next, other letters some days after the accident was known; last
    month's collection goes as far as waiting for the leader's signature.
    """
    process = LetterProcess(users, now)
    last_month = _month_before(now)
    months = _ordinary_by_month()
    done = sorted(month for month in months if month < last_month)
    work: list[tuple[dt.datetime, Callable[[], object]]] = []
    for month in done:
        until = PARTLY_RECEIVED if month == done[-1] else RECEIVED
        work.append((_week_after(month), _monthly(process, months[month], _week_after(month), until)))
    for decisions in _other_matters():
        start = max(decision.proposed_at for decision in decisions) + dt.timedelta(days=4)
        if start + dt.timedelta(days=5) < now:
            work.append((start, _matter(process, decisions, start)))
    for _, act in sorted(work, key=lambda item: item[0]):
        act()
    if last_month in months:
        remaining = _decline_one(process, months[last_month])
        process.advance(remaining, now - dt.timedelta(days=2), until=PASSED, by_month=True)


def write_letters_of_last_days(users: Mapping[str, User], now: dt.datetime, accidents: Sequence[Accident]) -> None:
    """Write letters on single accidents of the last days, each left in another state.

    One is issued to a township and a department with accounts, so that they have something to acknowledge.
    """
    process = LetterProcess(users, now)
    for accident, until, position in zip(accidents, LAST_DAYS, range(len(LAST_DAYS)), strict=False):
        decisions = list(_open_decisions().filter(trigger=accident, rule__code__in=ORDINARY_NOTICE))
        if not decisions:
            continue
        document = process.advance(decisions, now - dt.timedelta(hours=30), until=until)
        if position == RETURNED_ONE:
            with clock.at(now - dt.timedelta(hours=4)):
                review.return_(user=users["reviewer"], document=document, reason=RETURN_REASON)


def _monthly(
    process: LetterProcess, decisions: Sequence[Decision], start: dt.datetime, until: int
) -> Callable[[], Document]:
    return lambda: process.advance(decisions, start, until=until, by_month=True)


def _matter(process: LetterProcess, decisions: Sequence[Decision], start: dt.datetime) -> Callable[[], Document]:
    def act() -> Document:
        for decision in decisions if decisions[0].measure == "yellow_card" else ():
            with clock.at(start - dt.timedelta(days=1)):
                services.approve(user=process.users["leader"], decision=decision)
        fresh = list(_open_decisions().filter(pk__in=[decision.pk for decision in decisions]))
        return process.advance(fresh, start, until=RECEIVED)

    return act


def _decline_one(process: LetterProcess, decisions: Sequence[Decision]) -> list[Decision]:
    """Let the leader decline the notice to one department. Returns the other decisions."""
    found = next((one for one in decisions if one.rule.code == "R3b"), None)
    if found is None or len(decisions) < 3:
        return list(decisions)
    with clock.at(process.now - dt.timedelta(days=3)):
        services.decline(user=process.users["leader"], decision=found, reason=NOT_LIABLE)
    return [one for one in decisions if one.pk != found.pk]


def _ordinary_by_month() -> dict[dt.date, list[Decision]]:
    """Return open proposals from 一般 production accidents, by the first day of the accident's month."""
    months: dict[dt.date, list[Decision]] = defaultdict(list)
    for decision in _open_decisions().filter(rule__code__in=ORDINARY_NOTICE):
        if decision.trigger is not None and decision.trigger.occurred_at is not None:
            months[clock.local(decision.trigger.occurred_at).date().replace(day=1)].append(decision)
    return dict(months)


def _other_matters() -> list[list[Decision]]:
    """Return the city's other open proposals: one list for each measure, clause and accident (or county)."""
    matters: dict[tuple[str, ...], list[Decision]] = defaultdict(list)
    others = _open_decisions().exclude(rule__code__in=ORDINARY_NOTICE)
    for decision in others.filter(status=Decision.Status.PROPOSED, measure__in=["notice", "yellow_card"]):
        occasion = decision.trigger.code if decision.trigger else decision.county_id
        matters[decision.measure, decision.rule.clause, occasion].append(decision)
    return list(matters.values())


def _open_decisions() -> QuerySet[Decision]:
    return (
        Decision.objects.filter(status=Decision.Status.PROPOSED)
        .select_related("rule__rule_set", "trigger", "recipient_organization", "county")
        .order_by("proposed_at", "rule__order", "pk")
    )


def _month_before(now: dt.datetime) -> dt.date:
    return (now.date().replace(day=1) - dt.timedelta(days=1)).replace(day=1)


def _week_after(month: dt.date) -> dt.datetime:
    following = (month + dt.timedelta(days=31)).replace(day=8)
    return clock.start_of_day(following) + dt.timedelta(hours=9)
