"""Further reports on a registered accident: 续报, 终报, 更正."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accidents import clocks, notices
from accidents.differences import Difference, differences, sentence
from accidents.drafting import require_place
from accidents.facts import CASUALTIES, FACT_NAMES, FactsInput, changed, facts_of
from accidents.models import Accident, AccidentRevision, Status
from accidents.revising import announce, checked, lock, moment_of, place_and_date, put_facts, write_revision
from accidents.transitions import REPORTABLE
from foundation.journal.services import record
from foundation.kit.errors import DomainError
from foundation.organizations.access import require
from foundation.workdays import clock

Kind = AccidentRevision.Kind
REPORT_KINDS = (Kind.FOLLOW_UP, Kind.FINAL, Kind.CORRECTION)
#: A change of one of these is verified by the city anew (reading 21).
VERIFIED_FACTS = frozenset({"production", "level", "county", "township", "supervising_department", "has_no_department"})


@transaction.atomic
def add_report(
    *,
    user: Any,
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
    something; other reports may say that nothing has. A system act (``user=None``) may give ``recorded_at``.

    Raises ``DomainError`` ("invalid" with fields, "late_change", "nothing_changed", "wrong_state", "unknown_kind"),
    ``NotPermitted``, ``Stale``.
    """
    at = moment_of(user, recorded_at)
    if user is not None:
        require(user, "accident.correct", on=accident)
    if kind not in REPORT_KINDS:
        raise DomainError("unknown_kind", "请选续报、终报或更正。", {"kind": "请选续报、终报或更正。"})
    note = note.strip()
    if len(note) > 500:
        raise DomainError("invalid", "说明最多 500 字，请删短。", {"note": f"最多 500 字，现在 {len(note)} 字，请删短。"})
    accident = lock(accident, version)
    if accident.status not in REPORTABLE:
        raise DomainError("wrong_state", f"现在是“{accident.get_status_display()}”，不能再报。")
    old = facts_of(accident)
    facts = _said_anew(old, changes, at)
    references = checked(facts, now=clock.local(at), complete=True)
    if user is not None and facts.place_code != old.place_code:
        require_place(user, "accident.correct", facts)
    before_row = Accident(**{item.attname: getattr(accident, item.attname) for item in Accident._meta.concrete_fields})
    before = place_and_date(accident)
    put_facts(accident, facts, references)
    found = differences(before_row, accident)
    if kind == Kind.CORRECTION and not found and facts.external_number == old.external_number:
        raise DomainError("nothing_changed", "没有改动，不用更正。")
    is_late_change = _check_window(accident, old, facts, note)
    asks_again = _asks_again(accident, found, is_late_change)
    if asks_again:
        accident.status = Status.SUBMITTED
    revision = write_revision(accident, kind=kind, user=user, at=at, note=note)
    _journal(accident, user, revision, found)
    if accident.status == Status.SUBMITTED and user is not None:
        notices.ask_to_verify(accident)
    announce(accident=accident, before=before)
    return accident


def _said_anew(old: FactsInput, changes: Mapping[str, Any], at: dt.datetime) -> FactsInput:
    if unknown := set(changes) - set(FACT_NAMES):
        raise TypeError(f"no such facts: {sorted(unknown)}")
    facts = changed(old, **changes)
    if _casualties_differ(old, facts) and facts.casualty_changed_on == old.casualty_changed_on:
        facts = changed(facts, casualty_changed_on=clock.local(at).date())
    return facts


def _casualties_differ(old: FactsInput, new: FactsInput) -> bool:
    return any(getattr(old, name) != getattr(new, name) for name in CASUALTIES)


def _check_window(accident: Accident, old: FactsInput, facts: FactsInput, note: str) -> bool:
    """Whether the casualties changed after the last day on which such a change counts; that asks for a reason."""
    day = facts.casualty_changed_on
    if not _casualties_differ(old, facts) or day is None or accident.occurred_at is None:
        return False
    is_road = bool(accident.sector and accident.sector.is_road_traffic)
    is_fire = bool(
        (accident.sector and accident.sector.is_fire) or (accident.accident_type and accident.accident_type.is_fire)
    )
    last = clocks.last_change_day(clock.local(accident.occurred_at).date(), is_road_traffic=is_road, is_fire=is_fire)
    if day <= last:
        return False
    if not note:
        days = clocks.change_days(is_road_traffic=is_road, is_fire=is_fire)
        message = (
            f"伤亡变化在 {days} 日之后（截至 {last.month}月{last.day}日 24:00），请在“说明”里写原因，由市局核实是否计入。"
        )
        raise DomainError("late_change", message, {"note": message})
    return True


def _asks_again(accident: Accident, found: tuple[Difference, ...], is_late_change: bool) -> bool:
    if accident.status != Status.VERIFIED:
        return False
    return is_late_change or any(item.field in VERIFIED_FACTS for item in found)


def _journal(
    accident: Accident, user: Any, revision: AccidentRevision, found: tuple[Difference, ...]
) -> None:
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
