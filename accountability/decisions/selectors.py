"""Reading decisions: lists, what belongs together, what waits for whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, Q, QuerySet

from accountability.decisions.grouping import grouping_of
from accountability.facts import rule_sets
from accountability.models import Decision, DecisionBasis
from accountability.rules.measures import DECIDED_BY_LEADERS
from documents.models import Document
from foundation.accounts.models import User
from foundation.ui.navigation import Count

#: What the filter “状态” understands: the combined status and a few sets.
_DOCUMENT_STATES = {
    "signed": [Document.Status.SIGNED],
    "issuing": [Document.Status.ISSUING],
    "drafting": [Document.Status.DRAFT, Document.Status.RETURNED],
}


def decisions_for(
    user: User,
    *,
    county: str = "",
    year: int | None = None,
    ruleset: str = "",
    measure: str = "",
    status: str = "",
    flagged: bool = False,
    accident: str = "",
) -> QuerySet[Decision]:
    """Decisions the user may see, narrowed; everything a list shows is selected with them.

    ``year`` is the year in which the window ends; ``status`` a code of the combined status.
    """
    found: QuerySet[Decision] = Decision.objects.visible_to(user).select_related(
        "rule__rule_set", "county", "trigger", "letter__document", "recipient_organization"
    )
    if county:
        found = found.filter(county_id=county)
    if year:
        found = found.filter(window_end__year=year)
    if ruleset:
        found = found.filter(rule__rule_set__code=ruleset)
    if measure:
        found = found.filter(measure=measure)
    if flagged:
        found = found.exclude(flag="")
    if accident:
        # As a subquery: with a dozen relations, one more join and DISTINCT took the planner longer than the whole page.
        found = found.filter(pk__in=DecisionBasis.objects.filter(accident__code=accident).values("decision_id"))
    return with_status(found, status) if status else found


def proposals_for(user: User) -> QuerySet[Decision]:
    """Proposals the user may see, with only what groups them into matters and what the board shows of a matter."""
    proposed = Decision.objects.visible_to(user).filter(status=Decision.Status.PROPOSED)
    return proposed.select_related("trigger", "county").prefetch_related("rule__rule_set").only(
        "rule",
        "measure",
        "recipient_name",
        "recipient_organization",
        "window_start",
        "window_end",
        "approved_at",
        "county__name",
        *(f"trigger__{name}" for name in ("code", "name", "occurred_at", "level", "production")),
    )


def of_matter(decisions: QuerySet[Decision], matter: str) -> list[Decision]:
    """Those that belong to one matter (the key a to-do links with: ``decisions:…`` or ``expected:…``)."""
    kind, _, key = matter.partition(":")
    rule_set, clause = [*key.split(":"), "", ""][:2]
    status = Decision.Status.EXPECTED if kind == "expected" else Decision.Status.PROPOSED
    rows = decisions.filter(rule__rule_set__code=rule_set, rule__clause=clause, status=status)
    if kind == "expected":
        return [row for row in rows if f"{rule_set}:{clause}:{grouping_of(row).occasion}" == key]
    return [row for row in rows if grouping_of(row).key == key]


def same_matter(decision: Decision, user: User) -> list[Decision]:
    """Proposals the user may see that can stand in one letter with this one, itself included, by accident and rule."""
    grouping = grouping_of(decision)
    rows = decisions_for(user).filter(
        rule__rule_set__code=grouping.rule_set, rule__clause=grouping.clause, measure=grouping.measure
    )
    rows = rows.filter(status=Decision.Status.PROPOSED).order_by("trigger__occurred_at", "rule__order", "pk")
    return [row for row in rows if grouping_of(row).key == grouping.key]


def related_decisions(decision: Decision, user: User) -> QuerySet[Decision]:
    """Other decisions that rest on an accident of this one, as far as the user may see them."""
    accidents = decision.basis.values("accident_id")
    return (
        decisions_for(user)
        .filter(basis__accident__in=accidents)
        .exclude(pk=decision.pk)
        .order_by("rule__order", "recipient_code", "pk")
        .distinct()
    )


def waiting_count(user: User) -> Count | None:
    """What waits for this person behind “处理决定”: proposals to draft or decide, flags to answer."""
    waiting = Q(pk__in=())
    if user.may("decision.draft_letter"):
        waiting |= Q(status__in=[Decision.Status.PROPOSED, Decision.Status.EXPECTED]) | ~Q(flag="")
    if user.may("decision.decline"):
        waiting |= Q(status=Decision.Status.PROPOSED, measure__in=DECIDED_BY_LEADERS)
    number = Decision.objects.visible_to(user).filter(waiting).count()
    return Count(number) if number else None


def applied_on(day: dt.date) -> list[Any]:
    """The applied rule sets in force in the windows that contain ``day``, of either kind of year."""
    found = {}
    for kind_day in (dt.date(day.year, 1, 1), dt.date(day.year if day.month == 12 else day.year - 1, 12, 1)):
        for rule_set in rule_sets.applied_in(kind_day):
            if rule_set.spec.window_of(day).start == kind_day:
                found[rule_set.pk] = rule_set
    return list(found.values())


def with_status(found: QuerySet[Decision], status: str) -> QuerySet[Decision]:
    """Narrow to a code of the combined status (``decision_status.STATUS_TEXT``), or ``under_way``: all that are in a
    letter not issued yet."""
    if status == "under_way":
        return found.filter(status=Decision.Status.DRAFTING)
    if status in ("in_review", "to_sign"):
        passed = Q(letter__document__reviewed_at__isnull=status == "in_review")
        return found.filter(passed, status=Decision.Status.DRAFTING, letter__document__status=Document.Status.IN_REVIEW)
    if status in _DOCUMENT_STATES:
        return found.filter(status=Decision.Status.DRAFTING, letter__document__status__in=_DOCUMENT_STATES[status])
    if status in ("served", "acknowledged"):
        issued = found.filter(status=Decision.Status.ISSUED)
        recipients = Q(
            letter__document__recipients__organization=F("recipient_organization"),
            letter__document__recipients__acknowledged_at__isnull=status == "served",
        )
        return issued.filter(recipients, letter__document__recipients__served_at__isnull=False).distinct()
    return found.filter(status=status)
