"""Writing a draft: what a county clerk or a township has so far, seen by their own side only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import IntegrityError, connection, transaction

from accidents import notices
from accidents.codes import is_draft_code, new_draft_code
from accidents.facts import FactsInput, facts_of
from accidents.models import Accident, Status
from accidents.revising import checked, draft_deleted, invalid, lock, put_facts, store
from accidents.transitions import ACCIDENT_MOVES
from foundation.journal.services import record
from foundation.kit.errors import DomainError
from foundation.organizations.access import covers_place, require
from foundation.organizations.models import Division, Organization
from foundation.workdays import clock


@transaction.atomic
def save_draft(
    *,
    user: Any,
    facts: FactsInput,
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
    references = checked(facts, now=now, complete=False)
    require_place(user, "accident.draft", facts)
    if accident is None:
        accident = _new_draft(user, draft_code or new_draft_code())
        accident.is_quick = bool(is_quick)
    else:
        accident = lock(accident, version, user=user)
        ACCIDENT_MOVES.target(act="save_draft", current=accident.status)
        is_completed = accident.is_quick and is_quick is False
        if facts_of(accident) == facts and not is_completed:
            return accident
        accident.is_quick = accident.is_quick and not is_completed
    is_new = accident.pk is None
    put_facts(accident, facts, references)
    try:
        with transaction.atomic():
            store(accident, at=now)
    except IntegrityError as error:
        raise DomainError("saved_already", "这份草稿刚刚已经保存，请刷新后接着填。") from error
    record(
        user=user,
        act="accident.draft",
        obj=accident,
        label=str(accident),
        division_code=accident.place_code,
        message="建立草稿。" if is_new else "保存草稿。",
    )
    notices.draft_waits(accident)
    return accident


def at_own_place(user: Any, facts: FactsInput) -> FactsInput:
    """Fill in the county, and for a township's people the township, that the writer works in."""
    own = user.organization.division_id
    if not facts.county and len(own) >= 6:
        facts = replace(facts, county=own[:6])
    if not facts.township and len(own) >= 9 and own.startswith(facts.county):
        facts = replace(facts, township=own[:9])
    return facts


def require_place(user: Any, act: str, facts: FactsInput) -> None:
    """A place outside the writer's reach is an error of its field, not of the person."""
    if covers_place(user, act, facts.place_code):
        return
    own: Division = user.organization.division
    is_township = own.level == Division.Level.TOWNSHIP
    field, wanted = ("township", "乡镇（街道）") if is_township else ("county", "区县（市）")
    raise invalid({field: f"您只能登记{own.name}的事故，请改选{wanted}。"})


def _draft_of_token(user: Any, draft_code: str) -> Accident | None:
    if not is_draft_code(draft_code):
        raise DomainError("bad_token", "表单已过期，请重新打开登记页。")
    # A form saves itself while its button is pressed: whoever comes second waits here and finds the first one's draft.
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [draft_code])
    found = Accident.objects.filter(draft_code=draft_code).first()
    if found is not None and found.drafted_by_id != user.pk:
        raise DomainError("bad_token", "表单已过期，请重新打开登记页。")
    if found is not None and found.deleted_at is not None:
        raise draft_deleted()
    return found


def _new_draft(user: Any, draft_code: str) -> Accident:
    organization: Organization = user.organization
    return Accident(
        code=draft_code,
        draft_code=draft_code,
        status=Status.DRAFT,
        drafted_by=user,
        drafting_organization=organization,
        created_at=clock.now(),
    )
