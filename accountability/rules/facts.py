"""The facts of an accident that rules read, as plain frozen values (no database, no clock, no Django).

The named constructors of ``AccidentFacts`` say where facts come from; ``accountability.facts`` calls them with what it
has read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from accidents.facts import AccidentInput
from accidents.rules.severity import severity_of
from accidents.rules.vocabulary import Status
from accountability.rules.windows import local_day


@dataclass(frozen=True)
class Government:
    """The government (or 管委会) of a township or county: division code, place name, full legal name.

    ``name`` is empty when no government is known for the division; a decision for it cannot be resolved.
    """

    code: str
    place: str
    name: str

    @classmethod
    def of(cls, division: Any, names: Mapping[str, str]) -> Government:
        """Return the government of a division (``code`` and ``name``); ``names`` are legal names by code."""
        return cls(division.code, division.name, names.get(division.code, ""))


@dataclass(frozen=True)
class Department:
    """The 主管部门 named on an accident.

    Only a department of the county where it happened is charged by a rule (readings.md 10): the reader of the facts
    sets ``is_county_department`` for those.
    """

    code: str
    name: str
    is_county_department: bool = True


@dataclass(frozen=True)
class NotLiable:
    """A finding that spares one recipient: its division or organization code, the document, its date (reading 20).

    The date distinguishes findings of one document number; rules do not judge by it.
    """

    recipient_code: str
    document_number: str
    decided_on: dt.date | None = None

    @classmethod
    def from_stored(cls, finding: Mapping[str, str]) -> NotLiable:
        """Return the finding as a revision stores it."""
        decided = finding.get("decided_on")
        return cls(
            finding["recipient_code"],
            finding.get("document_number", ""),
            dt.date.fromisoformat(decided) if decided else None,
        )


@dataclass(frozen=True)
class RevisionStamp:
    """Which revision of an accident holds its facts, and when it was recorded."""

    key: int
    number: int
    recorded_at: dt.datetime


@dataclass(frozen=True)
class AccidentFacts:
    """One accident as one revision of it says.

    Figures are numbers of people; ``deaths`` includes missing people presumed dead (readings.md 4), ``missing`` are
    those not presumed dead.  ``level_if_missing_dead`` is the level should they be.  ``department`` is ``None`` both
    when nothing is known yet and when ``no_department`` says 无主管部门.  ``status_document`` is the number of the
    document that wrote the accident off; ``revision_recorded_at`` and ``verified`` are shown, not judged.
    """

    code: str
    name: str
    occurred_at: dt.datetime
    counted_on: dt.date
    status: str
    production: str
    level: str
    township: Government | None
    county: Government
    department: Department | None = None
    no_department: bool = False
    deaths: int = 0
    missing: int = 0
    level_if_missing_dead: str | None = None
    not_liable: tuple[NotLiable, ...] = ()
    findings: frozenset[str] = field(default_factory=frozenset)
    status_document: str = ""
    merged_into: str = ""
    revision: str = ""
    revision_number: int = 0
    revision_recorded_at: dt.datetime | None = None
    verified: bool = False

    @classmethod
    def from_revision(
        cls,
        row: Any,
        *,
        code: str,
        stamp: RevisionStamp,
        governments: Mapping[str, str],
        department: Department | None,
    ) -> AccidentFacts:
        """Return what a stored row says (an accident, or one of its revisions), places loaded with it.

        ``governments`` are the legal names of governments by division code.
        """
        return cls(
            code=code,
            name=row.name,
            occurred_at=row.occurred_at,
            counted_on=row.counted_on,
            status=row.status,
            production=row.production,
            level=row.level,
            township=Government.of(row.township, governments) if row.township else None,
            county=Government.of(row.county, governments),
            department=department,
            no_department=row.has_no_department,
            deaths=row.counted_deaths,
            missing=0 if row.missing_presumed_dead else row.missing,
            level_if_missing_dead=severity_of(row).if_presumed_dead,
            not_liable=tuple(NotLiable.from_stored(finding) for finding in row.not_liable),
            findings=frozenset(row.findings),
            revision=str(stamp.key),
            revision_number=stamp.number,
            revision_recorded_at=stamp.recorded_at,
            verified=row.status == Status.VERIFIED,
        )

    @classmethod
    def from_input(
        cls,
        facts: AccidentInput,
        *,
        code: str,
        name: str,
        county: Government,
        township: Government | None,
        department: Department | None,
    ) -> AccidentFacts:
        """Return facts that are being typed, as if they were submitted now. ``facts`` have a time of occurrence."""
        assert facts.occurred_at is not None, "rules read only accidents whose time is known"
        severity = severity_of(facts)
        return cls(
            code=code,
            name=name,
            occurred_at=facts.occurred_at,
            counted_on=facts.counted_on or local_day(facts.occurred_at),
            status=Status.SUBMITTED,
            production=facts.production,
            level=severity.level,
            township=township,
            county=county,
            department=department,
            no_department=facts.has_no_department,
            deaths=severity.counted_deaths,
            missing=0 if facts.missing_presumed_dead else facts.missing,
            level_if_missing_dead=severity.if_presumed_dead,
        )

    @classmethod
    def from_simulation(
        cls,
        facts: AccidentInput,
        *,
        number: int,
        county: Government,
        township: Government | None,
        department: Department | None,
    ) -> AccidentFacts:
        """Return an accident that did not happen, the ``number``-th of its simulation: 模拟1, 模拟2, …"""
        code = f"模拟{number}"
        return cls.from_input(
            facts, code=code, name=facts.name or code, county=county, township=township, department=department
        )

    @property
    def order(self) -> tuple[dt.datetime, str]:
        """By time of occurrence, ties by code point of the code (readings.md 16)."""
        return (self.occurred_at, self.code)
