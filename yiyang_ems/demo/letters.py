"""Letters of the running year, each step by the person who would do it and at the time it would be done."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from accountability import deciding
from accountability.letters import draft_letter
from accountability.models import Decision
from foundation.documents import delivery, freezing, issuing, review, signing
from foundation.documents.models import Document
from foundation.organizations.models import User
from foundation.workdays import clock

Users = Mapping[str, User]
NO_FURTHER_PAPER = "省安委办未另行发文（演示数据）。"
NOT_LIABLE = "经调查认定，事故由对方车辆全责造成，本单位无责任，不予通报（演示数据）。"
RETURN_REASON = "第二段“暴露的问题”请写具体，并核对主管部门全称。"


def write_letters(users: Users, now: dt.datetime) -> int:
    """Write the running year's letters as far as the year has got. Returns how many there are."""
    desk = _Desk(users, now)
    months = _ordinary_by_month(now.year)
    past = [month for month in sorted(months) if month < _month_before(now)]
    for month in past:
        desk.carry(months[month], _a_week_into_the_next(month), steps=6 if month != past[-1] else 5, by_month=True)
    for decisions in _others(now.year):
        desk.other(decisions)
    if waiting := months.get(_month_before(now)):
        desk.decline_one(waiting)
        desk.carry(_still_proposed(waiting), now - dt.timedelta(days=2), steps=2, by_month=True)
    this_month = _by_accident(months.get(now.date().replace(day=1), []))
    for decisions, act in zip(this_month, (desk.leave_in_review, desk.leave_returned, desk.leave_draft), strict=False):
        act(decisions)
    return Document.objects.count()


@dataclass
class _Desk:
    users: Users
    now: dt.datetime

    def carry(
        self, decisions: Sequence[Decision], start: dt.datetime, *, steps: int, by_month: bool = False
    ) -> Document | None:
        """Take a letter through its first ``steps``: submit, pass, sign, issue, receipt by some, receipt by all."""
        if not decisions:
            return None
        moments = self._moments(start)
        with clock.at(next(moments)):
            letter = draft_letter(user=self.users["officer"], decisions=decisions, by_month=by_month)
        document = letter.document
        acts: tuple[Callable[[], object], ...] = (
            lambda: review.submit(user=self.users["officer"], document=document),
            lambda: review.pass_review(user=self.users["reviewer"], document=document, remark="同意。"),
            lambda: signing.sign(user=self.users["leader"], document=document, remark="同意印发。"),
            lambda: self._issue(document),
            lambda: self._acknowledge(document, every=2),
            lambda: self._acknowledge(document, every=1),
        )
        for act in acts[:steps]:
            with clock.at(next(moments)):
                act()
            document.refresh_from_db()
        return document

    def other(self, decisions: Sequence[Decision]) -> None:
        """A matter that is not a month's collection: 较大 accidents and what follows from several of them."""
        known = max(decision.proposed_at for decision in decisions)
        if decisions[0].status == Decision.Status.EXPECTED:
            if known < self.now - dt.timedelta(days=180):
                with clock.at(known + dt.timedelta(days=40)):
                    for decision in decisions:
                        deciding.record_province(user=self.users["officer"], decision=decision, reason=NO_FURTHER_PAPER)
            return
        start = known + dt.timedelta(days=4)
        if start + dt.timedelta(days=5) > self.now:
            return
        if decisions[0].measure == "yellow_card":
            with clock.at(start - dt.timedelta(days=1)):
                decisions = [deciding.approve(user=self.users["leader"], decision=one) for one in decisions]
        self.carry(decisions, start, steps=6)

    def decline_one(self, decisions: Sequence[Decision]) -> None:
        """The leader declines one department's notice, so that the state can be seen."""
        with clock.at(self.now - dt.timedelta(days=3)):
            found = next((one for one in decisions if one.rule.code == "R3b"), None)
            if found is not None and len(decisions) > 2:
                deciding.decline(user=self.users["leader"], decision=found, reason=NOT_LIABLE)

    def leave_in_review(self, decisions: Sequence[Decision]) -> None:
        self.carry(decisions, self.now - dt.timedelta(hours=20), steps=1)

    def leave_returned(self, decisions: Sequence[Decision]) -> None:
        document = self.carry(decisions, self.now - dt.timedelta(hours=30), steps=1)
        if document is not None:
            with clock.at(self.now - dt.timedelta(hours=5)):
                review.return_(user=self.users["reviewer"], document=document, reason=RETURN_REASON)

    def leave_draft(self, decisions: Sequence[Decision]) -> None:
        self.carry(decisions, self.now - dt.timedelta(hours=3), steps=0)

    def _moments(self, start: dt.datetime):  # type: ignore[no-untyped-def]
        """Working hours of the following days; never later than now."""
        moment = min(start, self.now)
        for hours in (0, 2, 5, 24, 26, 48, 72):
            yield min(moment + dt.timedelta(hours=hours), self.now)

    def _issue(self, document: Document) -> None:
        issuing.issue(user=self.users["officer"], document=document)
        freezing.render_and_freeze(document_id=document.pk)

    def _acknowledge(self, document: Document, *, every: int) -> None:
        """Receipt by the counties' clerks; units without an account have signed on paper."""
        by_unit = {user.organization_id: user for user in self.users.values()}
        waiting = document.recipients.filter(must_acknowledge=True, acknowledged_at=None).select_related("organization")
        for recipient in list(waiting)[::every]:
            unit = recipient.organization
            person = by_unit.get(unit.pk) or by_unit.get(unit.received_by_id)
            if person is not None and person.may("document.acknowledge"):
                delivery.acknowledge(user=person, document=document, recipient=recipient)
            else:
                delivery.acknowledge_on_paper(
                    user=self.users["officer"], recipient=recipient, signer="收文员（演示）", on=clock.today()
                )


def _ordinary_by_month(year: int) -> dict[dt.date, list[Decision]]:
    """Proposals of the year from 一般 production accidents, by the first day of the accident's month."""
    months: dict[dt.date, list[Decision]] = defaultdict(list)
    for decision in _open_decisions(year).filter(rule__code__in=["R3a", "R3b"]):
        if decision.trigger is not None and decision.trigger.occurred_at is not None:
            months[clock.local(decision.trigger.occurred_at).date().replace(day=1)].append(decision)
    return dict(months)


def _others(year: int) -> list[list[Decision]]:
    """All other matters of the year: one list for each measure, clause and accident (or county)."""
    matters: dict[tuple[str, ...], list[Decision]] = defaultdict(list)
    for decision in _open_decisions(year).exclude(rule__code__in=["R3a", "R3b"]):
        occasion = decision.trigger.code if decision.trigger else decision.county_id
        matters[decision.status, decision.measure, decision.rule.clause, occasion].append(decision)
    return list(matters.values())


def _open_decisions(year: int):  # type: ignore[no-untyped-def]
    return (
        Decision.objects.filter(window_start__year=year, status__in=["proposed", "expected"])
        .select_related("rule__rule_set", "trigger", "recipient_organization", "county")
        .order_by("proposed_at", "rule__order", "pk")
    )


def _still_proposed(decisions: Sequence[Decision]) -> list[Decision]:
    ids = [decision.pk for decision in decisions]
    return list(Decision.objects.filter(pk__in=ids, status=Decision.Status.PROPOSED).order_by("proposed_at", "pk"))


def _by_accident(decisions: Sequence[Decision]) -> list[list[Decision]]:
    by_code: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        if decision.trigger is not None:
            by_code[decision.trigger.code].append(decision)
    return [by_code[code] for code in sorted(by_code)]


def _month_before(now: dt.datetime) -> dt.date:
    return (now.date().replace(day=1) - dt.timedelta(days=1)).replace(day=1)


def _a_week_into_the_next(month: dt.date) -> dt.datetime:
    following = (month + dt.timedelta(days=31)).replace(day=8)
    return clock.start_of_day(following) + dt.timedelta(hours=9)
