"""Reasons in parts: why an accident is not counted, why a recipient cannot be named; words are made when shown.

A reason is a code and what it is about.  Its sentences are in this module alone: a word that is changed here changes
in what is stored, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accidents.rules.vocabulary import Level, Production, Status
from accountability.rules.spec import RecipientRole, RuleSpec


@dataclass(frozen=True)
class Reason:
    """A code with the plain values that its sentence speaks of; both can be stored as JSON."""

    code: str
    details: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def text(self) -> str:
        """The reason in words."""
        return _TEXTS[self.code](**self.details)

    @property
    def remedy(self) -> str:
        """What, if decided, would take the reason away; empty when the matter is settled."""
        remedy = _REMEDIES.get(self.code)
        return remedy(**self.details) if remedy else ""

    def as_parts(self) -> dict[str, Any]:
        """Return the reason as it is stored."""
        return {"code": self.code, **self.details}

    @classmethod
    def from_parts(cls, parts: Mapping[str, Any]) -> Reason:
        """Return a stored reason."""
        return cls(parts["code"], {name: value for name, value in parts.items() if name != "code"})


def in_words(reasons: Iterable[Reason]) -> str:
    """Return several reasons as one text."""
    return "；".join(reason.text for reason in reasons)


def outside_window(days: int) -> Reason:
    """``days`` before the window (negative) or after it."""
    return Reason("outside_window", {"days": days})


def settled(status: str, *, document: str = "", merged_into: str = "") -> Reason:
    """Written off (by which document), merged (into which accident) or withdrawn; the code is the status."""
    return Reason(str(status), {"document": document, "merged_into": merged_into})


def production_differs(production: str, rule: RuleSpec) -> Reason:
    """The rule is about accidents of another nature, or the nature is not decided yet."""
    code = "pending_production" if production == Production.PENDING else "other_production"
    return Reason(code, {"wanted": str(rule.production)})


def level_differs(level: str, rule: RuleSpec) -> Reason:
    """The level lies outside the range of the rule."""
    is_only = rule.level_max == rule.level_min
    return Reason("other_level", {"level": str(level), "wanted": str(rule.level_min), "is_only": is_only})


def people_missing(deaths: int, missing: int, rule: RuleSpec) -> Reason:
    """The level of the rule is reached if the missing are dead."""
    return Reason("missing_people", {"deaths": deaths, "missing": missing, "wanted": str(rule.level_min)})


def no_finding() -> Reason:
    """The rule asks for a finding of concealment or a false report; there is none."""
    return Reason("no_finding")


def not_liable(recipient: str, document: str) -> Reason:
    """An investigation found the recipient not liable."""
    return Reason("not_liable", {"recipient": recipient, "document": document})


def charged_elsewhere(recipient: str) -> Reason:
    """Another unit is charged with the accident now."""
    return Reason("other_recipient", {"recipient": recipient})


def nobody_charged(why: Reason, role: RecipientRole, *, is_final: bool) -> Reason:
    """No unit is charged, for the reason ``why``; ``is_final``: nobody will be (无主管部门)."""
    return Reason("department_missing", {"why": why.as_parts(), "role": role.value, "is_final": is_final})


def township_unknown() -> Reason:
    """The accident names no township."""
    return Reason("township_unknown")


def government_unknown() -> Reason:
    """No government or 管委会 is known for the division."""
    return Reason("government_unknown")


def department_of_elsewhere(department: str) -> Reason:
    """The 主管部门 is none of the county."""
    return Reason("department_of_elsewhere", {"department": department})


def no_department() -> Reason:
    """The accident is registered as 无主管部门."""
    return Reason("no_department")


def department_unknown() -> Reason:
    """The accident names no 主管部门."""
    return Reason("department_unknown")


def no_department_to_charge() -> Reason:
    """A stored decision has no recipient; what was missing then is not kept with it."""
    return Reason("no_department_to_charge")


def _outside_window(days: int) -> str:
    return f"在统计周期之外，{'早' if days < 0 else '晚'} {abs(days)} 天"


def _settled(status: Status) -> Callable[..., str]:
    def words(document: str = "", merged_into: str = "") -> str:
        word = status.label
        if status is Status.MERGED:
            word += f" {merged_into}" if merged_into else "其他事故"
        return f"{word} {document}".strip()

    return words


def _other_level(level: str, wanted: str, is_only: bool) -> str:
    return f"等级为{Level(level).label}，{'本条只看' if is_only else '未达'}{Level(wanted).label}"


def _missing_people(deaths: int, missing: int, wanted: str) -> str:
    return f"死亡 {deaths} 人、失踪 {missing} 人，未达{Level(wanted).label}"


def _nobody_charged(why: Mapping[str, Any], role: str, is_final: bool) -> str:
    return Reason.from_parts(why).text


def _charging_remedy(why: Mapping[str, Any], role: str, is_final: bool) -> str:
    if role != RecipientRole.COUNTY_DEPARTMENT:
        return "对象如明确为本单位"
    return "" if is_final else "主管部门如明确为本单位"


_TEXTS: dict[str, Callable[..., str]] = {
    "outside_window": _outside_window,
    "pending_production": lambda wanted: "是否生产安全事故待认定",
    "other_production": lambda wanted: f"本条只看{Production(wanted).noun}",
    "missing_people": _missing_people,
    "other_level": _other_level,
    "no_finding": lambda: "没有瞒报、谎报的认定",
    "not_liable": lambda recipient, document: f"调查认定{recipient}无责任（{document}）",
    "other_recipient": lambda recipient: f"现由{recipient}承担",
    "department_missing": _nobody_charged,
    "township_unknown": lambda: "没有登记事发乡镇",
    "government_unknown": lambda: "本级政府或管委会尚未建立单位",
    "department_of_elsewhere": lambda department: f"登记的主管部门“{department}”不是事发区县的主管部门",
    "no_department": lambda: "登记为无主管部门",
    "department_unknown": lambda: "没有登记主管部门",
    "no_department_to_charge": lambda: "没有可以承担的区县主管部门",
    **{status.value: _settled(status) for status in (Status.WRITTEN_OFF, Status.MERGED, Status.WITHDRAWN)},
}
_REMEDIES: dict[str, Callable[..., str]] = {
    "pending_production": lambda wanted: f"如认定为{Production(wanted).noun}",
    "missing_people": lambda **_: "失踪者如认定死亡",
    "department_missing": _charging_remedy,
}
