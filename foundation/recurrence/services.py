"""Every write of recurring duties: make what is due soon, open its to-dos, settle it."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

from django.db import transaction

from foundation.accounts.models import User
from foundation.audit.locking import lock_row
from foundation.audit.services import record
from foundation.calendar.services import working_day_calendar
from foundation.calendar.working_days import WorkCalendar
from foundation.common import clock
from foundation.common.access import require
from foundation.common.actions import MAX_TEXT_LENGTH, TextInput, TodoKind
from foundation.common.errors import DomainError, ErrorCode
from foundation.common.reference_loading import LoadCount, load_rows
from foundation.files.owners import Purpose
from foundation.organizations.models import Organization
from foundation.organizations.selectors import city_bureau
from foundation.recurrence.checks import duty_checks
from foundation.recurrence.models import DutyInstance, RecurringDuty
from foundation.recurrence.rules.due_days import due_day
from foundation.recurrence.rules.periods import Frequency, periods_from
from foundation.worklist.services import close_todos, open_todo_for

#: Instances are made so many days before they are due.
AHEAD = dt.timedelta(days=120)
TODO_KIND = "recurring_duty"
NOTE = TextInput("办理说明", name="note", max_length=MAX_TEXT_LENGTH)


def permission_on(instance: DutyInstance) -> str:
    """Return the permission that settles an instance and adds its evidence: that of its duty."""
    return str(instance.duty.permission)


EVIDENCE = Purpose("evidence", "办理佐证", permission_on)


@transaction.atomic
def bring_up_to_date(today: dt.date | None = None) -> int:
    """Make the missing instances that are due within 120 days, settle what facts settle, open to-dos. A system act.

    Safe to call at any time: what is there stays. Due days counted without a holiday notice are counted again.
    Returns the number of new instances. Beat calls it every day.
    """
    today = today or clock.today()
    calendar = working_day_calendar()
    created = 0
    for duty in RecurringDuty.objects.select_for_update(of=("self",)).filter(is_active=True).order_by("pk"):
        created += _make_instances(duty, calendar, today)
    waiting = DutyInstance.objects.open().filter(duty__is_active=True).select_related("duty__organization")
    for instance in waiting.select_for_update(of=("self",)):
        _count_again(instance, calendar)
        _settle_or_ask(instance, today)
    return created


@transaction.atomic
def complete(*, user: User, instance: DutyInstance, note: str = "") -> DutyInstance:
    """Settle the duty of one period; its evidence are the files attached to the instance.

    Raises ``NotPermitted``, ``DomainError``: ``already`` when it is settled, ``reason_too_long``.
    """
    require(user, permission_on(instance), on=instance)
    note = NOTE.clean(note)
    instance = lock_row(DutyInstance.objects.select_related("duty__organization"), instance.pk)
    if instance.state == DutyInstance.State.DONE:
        raise DomainError(ErrorCode.ALREADY, f"{instance}已经完成，不用再办。")
    return _settle(instance, user=user, note=note)


@transaction.atomic
def settle_by_facts() -> int:
    """Settle the open instances whose check now says that they are done. Returns their number. A system act."""
    waiting = DutyInstance.objects.open().select_related("duty__organization").select_for_update(of=("self",))
    settled = [_settle(instance, user=None, note="") for instance in waiting if _is_done(instance)]
    return len(settled)


@transaction.atomic
def load_duties(path: Path) -> LoadCount:
    """Add the missing rows of a recurring_duties.csv; what the bureau has changed stays. Runs as the system.

    An empty ``organization`` is the city's bureau. Raises ``ValidationError`` for a row that cannot be.
    """
    with Path(path).open(encoding="utf-8", newline="") as source:
        rows = [_row(row) for row in csv.DictReader(source)]
    for row in rows:
        RecurringDuty(**row).full_clean(validate_unique=False)
    return load_rows(RecurringDuty, rows, key="code")


def _row(row: dict[str, str]) -> dict[str, Any]:
    unit = Organization.objects.get(code=row["organization"]) if row["organization"] else city_bureau()
    numbers = {name: int(row[name]) for name in ("due_number", "due_month", "lead_days")}
    words = ("code", "label", "detail", "basis", "frequency", "due_by", "permission", "button", "url")
    return {
        **{name: row[name] for name in words},
        **numbers,
        "dates": row["dates"].split(),
        "organization_id": unit.pk,
        "first_day": dt.date.fromisoformat(row["first_day"]),
    }


def _make_instances(duty: RecurringDuty, calendar: WorkCalendar, today: dt.date) -> int:
    """Make every period from the duty's first day on that is missing and due soon."""
    there = set(duty.instances.values_list("period_start", flat=True))
    missing = []
    for period in periods_from(Frequency(duty.frequency), duty.first_day, duty.dates):
        due = due_day(duty.due_rule, period, calendar)
        if due.day > today + AHEAD:
            break
        if period.start not in there:
            missing.append(
                DutyInstance(
                    duty=duty,
                    period_start=period.start,
                    period_end=period.end,
                    label=period.label,
                    due_on=due.day,
                    is_certain=due.certain,
                )
            )
    DutyInstance.objects.bulk_create(missing)
    return len(missing)


def _count_again(instance: DutyInstance, calendar: WorkCalendar) -> None:
    if instance.is_certain:
        return
    duty = instance.duty
    period = next(periods_from(Frequency(duty.frequency), instance.period_start, duty.dates))
    due = due_day(duty.due_rule, period, calendar)
    if (due.day, due.certain) != (instance.due_on, instance.is_certain):
        instance.due_on, instance.is_certain = due.day, due.certain
        instance.save(update_fields=["due_on", "is_certain"])


def _settle_or_ask(instance: DutyInstance, today: dt.date) -> None:
    if _is_done(instance):
        _settle(instance, user=None, note="")
        return
    duty = instance.duty
    if instance.due_on - dt.timedelta(days=duty.lead_days) > today:
        return
    open_todo_for(
        TodoKind(TODO_KIND, duty.label, duty.button, duty.permission),
        key=_key(instance),
        title=str(instance),
        detail=duty.detail,
        organization=duty.organization,
        url=duty.url,
        due_at=clock.start_of_day(instance.due_on + dt.timedelta(days=1)),
    )


def _is_done(instance: DutyInstance) -> bool:
    check = duty_checks.get(instance.duty.code)
    return check is not None and check(instance)


def _settle(instance: DutyInstance, *, user: User | None, note: str) -> DutyInstance:
    instance.state, instance.note = DutyInstance.State.DONE, note
    instance.done_at, instance.done_by = clock.now(), user
    instance.save()
    close_todos(_key(instance))
    record(
        user=user,
        act="duty.complete",
        obj=instance,
        message=f"完成周期事项“{instance}”。" + (f"说明：{note}" if note else ""),
        division_code=instance.duty.organization.division_id,
        data={"due_on": instance.due_on.isoformat()},
    )
    return instance


def _key(instance: DutyInstance) -> str:
    return f"duty:{instance.pk}"
