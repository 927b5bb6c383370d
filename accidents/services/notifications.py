"""To-dos and messages of the register; called by its services inside their transaction."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from accidents.actions import ACCIDENT_ACTIONS
from accidents.badges import badge_name
from accidents.models import Accident, Level
from accidents.rules import deadlines
from foundation.accounts.models import User
from foundation.accounts.selectors import users_who_may
from foundation.common import clock
from foundation.common.actions import Action
from foundation.organizations.models import Organization
from foundation.organizations.selectors import city_bureau, county_bureau
from foundation.worklist.action_todos import TodoText, settle_todos
from foundation.worklist.services import send_message


def draft_waits(accident: Accident) -> None:
    """A draft waits for the county bureau's clerk, who reports it to the city within two hours of its being known."""
    bureau = county_bureau(accident.county_id)
    if bureau is None:
        return
    running = deadlines.report_clock(accident.known_at) if accident.known_at else None
    text = _text(
        accident,
        bureau,
        due_at=running.due_at if running else None,
        opened_at=running.starts_at if running else None,
    )
    settle_todos(ACCIDENT_ACTIONS["save_draft"], accident, text)


def draft_gone(accident: Accident) -> None:
    """Close what waits on a deleted draft."""
    settle_todos(ACCIDENT_ACTIONS["delete_draft"], accident)


def submitted(accident: Accident, action: Action) -> None:
    """The county has reported: its to-dos are done, the city's officers verify, leaders are notified of 较大 and up."""
    ask_to_verify(accident, action)
    if accident.level != Level.ORDINARY:
        send_message(
            recipients=users_who_may("accident.hear_larger"),
            event=f"accident:{accident.pk}:{accident.level}",
            title=f"{accident.county.short_name}上报{accident.get_level_display()}事故：{accident.name}",
            body=_detail(accident),
            url=accident.get_absolute_url(),
            sender=accident.drafting_organization.name,
        )


def ask_to_verify(accident: Accident, action: Action) -> None:
    """The newest revision, made by ``action``, waits for the city's officers."""
    settle_todos(action, accident, _text(accident, city_bureau(), url=accident.get_absolute_url()))


def verified(accident: Accident, *, user: User) -> None:
    """The city has verified: who wrote it and who registered it are notified."""
    settle_todos(ACCIDENT_ACTIONS["verify"], accident)
    counted = accident.counted_on
    month = f"，计入 {counted.month} 月统计" if counted else ""
    send_message(
        recipients=_writers(accident),
        event=f"accident:{accident.pk}:verified:{accident.revision_number}",
        title=f"市局已核实{accident.name}{month}",
        url=accident.get_absolute_url(),
        sender=f"{user.organization.short_name} {user.name}",
    )


def returned(accident: Accident, *, user: User, reason: str) -> None:
    """The city has returned it: the county bureau's clerk must mend it."""
    bureau = county_bureau(accident.county_id)
    settle_todos(ACCIDENT_ACTIONS["return"], accident, _text(accident, bureau, detail=reason) if bureau else None)
    send_message(
        recipients=_writers(accident),
        event=f"accident:{accident.pk}:returned:{accident.revision_number}",
        title=f"市局退回{accident.name}",
        body=reason,
        url=accident.get_absolute_url(),
        sender=f"{user.organization.short_name} {user.name}",
    )


def _writers(accident: Accident) -> list[User]:
    writers = {person.pk: person for person in (accident.drafted_by, accident.registered_by) if person}
    return list(writers.values())


def _text(
    accident: Accident,
    unit: Organization,
    *,
    url: str = "",
    detail: str = "",
    due_at: dt.datetime | None = None,
    opened_at: dt.datetime | None = None,
) -> TodoText:
    """A to-do of ``unit``; it leads to the form, where what is asked for is done, unless ``url`` says otherwise."""
    return TodoText(
        title=accident.name or f"{accident.township or accident.county}事故（未填发生时间）",
        organization=unit,
        url=url or reverse("accidents:edit", args=[accident.code]),
        detail=detail or _detail(accident),
        badge=badge_name(accident.level),
        due_at=due_at,
        opened_at=opened_at,
    )


def _detail(accident: Accident) -> str:
    parts = []
    if accident.known_at:
        known = clock.local(accident.known_at)
        parts.append(f"{known.month}月{known.day}日 {known:%H:%M} 接报")
    hurt = accident.serious_injuries + accident.acute_poisonings + accident.minor_injuries
    parts.append(f"死亡 {accident.counted_deaths} 人")
    if accident.missing and not accident.missing_presumed_dead:
        parts.append(f"失踪 {accident.missing} 人")
    if hurt:
        parts.append(f"受伤 {hurt} 人")
    return "，".join(parts)
