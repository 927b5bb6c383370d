"""What the register form shows while it is being filled in: level, sections, what is missing, clock, duplicates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from accidents.classification import resolve
from accidents.duplicates import Duplicate, duplicates_of
from accidents.facts import AccidentInput
from accidents.measure_previews import PreviewItem, has_previews, previews_of
from accidents.models import Accident, Production, Status
from accidents.rules import deadlines, severity
from accidents.rules.validation import check_facts
from accidents.views.forms import FactsForm
from foundation.accounts.models import User
from foundation.common.text.number_format import plain
from foundation.organizations.models import Sector
from foundation.organizations.selectors import departments_of

#: The sections of the form in order: id, title, fields.
SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "place",
        "一、时间地点",
        ("occurred_at", "known_at", "county", "township", "village", "location", "sector", "accident_type"),
    ),
    ("unit", "二、事故单位", ("enterprise_name", "supervising_department", "production", "has_no_department")),
    (
        "harm",
        "三、伤亡损失",
        ("deaths", "missing", "serious_injuries", "minor_injuries", "direct_loss"),
    ),
    ("course", "四、经过", ("summary",)),
)
_FIGURES = ("deaths", "missing", "serious_injuries", "acute_poisonings", "direct_loss")
_ZERO: dict[str, Any] = {name: Decimal(0) if name == "direct_loss" else 0 for name in _FIGURES}


@dataclass(frozen=True)
class SectionState:
    """How far a section is: words for its head and the class that colours them."""

    key: str
    words: str
    css: str = ""


@dataclass(frozen=True)
class FieldProblem:
    """A field that is wrong or still missing, for the words beside the buttons."""

    name: str
    label: str
    message: str
    is_missing: bool
    anchor: str


@dataclass(frozen=True)
class LevelFeedback:
    """The level panel: level (empty while the figures cannot be read), sentence, rows of measures."""

    level: str
    sentence: str
    rows: list[tuple[str, str, str]]
    if_presumed_dead: str = ""


@dataclass(frozen=True)
class FormFeedback:
    """Everything beside and around the form that follows from what has been typed."""

    level: LevelFeedback
    sections: dict[str, SectionState]
    faults: list[FieldProblem]
    clock: deadlines.Clock | None
    duplicates: list[Duplicate]
    previews: list[PreviewItem]
    shows_previews: bool
    is_nature_pending: bool
    not_same: list[str] = field(default_factory=list)
    department_hint: str = ""
    is_reported: bool = False

    @property
    def wrong(self) -> list[FieldProblem]:
        return [fault for fault in self.faults if not fault.is_missing]

    @property
    def missing(self) -> list[FieldProblem]:
        return [fault for fault in self.faults if fault.is_missing]


def build_feedback(
    form: FactsForm, *, user: User, now: dt.datetime, about: Accident | None = None, not_same: Iterable[str] = ()
) -> FormFeedback:
    """Read a bound form that may be half filled in, and say what follows. Reads the database, writes nothing."""
    form.is_valid()
    facts = form.facts()
    faults = _faults(form, facts, now)
    dismissed = {int(pk) for pk in not_same if pk.isdigit()}
    near = duplicates_of(user, facts, leave_out=about.pk if about else None)
    duplicates = [item for item in near if item.accident.pk not in dismissed]
    is_reported = about is not None and about.status != Status.DRAFT  # returned: the two hours have been kept or missed
    return FormFeedback(
        level=_level(form, facts),
        sections=_sections(form, faults),
        faults=faults,
        clock=deadlines.report_clock(facts.known_at) if facts.known_at and not is_reported else None,
        duplicates=duplicates,
        previews=previews_of(facts, about.code if about else "") if has_previews() else [],
        shows_previews=has_previews(),
        is_nature_pending=facts.production == Production.PENDING,
        not_same=sorted(str(pk) for pk in dismissed),
        department_hint=_department_hint(facts),
        is_reported=is_reported,
    )


def _department_hint(facts: AccidentInput) -> str:
    """Which department usually supervises the chosen sector in this county, while none is chosen."""
    if not facts.sector or facts.supervising_department or facts.has_no_department:
        return ""
    sector = Sector.objects.filter(code=facts.sector).exclude(department_function="").first()
    unit = departments_of(facts.county, sector.department_function).first() if sector else None
    return f"通常是{unit.short_name}。" if unit else ""


def add_findings(form: FactsForm, *, now: dt.datetime, complete: bool) -> None:
    """Add to a form that could not be read completely what is wrong with the rest, so that all is said at once."""
    facts = form.facts()
    for name, message in check_facts(facts, resolve(facts), now=now, complete=complete).items():
        if name in form.fields and name not in form.errors:
            form.add_error(name, message)


def _faults(form: FactsForm, facts: AccidentInput, now: dt.datetime) -> list[FieldProblem]:
    """Fields that cannot be read, then those that cannot be or are missing; in the order of the form."""
    messages = check_facts(facts, resolve(facts), now=now, complete=True)
    messages |= {
        name: str(item.error_messages["required"])
        for name, item in form.fields.items()
        if item.required and form[name].value() in (None, "") and name not in messages
    }
    unread = {name: str(errors[0]) for name, errors in form.errors.items() if name in form.fields}
    found = []
    for name in form.fields:
        message = unread.get(name) or messages.get(name)
        if message:
            is_missing = name not in unread and form[name].value() in (None, "")
            found.append(
                FieldProblem(name, str(form.fields[name].label), message, is_missing, form[name].id_for_label or name)
            )
    return found


def _sections(form: FactsForm, faults: list[FieldProblem]) -> dict[str, SectionState]:
    states = {}
    for key, _, names in SECTIONS:
        own = [fault for fault in faults if fault.name in names]
        wrong = sum(not fault.is_missing for fault in own)
        if wrong:
            states[key] = SectionState(key, f"{wrong} 处待改", "section-state-bad")
        elif own:
            states[key] = SectionState(key, f"还差 {len(own)} 项")
        elif key == "course" and not form["summary"].value():
            states[key] = SectionState(key, "可在续报时补")
        else:
            states[key] = SectionState(key, "已填全", "section-state-full")
    return states


def _level(form: FactsForm, facts: AccidentInput) -> LevelFeedback:
    shown = [name for name in _FIGURES if name in form.fields]
    if all(form[name].value() in (None, "") for name in shown):
        return LevelFeedback("", "填写伤亡、损失后判定。", [])
    unread = [name for name in _FIGURES if name in form.errors]
    # Figures that cannot be read yet count as 0.
    derived = severity.severity_of(replace(facts, **{name: _ZERO[name] for name in unread}))
    if any(name in unread for name in ("deaths", "missing")):
        return LevelFeedback("", "伤亡数字改正后判定。", measure_rows(derived, unread, facts.is_loss_unknown))
    then = derived.if_presumed_dead.label if derived.if_presumed_dead else ""
    return LevelFeedback(derived.level, derived.sentence, measure_rows(derived, unread, facts.is_loss_unknown), then)


def measure_rows(
    derived: severity.Severity, unread: Sequence[str] = (), is_loss_unknown: bool = False
) -> list[tuple[str, str, str]]:
    """The rows of the level panel: figure with unit, measure, its own level (or words while there is none to read)."""
    shown = []
    for entry in derived.basis:
        unit = "万元" if entry.measure == "direct_loss" else "人"
        if entry.measure in unread:
            shown.append(("—", severity.MEASURE_TEXT[entry.measure], "待改后判定"))
        elif entry.measure == "direct_loss" and is_loss_unknown:
            shown.append(("—", severity.MEASURE_TEXT[entry.measure], "未填"))
        else:
            shown.append((f"{plain(entry.value)} {unit}", severity.MEASURE_TEXT[entry.measure], entry.level))
    return shown
