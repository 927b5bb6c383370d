"""Services of the bureau's own deadlines: how many working days an office has for each kind of to-do."""

from __future__ import annotations

from django.db import transaction

from foundation.audit.locking import lock_row
from foundation.audit.services import record
from foundation.calendar.actions import DEADLINE_ACTIONS
from foundation.calendar.models import OfficeDeadline
from foundation.common.access import require
from foundation.common.people import Person


@transaction.atomic
def confirm_deadline(*, user: Person, deadline: OfficeDeadline, working_days: int, basis: str) -> OfficeDeadline:
    """Confirm or change a deadline. Open to-dos keep their due time."""
    action = DEADLINE_ACTIONS["confirm"]
    require(user, action.permission)
    deadline = lock_row(OfficeDeadline.objects.all(), deadline.pk)
    before = deadline.working_days
    deadline.working_days, deadline.basis, deadline.needs_confirmation = working_days, basis, False
    deadline.full_clean()
    deadline.save()
    change = f"，原 {before} 个" if before != working_days else ""
    record(user=user, act=action.event_code, obj=deadline, message=f"确认办理时限：{deadline}{change}。")
    return deadline
