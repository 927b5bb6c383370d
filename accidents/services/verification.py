"""The city looks at what a county reported: verified, or returned with a reason."""

from __future__ import annotations

from django.db import transaction

from accidents.actions import ACCIDENT_ACTIONS
from accidents.models import Accident, AccidentRevision
from accidents.services import notifications
from accidents.services.base import (
    lock,
    place_and_date,
    send_accidents_changed,
    write_revision,
)
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.access import require

Kind = AccidentRevision.Kind


@transaction.atomic
def verify(*, user: User, accident: Accident, version: int | None, note: str = "") -> Accident:
    """Confirm the newest revision; only then may a letter that rests on it be issued.

    Raises ``DomainError`` ("reason_too_long", "wrong_state"), ``NotPermitted``, ``Stale``.
    """
    require(user, "accident.verify", on=accident)
    note = ACCIDENT_ACTIONS["verify"].clean_text(note)
    accident = lock(accident, version)
    target = ACCIDENT_ACTIONS.require_state("verify", accident.status)
    _judge(accident, user=user, status=target, kind=Kind.VERIFICATION, note=note)
    _journal(accident, user=user, act="accident.verify", message=f"核实。{note}")
    notifications.verified(accident, user=user)
    return accident


@transaction.atomic
def return_(*, user: User, accident: Accident, version: int | None, reason: str) -> Accident:
    """Give it back to the county with a reason; it stays registered and counted meanwhile (reading 2).

    Raises ``DomainError`` ("reason_missing", "reason_too_long", "wrong_state"), ``NotPermitted``, ``Stale``.
    """
    require(user, "accident.return", on=accident)
    reason = ACCIDENT_ACTIONS["return"].clean_text(reason)
    accident = lock(accident, version)
    target = ACCIDENT_ACTIONS.require_state("return", accident.status)
    accident.return_reason = reason
    _judge(accident, user=user, status=target, kind=Kind.RETURN, note=reason)
    _journal(accident, user=user, act="accident.return", message=f"退回：{reason}")
    notifications.returned(accident, user=user, reason=reason)
    return accident


def _judge(accident: Accident, *, user: User, status: str, kind: str, note: str) -> None:
    before = place_and_date(accident)
    accident.status = status
    write_revision(accident, kind=kind, user=user, at=clock.now(), note=note)
    send_accidents_changed(accident=accident, before=before)


def _journal(accident: Accident, *, user: User | None, act: str, message: str) -> None:
    record(
        user=user,
        act=act,
        obj=accident,
        division_code=accident.place_code,
        message=message,
        data={"revision": accident.revision_number},
    )
