"""The city looks at what a county reported: verified, or returned with a reason."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accidents.models import Accident, AccidentRevision
from accidents.services import notifications
from accidents.services.base import (
    lock,
    place_and_date,
    send_accidents_changed,
    write_revision,
)
from accidents.transitions import ACCIDENT_MOVES
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode

Kind = AccidentRevision.Kind


@transaction.atomic
def verify(*, user: Any, accident: Accident, version: int | None, note: str = "") -> Accident:
    """Confirm the newest revision; only then may a letter that rests on it be issued.

    Raises ``DomainError("wrong_state")``, ``NotPermitted``, ``Stale``.
    """
    require(user, "accident.verify", on=accident)
    accident = lock(accident, version)
    target = ACCIDENT_MOVES.target(act="verify", current=accident.status)
    _judge(accident, user=user, status=target, kind=Kind.VERIFICATION, note=note.strip())
    _journal(accident, user=user, act="accident.verify", message=f"核实。{note.strip()}")
    notifications.verified(accident, user=user)
    return accident


@transaction.atomic
def return_(*, user: Any, accident: Accident, version: int | None, reason: str) -> Accident:
    """Give it back to the county with a reason; it stays registered and counted meanwhile (reading 2).

    Raises ``DomainError`` ("reason_missing", "wrong_state"), ``NotPermitted``, ``Stale``.
    """
    require(user, "accident.return", on=accident)
    reason = reason.strip()
    if not reason:
        message = "请写退回原因，县局照此修改。"
        raise DomainError(ErrorCode.REASON_MISSING, message, {"reason": message})
    if len(reason) > 500:
        message = f"退回原因最多 500 字，现在 {len(reason)} 字，请删短。"
        raise DomainError(ErrorCode.INVALID, message, {"reason": message})
    accident = lock(accident, version)
    target = ACCIDENT_MOVES.target(act="return", current=accident.status)
    accident.return_reason = reason
    _judge(accident, user=user, status=target, kind=Kind.RETURN, note=reason)
    _journal(accident, user=user, act="accident.return", message=f"退回：{reason}")
    notifications.returned(accident, user=user, reason=reason)
    return accident


def _judge(accident: Accident, *, user: Any, status: str, kind: str, note: str) -> None:
    before = place_and_date(accident)
    accident.status = status
    write_revision(accident, kind=kind, user=user, at=clock.now(), note=note[:500])
    send_accidents_changed(accident=accident, before=before)


def _journal(accident: Accident, *, user: Any, act: str, message: str) -> None:
    record(
        user=user,
        act=act,
        obj=accident,
        division_code=accident.place_code,
        message=message,
        data={"revision": accident.revision_number},
    )
