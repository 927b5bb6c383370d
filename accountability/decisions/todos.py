"""To-dos on decisions: one for each group of proposals that waits, counted anew whenever one of them changes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from accidents.badges import badge_name
from accountability.decisions.grouping import grouping_of
from accountability.models import Decision
from foundation.accounts.models import User
from foundation.organizations.selectors import city_bureau
from foundation.worklist.models import Todo
from foundation.worklist.services import close_todos, open_todo

_LEADERS_TOO = ("yellow_card", "interview", "veto")


def refresh_decision_todos(decisions: Iterable[Decision], user: User | None = None) -> None:
    """Open, update or close the to-dos of the matters these decisions belong to.  ``user`` closed what is closed."""
    matters: dict[str, Decision] = {}
    for decision in decisions:
        matters.setdefault(_matter(decision), decision)
        _refresh_flag(decision, user)
    for key, decision in matters.items():
        _refresh_matter(key, decision, user)


def open_recheck(decision: Decision, reason: str) -> None:
    """Ask the officers to look at the facts of a proposal again (退回核实)."""
    open_todo(
        key=_recheck_key(decision),
        kind="decision_recheck",
        kind_label="退回核实",
        title=f"退回核实：{decision}",
        detail=reason,
        organization=city_bureau(),
        roles=["officer"],
        action="核实",
        url=decision.get_absolute_url(),
    )


def recheck_of(decision: Decision) -> Todo | None:
    """The open request to look at the facts again, for a page of the city."""
    return Todo.objects.open().filter(key=_recheck_key(decision)).first()


def close_recheck(decision: Decision, user: User | None) -> None:
    """The facts have been looked at, or the matter has moved on."""
    close_todos(key=_recheck_key(decision), user=user)


def open_draft(decision: Decision, remark: str) -> None:
    """A leader has agreed: the officers are to draft the letter."""
    open_todo(
        key=_draft_key(decision),
        kind="letter_draft",
        kind_label="起草",
        title=f"起草公文：{decision}",
        detail=remark,
        organization=city_bureau(),
        roles=["officer"],
        action="起草",
        url=decision.get_absolute_url(),
    )


def close_draft(decision: Decision, user: User | None) -> None:
    """The letter has been drafted, or the agreement no longer stands."""
    close_todos(key=_draft_key(decision), user=user)


def _draft_key(decision: Decision) -> str:
    return f"decision:{decision.pk}:draft"


def _recheck_key(decision: Decision) -> str:
    return f"decision:{decision.pk}:recheck"


def _matter(decision: Decision) -> str:
    """The to-do's key: provincial rows of one clause and occasion are one matter."""
    grouping = grouping_of(decision)
    if decision.rule.issuing_level == "province":
        return f"expected:{grouping.rule_set}:{grouping.clause}:{grouping.occasion}"
    return f"decisions:{grouping.key}"


def _refresh_matter(key: str, decision: Decision, user: User | None) -> None:
    waiting = [other for other in _same_matter(decision) if _matter(other) == key]
    if not waiting:
        close_todos(key=key, user=user)
        return
    province = decision.rule.issuing_level == "province"
    first = waiting[0]
    roles = ["officer", "leader"] if decision.measure in _LEADERS_TOO and not province else ["officer"]
    one = len(waiting) == 1
    url = first.get_absolute_url() if one else _list_url(key)
    open_todo(
        key=key,
        kind="decision_expected" if province else "decision_propose",
        kind_label="待省级文件" if province else "拟处理",
        title=_title(waiting, province),
        detail=first.reasoning[:300],
        badge=badge_name(first.trigger.level) if first.trigger else "",
        organization=city_bureau(),
        roles=roles,
        action="登记" if province else "办理",
        url=url,
    )


def _same_matter(decision: Decision) -> list[Decision]:
    """Proposals that may belong to the same matter: same clause, and the same occasion or month."""
    waiting = Decision.objects.filter(
        rule__rule_set__code=decision.rule.rule_set.code,
        rule__clause=decision.rule.clause,
        status__in=[Decision.Status.PROPOSED, Decision.Status.EXPECTED],
    ).select_related("rule__rule_set", "trigger")
    month = grouping_of(decision).month
    if month is not None:
        occurred = Q(trigger__occurred_at__year=month.year, trigger__occurred_at__month=month.month)
        return list(waiting.filter(occurred))
    if decision.trigger_id:
        return list(waiting.filter(trigger_id=decision.trigger_id))
    return list(waiting.filter(trigger=None, county_id=decision.county_id, window_start=decision.window_start))


def _title(waiting: list[Decision], province: bool) -> str:
    first, count = waiting[0], len(waiting)
    month = grouping_of(first).month
    measure = first.get_measure_display()
    if province:
        return f"{_occasion(first)}：待登记省级文件 {count} 项"
    if month is not None:
        return f"{month.year}年{month.month}月一般生产安全事故：拟{measure} {count} 项"
    units = first.recipient_name if count == 1 else f" {count} 个单位"
    return f"{_occasion(first)}：拟{measure}{units}"


def _occasion(decision: Decision) -> str:
    if decision.trigger is not None:
        return decision.trigger.name or decision.trigger.code
    return decision.county.name


def _list_url(key: str) -> str:
    return f"{reverse('accountability:decisions')}?matter={key}"


def _refresh_flag(decision: Decision, user: User | None) -> None:
    key = f"decision:{decision.pk}:flag"
    if not decision.flag:
        close_todos(key=key, user=user)
        return
    open_todo(
        key=key,
        kind="decision_flag",
        kind_label=decision.get_flag_display(),
        title=f"{decision.get_flag_display()}：{decision}",
        organization=city_bureau(),
        roles=["officer"],
        action="核对",
        url=decision.get_absolute_url(),
    )
