"""Deleting a draft, taking it back within 30 days, and purging what nobody took back."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction

from accidents import notices
from accidents.clocks import first_kept_moment
from accidents.models import Accident, Status
from accidents.revising import lock
from accidents.transitions import ACCIDENT_MOVES
from foundation.files.services import delete_files_of
from foundation.journal.services import record
from foundation.kit.errors import DomainError, NotPermitted
from foundation.organizations.access import require
from foundation.workdays import clock

logger = logging.getLogger(__name__)


@transaction.atomic
def delete_draft(*, user: Any, accident: Accident, version: int | None = None) -> Accident:
    """Put a draft away with its files; its author may, and nobody deletes what has a number (reading 32).

    It is gone from every list, search and file address at once, its to-do is closed, and for 30 days its author can
    restore it. Raises ``DomainError`` ("wrong_state", "draft_deleted"), ``NotPermitted``, ``Stale``.
    """
    require(user, "accident.draft", on=accident)
    accident = lock(accident, version, user=user)
    if not ACCIDENT_MOVES.allows(act="delete_draft", current=accident.status):
        raise DomainError("wrong_state", "已登记的事故不能删除；登错了请用“更正”或“核销”。")
    if accident.drafted_by_id != user.pk:
        raise NotPermitted("草稿由填写人自己删除。")
    accident.deleted_at = clock.now()
    accident.save(update_fields=["deleted_at"])
    notices.draft_gone(accident)
    _journal(accident, user=user, message="删除草稿，30 日内可恢复。")
    return accident


@transaction.atomic
def restore_draft(*, user: Any, accident: Accident) -> Accident:
    """Give a deleted draft back to its author as it was, with its files and its to-do.

    Raises ``DomainError("not_kept")`` when it was not deleted or its 30 days are over, ``NotPermitted`` for others.
    """
    require(user, "accident.draft", on=accident)
    locked = Accident.objects.select_for_update(of=("self",)).filter(pk=accident.pk).first()
    if locked is not None and locked.drafted_by_id != user.pk:
        raise NotPermitted("草稿由填写人自己恢复。")
    if locked is None or not Accident.objects.restorable_by(user).filter(pk=locked.pk).exists():
        raise DomainError("not_kept", "这份草稿没有删除，或者删除已满 30 日、不能恢复了。")
    locked.deleted_at = None
    locked.save(update_fields=["deleted_at"])
    notices.draft_waits(locked)
    _journal(locked, user=user, message="恢复草稿。")
    return locked


def purge_deleted_drafts() -> int:
    """Delete for good, with their files, the drafts whose 30 days are over; returns how many.

    The rows are the work: each goes in a transaction of its own, a second call finds nothing, and one that fails is
    logged and waits for the next call without keeping the others.
    """
    due = Accident.objects.filter(status=Status.DRAFT, deleted_at__lt=first_kept_moment(clock.today()))
    purged = 0
    for pk in list(due.values_list("pk", flat=True)):
        try:
            purged += _purge(pk)
        except Exception:
            logger.exception("deleted draft %s could not be purged", pk)
    return purged


@transaction.atomic
def _purge(pk: int) -> bool:
    waiting = Accident.objects.select_for_update(of=("self",), skip_locked=True)
    limit = first_kept_moment(clock.today())
    accident = waiting.filter(pk=pk, status=Status.DRAFT, deleted_at__lt=limit).first()
    if accident is None:  # restored or purged meanwhile
        return False
    _journal(accident, user=None, message="草稿删除已满 30 日，连同附件清除。")
    delete_files_of(accident)
    accident.delete()
    return True


def _journal(accident: Accident, *, user: Any, message: str) -> None:
    record(
        user=user,
        act="accident.draft",
        obj=accident,
        label=str(accident),
        division_code=accident.place_code,
        message=message,
    )
