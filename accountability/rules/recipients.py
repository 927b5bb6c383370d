"""Who is charged with an accident (escalation.md, Evaluation 2): resolution by the facts alone."""

from __future__ import annotations

from dataclasses import dataclass

from accountability.rules import reasons
from accountability.rules.facts import AccidentFacts, Government
from accountability.rules.reasons import Reason
from accountability.rules.spec import RecipientRole

DEPARTMENT_UNKNOWN = "主管部门未明确"
TOWNSHIP_UNKNOWN = "属地乡镇未明确"


@dataclass(frozen=True)
class Recipient:
    """One recipient.  ``code`` is the division code of a government or the organization code of a department.

    ``code`` is ``None`` and ``reason`` says why when nobody can be charged; such a proposal is shown and cannot be
    issued.
    """

    role: RecipientRole
    code: str | None
    name: str
    place: str = ""
    reason: Reason | None = None

    @property
    def resolved(self) -> bool:
        """Whether a letter can name this recipient."""
        return self.code is not None

    @property
    def reason_text(self) -> str:
        """Why nobody can be charged, in words."""
        return self.reason.text if self.reason else ""

    @property
    def key(self) -> str:
        """Stable text for the keys of proposals."""
        return f"{self.role.value}:{self.code or '-'}"


def charged_to(accident: AccidentFacts, role: RecipientRole) -> Recipient:
    """The recipient of that role for one accident, unresolved when the facts do not name one.

    Exactly one department is charged (readings.md 9), and only a county department: a city department named as
    主管部门 leaves the recipient unresolved (readings.md 10).
    """
    if role is RecipientRole.COUNTY_DEPARTMENT:
        return _department(accident)
    if role is RecipientRole.COUNTY_GOVERNMENT:
        return _government(role, accident.county, "")
    return _government(role, accident.township, TOWNSHIP_UNKNOWN)


def _government(role: RecipientRole, government: Government | None, unknown: str) -> Recipient:
    if government is None:
        return Recipient(role, None, unknown, reason=reasons.township_unknown())
    if not government.name:
        return Recipient(role, None, government.place, government.place, reason=reasons.government_unknown())
    return Recipient(role, government.code, government.name, government.place)


def _department(accident: AccidentFacts) -> Recipient:
    role, department = RecipientRole.COUNTY_DEPARTMENT, accident.department
    if department is not None and department.is_county_department:
        return Recipient(role, department.code, department.name, accident.county.place)
    if department is not None:
        reason = reasons.department_of_elsewhere(department.name)
    elif accident.no_department:
        reason = reasons.no_department()
    else:
        reason = reasons.department_unknown()
    return Recipient(role, None, DEPARTMENT_UNKNOWN, accident.county.place, reason)
