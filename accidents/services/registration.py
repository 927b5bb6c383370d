"""Registering: a draft is reported to the city and gets its number, its name and its first revision."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import transaction

from accidents.actions import ACCIDENT_ACTIONS
from accidents.facts import AccidentInput, facts_of
from accidents.models import Accident, AccidentRevision, Status
from accidents.rules import deadlines
from accidents.services import notifications
from accidents.services.base import (
    apply_facts,
    lock,
    place_and_date,
    recording_time,
    send_accidents_changed,
    validate_facts,
    write_revision,
)
from accidents.services.drafts import at_own_place, require_place
from accidents.services.numbers import check_given_code, new_draft_code, take_code
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode
from foundation.organizations.models import Organization
from foundation.organizations.selectors import city_bureau, county_bureau

Kind = AccidentRevision.Kind
_WHO_SUBMITS = "乡镇快报由县应急管理局上报市局；保存草稿后县局马上能看到。"


@transaction.atomic
def submit(
    *, user: User, accident: Accident, version: int | None = None, facts: AccidentInput | None = None
) -> Accident:
    """Report a draft to the city, or a returned accident again, with ``facts`` as the form says when given.

    A draft gets its number, its name and revision 1 (快报); a returned one a 更正. The day and hour of reporting is
    now unless the facts say otherwise. Raises ``DomainError`` ("invalid" with all fields that are missing or cannot
    be, "wrong_state"), ``NotPermitted``, ``Stale``.
    """
    require(user, "accident.submit", on=accident, message="" if user.may("accident.submit") else _WHO_SUBMITS)
    accident = lock(accident, version, user=user)
    action = ACCIDENT_ACTIONS["submit_again" if accident.revision_number else "submit"]
    status = ACCIDENT_ACTIONS.require_state(action.code, accident.status)
    now = clock.now()
    facts = facts_of(accident) if facts is None else at_own_place(user, facts)
    if facts.reported_at is None:
        facts = replace(facts, reported_at=now)
    references = validate_facts(facts, now=now, complete=True)
    require_place(user, "accident.submit", facts)
    before = place_and_date(accident)
    apply_facts(accident, facts, references)
    accident.return_reason = ""
    if accident.revision_number:
        accident.status = status
        revision = write_revision(accident, kind=Kind.CORRECTION, user=user, at=now, note="退回后重新上报")
        message = "退回修改后重新上报。"
    else:
        revision = _first_revision(accident, user=user, at=now, status=status, code=None)
        message = f"上报市局，编号 {accident.code}。"
    _journal(accident, user=user, act="accident.submit", message=message, revision=revision)
    notifications.submitted(accident, action)
    send_accidents_changed(accident=accident, before=before)
    return accident


@transaction.atomic
def register(
    *,
    user: User | None,
    facts: AccidentInput,
    recorded_at: dt.datetime | None = None,
    status: str = Status.SUBMITTED,
    code: str | None = None,
    is_demo: bool = False,
) -> Accident:
    """Register an accident in one step, without a draft: for the API and for spreadsheets.

    As a system act (``user=None``: ``seed_demo``, an import without a person) ``recorded_at`` may be past and
    ``status`` may be "verified"; such accidents make no to-dos. ``code`` keeps a number from outside. Raises as
    ``submit``, and "invalid_code" or "code_taken".
    """
    at = recording_time(user, recorded_at)
    if user is not None:
        require(user, "accident.submit", message="" if user.may("accident.submit") else _WHO_SUBMITS)
        facts = at_own_place(user, facts)
        status = Status.SUBMITTED
    if status not in (Status.SUBMITTED, Status.VERIFIED):
        raise DomainError(ErrorCode.WRONG_STATE, "登记的事故只能是“已上报”或“已核实”。")
    if facts.reported_at is None:
        facts = replace(facts, reported_at=at)
    references = validate_facts(facts, now=clock.local(at), complete=True)
    if user is not None:
        require_place(user, "accident.submit", facts)
    draft_code = new_draft_code()
    accident = Accident(
        code=draft_code,
        draft_code=draft_code,
        drafted_by=user,
        drafting_organization=user.organization if user else _system_unit(facts.county),
        created_at=at,
        is_demo=is_demo,
    )
    apply_facts(accident, facts, references)
    given = check_given_code(code) if code else None
    revision = _first_revision(accident, user=user, at=at, status=status, code=given)
    _journal(accident, user=user, act="accident.submit", message=f"登记，编号 {accident.code}。", revision=revision)
    if user is not None:
        notifications.submitted(accident, ACCIDENT_ACTIONS["submit"])
    send_accidents_changed(accident=accident, before=None)
    return accident


def check_complete(facts: AccidentInput) -> None:
    """Raise ``DomainError("invalid")`` with all that a report to the city would still lack; writes nothing."""
    validate_facts(facts, now=clock.now(), complete=True)


def _first_revision(
    accident: Accident, *, user: User | None, at: dt.datetime, status: str, code: str | None
) -> AccidentRevision:
    moment = clock.local(at)
    assert accident.occurred_at is not None
    accident.code = code or take_code(accident.county, moment.year)
    accident.status = status
    accident.registered_at = at
    accident.registered_by = user
    accident.is_backfill = deadlines.is_backfill(
        occurred_at=clock.local(accident.occurred_at), known_at=accident.known_at, registered_at=moment
    )
    return write_revision(accident, kind=Kind.FLASH, user=user, at=at)


def _system_unit(county_code: str) -> Organization:
    return county_bureau(county_code) or city_bureau()


def _journal(accident: Accident, *, user: User | None, act: str, message: str, revision: AccidentRevision) -> None:
    record(
        user=user,
        act=act,
        obj=accident,
        division_code=accident.place_code,
        message=message,
        data={"code": accident.code, "revision": revision.number, "kind": revision.kind},
    )
