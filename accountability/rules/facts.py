"""The facts of an accident that rules read, as plain frozen values (no database, no clock, no Django).

``fact_reading.py`` makes them from the newest revisions, or from those recorded at or before a moment; tests and
simulations make them by hand.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from accidents.rules.severity import LEVEL_TEXT as LEVEL_TEXT
from accidents.rules.severity import LEVELS as LEVELS

NATURE_TEXT = {"yes": "生产", "no": "非生产", "pending": "待认定"}
PRODUCTION_TEXT = {"yes": "生产安全事故", "no": "非生产安全事故", "pending": "待认定事故"}

#: Registered accidents that no rule counts (escalation.md, Evaluation 1).
NOT_COUNTED_STATUSES = frozenset({"written_off", "merged", "withdrawn"})


@dataclass(frozen=True)
class Government:
    """The government (or 管委会) of a township or county: division code, place name, full legal name.

    ``name`` is empty when no government is known for the division; a decision for it cannot be resolved.
    """

    code: str
    place: str
    name: str


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

    The date tells findings of one document number apart; rules do not judge by it.
    """

    recipient_code: str
    document_number: str
    decided_on: dt.date | None = None


@dataclass(frozen=True)
class AccidentFacts:
    """One accident as one revision of it says.

    Figures are numbers of people; ``deaths`` includes missing people presumed dead (readings.md 4), ``missing`` are
    those not presumed dead.  ``level_if_missing_dead`` is the level should they be.  ``department`` is ``None`` both
    when nothing is known yet and when ``no_department`` says 无主管部门.  ``status_document`` is the number of the
    paper that wrote the accident off; ``revision_recorded_at`` and ``verified`` are shown, not judged.
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

    @property
    def order(self) -> tuple[dt.datetime, str]:
        """By time of occurrence, ties by code point of the code (readings.md 16)."""
        return (self.occurred_at, self.code)


def level_rank(level: str) -> int:
    """0 for 一般 to 3 for 特别重大."""
    return LEVELS.index(level)
