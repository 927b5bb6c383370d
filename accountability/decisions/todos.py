"""To-dos on decisions: one for each group of proposals that waits, counted anew whenever one of them changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import reduce
from operator import or_

from django.db.models import Q
from django.urls import reverse

from accidents.badges import badge_name
from accountability.actions import (
    DECIDE_TODO,
    EXPECTED_TODO,
    FLAG_TODO,
    PROPOSE_TODO,
    RECHECK_TODO,
)
from accountability.decisions.grouping import grouping_of
from accountability.models import Decision
from accountability.rules.measures import DECIDED_BY_LEADERS
from foundation.common.actions import Action, TodoKind
from foundation.organizations.selectors import city_bureau
from foundation.worklist.action_todos import TodoText, settle_todos, todo_key
from foundation.worklist.models import Todo
from foundation.worklist.services import close_todos, open_todo_for


def refresh_decision_todos(decisions: Iterable[Decision]) -> None:
    """Open, update or close the to-dos that follow from the state of these decisions: their flags, their matters."""
    touched = list(decisions)
    matters: dict[str, Decision] = {}
    for decision in touched:
        matters.setdefault(_matter(decision), decision)
    waiting = _waiting_of(matters)
    close_todos(
        *(todo_key(FLAG_TODO, decision) for decision in touched if not decision.flag),
        *(key for key in matters if key not in waiting),
    )
    for decision in touched:
        if decision.flag:
            _open_flag(decision)
    for key, proposals in waiting.items():
        _open_matter(key, proposals)


def ask_for_recheck(action: Action, decision: Decision, reason: str) -> None:
    """Ask for the facts of a proposal to be checked again (退回核实)."""
    settle_todos(action, decision, _text(f"退回核实：{decision}", decision, reason))


def recheck_of(decision: Decision) -> Todo | None:
    """Return the open request to check the facts again, for a page of the city."""
    return Todo.objects.open().filter(key=todo_key(RECHECK_TODO, decision)).first()


def ask_for_draft(action: Action, decision: Decision, remark: str) -> None:
    """Ask for the letter, after a leader or 市委、市政府 have agreed."""
    settle_todos(action, decision, _text(f"起草公文：{decision}", decision, remark))


def _text(title: str, decision: Decision, detail: str = "") -> TodoText:
    return TodoText(title=title, organization=city_bureau(), url=decision.get_absolute_url(), detail=detail)


def _matter(decision: Decision) -> str:
    """The to-do's key: provincial rows of one clause and occasion are one matter."""
    grouping = grouping_of(decision)
    if decision.rule.issuing_level == "province":
        return f"expected:{grouping.rule_set}:{grouping.clause}:{grouping.occasion}"
    return f"decisions:{grouping.key}"


def _open_matter(key: str, waiting: list[Decision]) -> None:
    first, is_one = waiting[0], len(waiting) == 1
    kind = _kind_of(first)
    open_todo_for(
        kind,
        key=key,
        title=_title(waiting, kind is EXPECTED_TODO),
        detail=first.reasoning[:300],
        badge=badge_name(first.trigger.level) if first.trigger else "",
        organization=city_bureau(),
        url=first.get_absolute_url() if is_one else _list_url(key),
    )


def _kind_of(decision: Decision) -> TodoKind:
    if decision.rule.issuing_level == "province":
        return EXPECTED_TODO
    return DECIDE_TODO if decision.measure in DECIDED_BY_LEADERS else PROPOSE_TODO


def _waiting_of(matters: Mapping[str, Decision]) -> dict[str, list[Decision]]:
    """Return the proposals that wait in each of these matters, by their keys; a matter without any is left out."""
    found: dict[str, list[Decision]] = {}
    for decision in _that_may_belong(matters.values()):
        if (key := _matter(decision)) in matters:
            found.setdefault(key, []).append(decision)
    return found


def _that_may_belong(decisions: Collection[Decision]) -> Iterable[Decision]:
    """Return proposals under the same clauses with the same occasion or month, in the order of lists."""
    clauses, occasions = set(), set()
    for decision in decisions:
        clauses.add(Q(rule__rule_set__code=decision.rule.rule_set.code, rule__clause=decision.rule.clause))
        if (month := grouping_of(decision).month) is not None:
            occasions.add(Q(trigger__occurred_at__year=month.year, trigger__occurred_at__month=month.month))
        elif decision.trigger_id:
            occasions.add(Q(trigger_id=decision.trigger_id))
        else:
            occasions.add(Q(trigger=None, county_id=decision.county_id, window_start=decision.window_start))
    if not occasions:
        return []
    waiting = Decision.objects.filter(status__in=[Decision.Status.PROPOSED, Decision.Status.EXPECTED])
    return waiting.filter(_any(clauses), _any(occasions)).select_related("rule__rule_set", "trigger", "county")


def _any(conditions: set[Q]) -> Q:
    return reduce(or_, conditions)


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


def _open_flag(decision: Decision) -> None:
    label = decision.get_flag_display()
    text = _text(f"{label}：{decision}", decision)
    open_todo_for(replace(FLAG_TODO, label=label), key=todo_key(FLAG_TODO, decision), **vars(text))
