"""Accidents for tests, registered through the accident services as the system."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from accidents.facts import AccidentInput
from accidents.models import Accident
from accidents.services.base import (
    lock,
    place_and_date,
    send_accidents_changed,
    write_revision,
)
from accidents.services.registration import register
from accidents.services.reporting import add_report
from accountability.models import Decision
from accountability.reconciliation import run
from foundation.common import clock
from tests.accountability.rules.facts_factory import moment

TAOJIANG, ANHUA = "430922", "430923"
MAJITANG, HUISHANGANG, DONGPING = "430922115", "430922103", "430923121"


def facts(when: str, *, county: str = TAOJIANG, township: str = MAJITANG, **changes: Any) -> AccidentInput:
    """Return a 一般 production accident on a construction site with one death."""
    occurred_at = moment(when if " " in when else f"{when} 10:00")
    values: dict[str, Any] = {
        "county": county,
        "township": township,
        "location": "向阳路建筑工地",
        "occurred_at": occurred_at,
        "known_at": occurred_at,
        "production": "yes",
        "sector": "construction",
        "accident_type": "1986-09",
        "supervising_department": f"{county}-housing",
        "deaths": 1,
        "direct_loss": Decimal("80"),
        "summary": "施工人员从脚手架坠落",
    }
    values.update(changes)
    return AccidentInput(**values)


def make_accident(when: str, *, status: str = "verified", user: Any = None, **changes: Any) -> Accident:
    """Register an accident, recorded at the moment of the clock."""
    return register(
        user=user, facts=facts(when, **changes), status=status, recorded_at=clock.now() if not user else None
    )


def larger(when: str, **changes: Any) -> Accident:
    """Return the same with three deaths."""
    return make_accident(when, **{"deaths": 3, **changes})


def correct(accident: Accident, **changes: Any) -> Accident:
    """Correct an accident as the system."""
    note = "核对后更正"
    return add_report(user=None, accident=accident, kind="correction", changes=changes, note=note, version=None)


def drain() -> run.ReconcileResult:
    """Process pending requests as a worker does."""
    return run.process_requests()


def decision(rule: str, accident: Accident | None = None, county: str = TAOJIANG) -> Decision:
    """Return the stored decision of a rule, by its trigger or by its county."""
    found = Decision.objects.filter(rule__code=rule)
    found = found.filter(trigger=accident) if accident is not None else found.filter(county_id=county, trigger=None)
    return found.get()


def set_status(accident: Accident, status: str) -> None:
    """Write off or restore: that service belongs to a later issue, its revision and signal do not."""
    accident = lock(accident, None)
    before = place_and_date(accident)
    accident.status = status
    write_revision(accident, kind="correction", user=None, at=clock.now(), note="益应急函〔2021〕17号")
    send_accidents_changed(accident=accident, before=before)
