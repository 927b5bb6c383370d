"""Writing a draft: what a county clerk or a township has so far, seen by their own side only."""

from __future__ import annotations

import logging
from dataclasses import replace

from django.db import IntegrityError, transaction

from accidents.actions import ACCIDENT_ACTIONS
from accidents.facts import AccidentInput, facts_of
from accidents.models import Accident, Status
from accidents.rules.deadlines import first_kept_moment
from accidents.services import notifications
from accidents.services.base import (
    apply_facts,
    draft_deleted,
    lock,
    store,
    validate_facts,
    validation_error,
)
from accidents.services.numbers import is_draft_code, new_draft_code
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.access import covers_place, require
from foundation.common.errors import DomainError, ErrorCode, NotPermitted
from foundation.common.locks import hold_lock
from foundation.files.services import delete_files_of
from foundation.organizations.models import Division, Organization

logger = logging.getLogger(__name__)


@transaction.atomic
def save_draft(
    *,
    user: User,
    facts: AccidentInput,
    accident: Accident | None = None,
    version: int | None = None,
    draft_code: str = "",
    is_quick: bool | None = None,
) -> Accident:
    """Save what has been written so far; nothing but the county must be there, and nothing impossible may be.

    A county left out is the writer's own, for a township's people the township too; unchanged facts write nothing.
    ``draft_code`` is the token of a new form: the same token again saves the same draft, so that sending twice makes
    one. ``is_quick`` says for a new draft that it is a 快报; on one that exists, False makes it a full registration and
    anything else leaves it what it is.

    Raises ``DomainError`` ("invalid" with fields, "wrong_state"), ``NotPermitted``, ``Stale``.
    """
    require(user, "accident.draft", on=accident)
    facts = at_own_place(user, facts)
    if accident is None and draft_code:
        accident = _draft_of_token(user, draft_code)
    now = clock.now()
    references = validate_facts(facts, now=now, complete=False)
    require_place(user, "accident.draft", facts)
    if accident is None:
        accident = _new_draft(user, draft_code or new_draft_code())
        accident.is_quick = bool(is_quick)
    else:
        accident = lock(accident, version, user=user)
        ACCIDENT_ACTIONS.require_state("save_draft", accident.status)
        is_completed = accident.is_quick and is_quick is False
        if facts_of(accident) == facts and not is_completed:
            return accident
        accident.is_quick = accident.is_quick and not is_completed
    is_new = accident.pk is None
    apply_facts(accident, facts, references)
    try:
        with transaction.atomic():
            store(accident, at=now)
    except IntegrityError as error:
        raise DomainError(ErrorCode.SAVED_ALREADY, "这份草稿刚刚已经保存，请刷新后接着填。") from error
    record(
        user=user,
        act="accident.draft",
        obj=accident,
        label=str(accident),
        division_code=accident.place_code,
        message="建立草稿。" if is_new else "保存草稿。",
        data={"version": accident.version},
    )
    notifications.draft_waits(accident)
    return accident


def at_own_place(user: User, facts: AccidentInput) -> AccidentInput:
    """Fill in the county, and for a township's people the township, that the writer works in."""
    own = user.organization.division_id
    if not facts.county and len(own) >= 6:
        facts = replace(facts, county=own[:6])
    if not facts.township and len(own) >= 9 and own.startswith(facts.county):
        facts = replace(facts, township=own[:9])
    return facts


def require_place(user: User, act: str, facts: AccidentInput) -> None:
    """A place outside the writer's reach is an error of its field, not of the person."""
    if covers_place(user, act, facts.place_code):
        return
    own: Division = user.organization.division
    is_township = own.level == Division.Level.TOWNSHIP
    field, wanted = ("township", "乡镇（街道）") if is_township else ("county", "区县（市）")
    raise validation_error({field: f"您只能登记{own.name}的事故，请改选{wanted}。"})


def _draft_of_token(user: User, draft_code: str) -> Accident | None:
    if not is_draft_code(draft_code):
        raise DomainError(ErrorCode.BAD_TOKEN, "表单已过期，请重新打开登记页。")
    # A form saves itself while its button is pressed: whoever comes second waits here and finds the first one's draft.
    hold_lock(draft_code)
    found = Accident.objects.filter(draft_code=draft_code).first()
    if found is not None and found.drafted_by_id != user.pk:
        raise DomainError(ErrorCode.BAD_TOKEN, "表单已过期，请重新打开登记页。")
    if found is not None and found.deleted_at is not None:
        raise draft_deleted()
    return found


def _new_draft(user: User, draft_code: str) -> Accident:
    organization: Organization = user.organization
    return Accident(
        code=draft_code,
        draft_code=draft_code,
        status=Status.DRAFT,
        drafted_by=user,
        drafting_organization=organization,
        created_at=clock.now(),
    )


@transaction.atomic
def delete_draft(*, user: User, accident: Accident, version: int | None = None) -> Accident:
    """Put a draft away with its files; its author may, and nobody deletes what has a number (reading 32).

    It is gone from every list, search and file address at once, its to-do is closed, and for 30 days its author can
    restore it. Raises ``DomainError`` ("wrong_state", "draft_deleted"), ``NotPermitted``, ``Stale``.
    """
    require(user, "accident.draft", on=accident)
    accident = lock(accident, version, user=user)
    if not ACCIDENT_ACTIONS["delete_draft"].allows(accident.status):
        raise DomainError(ErrorCode.WRONG_STATE, "已登记的事故不能删除；登错了请用“更正”或“核销”。")
    if accident.drafted_by_id != user.pk:
        raise NotPermitted("草稿由填写人自己删除。")
    accident.deleted_at = clock.now()
    accident.save(update_fields=["deleted_at"])
    notifications.draft_gone(accident)
    _journal(accident, user=user, message="删除草稿，30 日内可恢复。")
    return accident


@transaction.atomic
def restore_draft(*, user: User, accident: Accident) -> Accident:
    """Give a deleted draft back to its author as it was, with its files and its to-do.

    Raises ``DomainError("not_kept")`` when it was not deleted or its 30 days are over, ``NotPermitted`` for others.
    """
    require(user, "accident.draft", on=accident)
    locked = Accident.objects.select_for_update(of=("self",)).filter(pk=accident.pk).first()
    if locked is not None and locked.drafted_by_id != user.pk:
        raise NotPermitted("草稿由填写人自己恢复。")
    if locked is None or not Accident.objects.restorable_by(user).filter(pk=locked.pk).exists():
        raise DomainError(ErrorCode.NOT_KEPT, "这份草稿没有删除，或者删除已满 30 日、不能恢复了。")
    locked.deleted_at = None
    locked.save(update_fields=["deleted_at"])
    notifications.draft_waits(locked)
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


def _journal(accident: Accident, *, user: User | None, message: str) -> None:
    record(
        user=user,
        act="accident.draft",
        obj=accident,
        label=str(accident),
        division_code=accident.place_code,
        message=message,
    )
