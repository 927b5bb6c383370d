"""What every service of the register does in the same way: lock, apply facts, write the revision, send the signal.

Only the services of this package call it, inside their transaction.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from accidents.classification import resolve
from accidents.facts import (
    FACT_NAMES,
    LABELS,
    AccidentInput,
    References,
)
from accidents.models import Accident, AccidentRevision, Facts
from accidents.rules import naming
from accidents.rules.diff import differences, sentence
from accidents.rules.severity import severity_of
from accidents.rules.validation import check_facts
from accidents.signals import AccidentChange, PlaceAndDate, accidents_changed
from foundation.accounts.models import User
from foundation.audit.locking import lock_row, who_and_when
from foundation.audit.selectors import history_of
from foundation.audit.services import SYSTEM_NAME
from foundation.common import clock
from foundation.common.errors import DomainError, ErrorCode, Stale
from foundation.common.text.search_key import search_key
from foundation.files.services import ATTACHED, REMOVED

_FACT_FIELDS = tuple(item.attname for item in Facts._meta.local_fields)
_RELATED = ("county", "township", "village", "sector", "accident_type", "supervising_department")


def lock(accident: Accident, version: int | None, *, user: User | None = None) -> Accident:
    """Read the row again under a lock; raise ``Stale`` when ``version`` is not the newest any more.

    A draft that only ``user`` has saved since is not stale: a form saves itself while it is being filled in. A deleted
    draft is restored before anything else is done with it: ``DomainError("draft_deleted")``.
    """
    current = lock_row(Accident.objects.select_related(*_RELATED), accident.pk)
    if current.deleted_at is not None:
        raise draft_deleted()
    if version is not None and version != current.version and not _saved_only_by(user, current, version):
        raise Stale(stale_message(current, version))
    return current


def draft_deleted() -> DomainError:
    """The one refusal for a draft that was deleted while somebody had it open."""
    return DomainError(ErrorCode.DRAFT_DELETED, "这份草稿已经删除。30 日内，填写人可在事故列表的“已删除”里恢复。")


def _saved_only_by(user: User | None, current: Accident, version: int) -> bool:
    behind = current.version - version
    if user is None or current.revision_number or behind < 1:
        return False
    saved = history_of(current).filter(act="accident.draft", data__version__gt=version)
    return list(saved.values_list("actor_id", flat=True)) == [user.pk] * behind


def stale_message(current: Accident, version: int) -> str:
    """王凯 10:12 改了死亡人数（2 → 3）。您填的还在，请对照后再存。"""
    before = _as_loaded(current, version)
    found = differences(before, current) if before is not None else ()
    what = f"改了{sentence(found)}" if found else f"办理过，现在是“{current.get_status_display()}”"
    last = history_of(current).exclude(act__in=(ATTACHED, REMOVED)).first()
    return f"{who_and_when(last)} {what}。您填的还在，请对照后再存。"


def _as_loaded(current: Accident, version: int) -> Any:
    """The row as it was when its ``version`` was stored, from the row history."""
    row = current.row_history.filter(version=version).order_by("-pgh_id").first()  # type: ignore[attr-defined]
    if row is None:
        return None
    return Accident(**{name: getattr(row, name) for name in ("id", *_FACT_FIELDS)})


def validate_facts(facts: AccidentInput, *, now: dt.datetime, complete: bool) -> References:
    """Look up the codes and check; raise ``DomainError("invalid")`` with a message for each field."""
    references = resolve(facts)
    messages = check_facts(facts, references, now=now, complete=complete)
    if messages:
        raise validation_error(messages)
    return references


def validation_error(messages: dict[str, str]) -> DomainError:
    """The one error that says how many fields must be mended and which."""
    names = "、".join(LABELS.get(name, name) for name in messages)
    return DomainError(ErrorCode.INVALID, f"有 {len(messages)} 处要改：{names}。", messages)


def apply_facts(accident: Accident, facts: AccidentInput, references: References) -> None:
    """Put checked facts on the row and derive level, basis (Order 493), search key and, unless given, name."""
    for name in FACT_NAMES:
        if name not in (*_RELATED, "name", "counted_on"):
            setattr(accident, name, getattr(facts, name))
    accident.is_loss_unknown = facts.is_loss_unknown and not facts.direct_loss
    for name in _RELATED:
        setattr(accident, name, getattr(references, name))
    accident.place_code = facts.place_code
    accident.counted_on = facts.counted_on or (clock.local(facts.occurred_at).date() if facts.occurred_at else None)
    derived = severity_of(facts)
    accident.level = derived.level
    accident.counted_deaths = derived.counted_deaths
    accident.level_basis = derived.basis_json
    assign_name(accident, facts.name)
    accident.search_key = search_key(accident.name, accident.location, accident.enterprise_name)


def assign_name(accident: Accident, given: str) -> None:
    """Keep a name that a person gave; else name the accident by place, day and what happened."""
    if given and given != accident.name:
        accident.has_given_name = True
    if not given:
        accident.has_given_name = False
    if accident.has_given_name:
        accident.name = given
        return
    if accident.occurred_at is None:
        accident.name = ""
        return
    day = clock.local(accident.occurred_at).date()
    others = Accident.objects.filter(county=accident.county, name__startswith=accident.county.short_name)
    accident.name = naming.automatic_name(
        county=accident.county.short_name,
        township=accident.township.name if accident.township else "",
        occurred_on=day,
        word=naming.event_word(accident.sector, accident.accident_type),
        taken=set(
            others.filter(occurred_at__range=(clock.span_of_days(day, day)))
            .exclude(pk=accident.pk)
            .exclude(status="draft")
            .values_list("name", flat=True)
        ),
    )


def store(accident: Accident, *, at: dt.datetime) -> None:
    """Save the row after its full check, one save further."""
    accident.saved_at = at
    if accident.pk:
        accident.version += 1
    accident.full_clean()
    accident.save()


def write_revision(
    accident: Accident, *, kind: str, user: User | None, at: dt.datetime, note: str = ""
) -> AccidentRevision:
    """Increase the row's revision number, save it and store its facts as the valid revision, recorded at ``at``."""
    valid = accident.revisions.filter(superseded_at=None).first() if accident.revision_number else None
    if valid is not None and at < valid.recorded_at:
        raise ValueError("a revision is never recorded before the one it follows")
    if valid is not None:
        accident.revisions.filter(pk=valid.pk).update(superseded_at=at)
    accident.revision_number += 1
    store(accident, at=at)
    revision = AccidentRevision(
        accident=accident,
        number=accident.revision_number,
        kind=kind,
        recorded_at=at,
        is_backfill=accident.is_backfill,
        author=user,
        author_name=user.name if user else SYSTEM_NAME,
        author_organization=user.organization.name if user else "",
        note=note,
        **{name: getattr(accident, name) for name in _FACT_FIELDS},
    )
    revision.save(force_insert=True)
    return revision


def place_and_date(accident: Accident) -> PlaceAndDate | None:
    """Where and when a registered accident counts; ``None`` for a draft."""
    if not accident.revision_number or accident.occurred_at is None or accident.counted_on is None:
        return None
    return PlaceAndDate(accident.county_id, accident.occurred_at, accident.counted_on)


def send_accidents_changed(*, accident: Accident, before: PlaceAndDate | None) -> None:
    """Send the signal to the layers above, once a service call."""
    after = place_and_date(accident)
    assert after is not None
    accidents_changed.send(sender=Accident, changes=[AccidentChange(accident.pk, before, after)])


def recording_time(user: User | None, recorded_at: dt.datetime | None) -> dt.datetime:
    """The clock's moment; a past one may be given by the system alone (``seed_demo``, ``restore``)."""
    if recorded_at is None:
        return clock.now()
    if user is not None:
        raise ValueError("only the system records past moments")
    return recorded_at
