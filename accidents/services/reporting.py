"""Further reports on a registered accident: 续报, 终报, 更正."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accidents.actions import ACCIDENT_ACTIONS
from accidents.facts import (
    CASUALTIES,
    FACT_NAMES,
    AccidentInput,
    changed,
    facts_of,
)
from accidents.models import Accident, AccidentRevision, Status
from accidents.rules import deadlines
from accidents.rules.diff import Difference, differences, sentence
from accidents.selectors import with_facts
from accidents.services import notifications
from accidents.services.base import (
    apply_facts,
    lock,
    place_and_date,
    recording_time,
    send_accidents_changed,
    stale_message,
    validate_facts,
    write_revision,
)
from accidents.services.drafts import require_place
from foundation.accounts.models import User
from foundation.audit.services import record
from foundation.common import clock
from foundation.common.access import require
from foundation.common.errors import DomainError, ErrorCode, Stale

Kind = AccidentRevision.Kind
REPORT_KINDS = (Kind.FOLLOW_UP, Kind.FINAL, Kind.CORRECTION)
#: Which action each kind of report is; a 终报 is the last 续报.
ACTION_OF_KIND: dict[str, str] = {Kind.FOLLOW_UP: "follow_up", Kind.FINAL: "follow_up", Kind.CORRECTION: "correct"}
#: A change of one of these is verified by the city anew (reading 21).
VERIFIED_FACTS = frozenset({"production", "level", "county", "township", "supervising_department", "has_no_department"})


@transaction.atomic
def add_report(
    *,
    user: User | None,
    accident: Accident,
    kind: str,
    changes: Mapping[str, Any],
    note: str = "",
    version: int | None,
    recorded_at: dt.datetime | None = None,
) -> Accident:
    """Add a report: the facts in ``changes`` (names of ``FactsInput``) are said anew, all others stay.

    A changed casualty figure asks for ``casualty_changed_on`` (default: the day of the report); beyond the 7 or 30
    days of Order 493 art. 13 also for ``note`` as the reason, and the city verifies again. A verified accident whose
    production, level, place or department changes waits for verification as well (reading 21). A 更正 must change
    something, a 续报 must change or explain something; a 终报 may say that nothing has. A system act (``user=None``)
    may give ``recorded_at``.

    Raises ``DomainError`` ("invalid" with fields, "late_change", "nothing_changed", "wrong_state", "unknown_kind"),
    ``NotPermitted``, ``Stale``.
    """
    at = recording_time(user, recorded_at)
    _require(user, accident)
    accident = lock(accident, version)
    before = place_and_date(accident)
    outcome = _apply(accident, user=user, kind=kind, changes=changes, note=note.strip(), at=at)
    if outcome.asks_again:
        accident.status = Status.SUBMITTED
    revision = write_revision(accident, kind=kind, user=user, at=at, note=note.strip())
    _journal(accident, user, revision, outcome.changes)
    if accident.status == Status.SUBMITTED and user is not None:
        notifications.ask_to_verify(accident, ACCIDENT_ACTIONS[ACTION_OF_KIND[kind]])
    send_accidents_changed(accident=accident, before=before)
    return accident


@dataclass(frozen=True)
class Outcome:
    """What a report changes, and whether the city must verify the accident anew."""

    changes: tuple[Difference, ...]
    asks_again: bool


def preview_report(
    *, user: User, accident: Accident, kind: str, changes: Mapping[str, Any], note: str = "", version: int | None
) -> Outcome:
    """What ``add_report`` would do, for its confirm page; writes nothing and raises the same errors."""
    _require(user, accident)
    current = with_facts(Accident.objects.all()).get(pk=accident.pk)
    if version is not None and version != current.version:
        raise Stale(stale_message(current, version))
    return _apply(current, user=user, kind=kind, changes=changes, note=note.strip(), at=clock.now())


def _apply(
    accident: Accident, *, user: User | None, kind: str, changes: Mapping[str, Any], note: str, at: dt.datetime
) -> Outcome:
    """Check everything and put the new facts on the row, unsaved."""
    _check_kind_and_note(kind, note)
    ACCIDENT_ACTIONS.require_state(ACTION_OF_KIND.get(kind, "follow_up"), accident.status)
    old = facts_of(accident)
    facts = _said_anew(old, changes, at)
    references = validate_facts(facts, now=clock.local(at), complete=True)
    if user is not None and facts.place_code != old.place_code:
        require_place(user, "accident.correct", facts)
    before_row = copy(accident)
    apply_facts(accident, facts, references)
    found = differences(before_row, accident)
    if kind == Kind.CORRECTION and not found and facts.external_number == old.external_number:
        raise DomainError(ErrorCode.NOTHING_CHANGED, "没有改动，不用更正。")
    if kind == Kind.FOLLOW_UP and facts == old and not found and not note:
        message = "没有新情况，不用续报；各项没有变化而要说明的，请写在“说明”里。"
        raise DomainError(ErrorCode.NOTHING_CHANGED, message, {"note": message})
    is_late_change = _check_window(accident, old, facts, note)
    return Outcome(found, _asks_again(accident, found, is_late_change))


def _require(user: User | None, accident: Accident) -> None:
    if user is not None:
        require(user, "accident.correct", on=accident)


def _check_kind_and_note(kind: str, note: str) -> None:
    if kind not in REPORT_KINDS:
        message = "请选续报、终报或更正。"
        raise DomainError(ErrorCode.UNKNOWN_KIND, message, {"kind": message})
    if len(note) > 500:
        message = f"说明最多 500 字，现在 {len(note)} 字，请删短。"
        raise DomainError(ErrorCode.INVALID, message, {"note": message})


def _said_anew(old: AccidentInput, changes: Mapping[str, Any], at: dt.datetime) -> AccidentInput:
    if unknown := set(changes) - set(FACT_NAMES):
        raise TypeError(f"no such facts: {sorted(unknown)}")
    facts = changed(old, **changes)
    if _casualties_differ(old, facts) and facts.casualty_changed_on == old.casualty_changed_on:
        facts = changed(facts, casualty_changed_on=clock.local(at).date())
    return facts


def _casualties_differ(old: AccidentInput, new: AccidentInput) -> bool:
    return any(getattr(old, name) != getattr(new, name) for name in CASUALTIES)


def _check_window(accident: Accident, old: AccidentInput, facts: AccidentInput, note: str) -> bool:
    """Whether the casualties changed after the last day on which such a change counts; that asks for a reason."""
    day = facts.casualty_changed_on
    if not _casualties_differ(old, facts) or day is None or accident.occurred_at is None:
        return False
    is_road = bool(accident.sector and accident.sector.is_road_traffic)
    is_fire = bool(
        (accident.sector and accident.sector.is_fire) or (accident.accident_type and accident.accident_type.is_fire)
    )
    last = deadlines.last_change_day(clock.local(accident.occurred_at).date(), is_road_traffic=is_road, is_fire=is_fire)
    if day <= last:
        return False
    if not note:
        days = deadlines.change_days(is_road_traffic=is_road, is_fire=is_fire)
        until = f"截至 {last.month}月{last.day}日 24:00"
        message = f"伤亡变化在 {days} 日之后（{until}），请在“说明”里写原因，由市局核实是否计入。"
        raise DomainError(ErrorCode.LATE_CHANGE, message, {"note": message})
    return True


def _asks_again(accident: Accident, found: tuple[Difference, ...], is_late_change: bool) -> bool:
    if accident.status != Status.VERIFIED:
        return False
    return is_late_change or any(item.field in VERIFIED_FACTS for item in found)


def _journal(accident: Accident, user: User | None, revision: AccidentRevision, found: tuple[Difference, ...]) -> None:
    what = sentence(found) or "没有变化"
    record(
        user=user,
        act="accident.correct",
        obj=accident,
        division_code=accident.place_code,
        message=f"{revision.get_kind_display()}：{what}。{revision.note}",
        data={
            "revision": revision.number,
            "kind": revision.kind,
            "changes": [{"field": item.field, "old": item.old, "new": item.new} for item in found],
        },
    )
