"""Why a rule holds or does not: the accidents counted, those nearly counted with their reasons, one sentence.

Every accident that is charged to a recipient and not counted has at least one reason; it *would change* the
conclusion only when all its reasons are open questions (认定、失踪、主管部门), never when one of them is settled.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from accidents.rules.vocabulary import Level, Production
from accountability.rules.facts import AccidentFacts
from accountability.rules.measures import Issuer, Measure
from accountability.rules.recipients import Recipient
from accountability.rules.spec import RuleSpec
from accountability.rules.windows import Window

#: Reasons that say only “this rule is about something else”; pages and stored explanations group them.
PLAIN_REASONS = frozenset({"other_production", "other_level"})


@dataclass(frozen=True)
class Reason:
    """One reason why an accident is not counted.  ``remedy``: what, if decided, would take the reason away."""

    code: str
    text: str
    remedy: str = ""


@dataclass(frozen=True)
class Counted:
    """One accident of the basis, with the revision of its figures that was counted.

    ``fingerprint`` holds what “same basis” compares: production, level, place and department.
    """

    code: str
    name: str
    occurred_at: dt.datetime
    level: str
    revision: str
    fingerprint: str


@dataclass(frozen=True)
class NearlyCounted:
    """One accident that is charged to the recipient and not counted."""

    code: str
    name: str
    occurred_at: dt.datetime
    level: str
    production: str
    status: str
    reasons: tuple[Reason, ...]
    would_change: bool
    would_change_text: str

    @property
    def reason_text(self) -> str:
        """All reasons in words."""
        return "；".join(reason.text for reason in self.reasons)

    @property
    def is_plain(self) -> bool:
        """Whether the rule is simply about other accidents than this one."""
        return not self.would_change and all(reason.code in PLAIN_REASONS for reason in self.reasons)


@dataclass(frozen=True)
class Explanation:
    """The reasoning for one recipient under one rule.  ``text`` is the one sentence a leader reads."""

    clause: str
    window: Window
    threshold: int
    counted: tuple[Counted, ...]
    nearly_counted: tuple[NearlyCounted, ...]
    text: str

    @property
    def met(self) -> bool:
        """Whether the threshold is reached."""
        return len(self.counted) >= self.threshold

    @property
    def completing(self) -> Counted | None:
        """The accident with which the threshold was reached."""
        return self.counted[self.threshold - 1] if self.met else None


def counted(accident: AccidentFacts) -> Counted:
    """The basis entry of one accident."""
    place = f"{accident.county.code}/{accident.township.code if accident.township else '-'}"
    department = accident.department.code if accident.department else "-"
    return Counted(
        code=accident.code,
        name=accident.name,
        occurred_at=accident.occurred_at,
        level=accident.level,
        revision=accident.revision,
        fingerprint=f"{accident.production}|{accident.level}|{place}|{department}",
    )


def nearly(accident: AccidentFacts, reasons: tuple[Reason, ...], rule: RuleSpec, already: int) -> NearlyCounted:
    """The entry of an accident that is not counted, beside ``already`` counted ones."""
    would_change = all(reason.remedy for reason in reasons)
    text = "不会"
    if would_change:
        remedy = "、".join(reason.remedy for reason in reasons)
        if rule.threshold == 1:
            text = f"{remedy}，另行成立一项"
        else:
            number = already + 1
            text = f"{remedy}，为第 {number} 起" + ("，条件成立" if number == rule.threshold else "")
    return NearlyCounted(
        code=accident.code,
        name=accident.name,
        occurred_at=accident.occurred_at,
        level=accident.level,
        production=accident.production,
        status=accident.status,
        reasons=reasons,
        would_change=would_change,
        would_change_text=text,
    )


def sentence(rule: RuleSpec, recipient: Recipient, basis: tuple[AccidentFacts, ...], window: Window) -> str:
    """One Chinese sentence: what happened, against which threshold, what follows for whom."""
    act = measure_act(rule.measure, rule.issuer, recipient.name)
    if not recipient.resolved:
        act += f"（{recipient.reason}，对象明确前不能印发）"
    if rule.threshold == 1:
        (accident,) = basis
        kind = f"{Level(accident.level).label}，{Production(accident.production).short_label}，{_figures(accident)}"
        return f"{accident.name}（{kind}）属于“{rule.accident_text}”，{act}。"
    names = "、".join(accident.name for accident in basis)
    return f"{window.text}计入{rule.accident_text} {len(basis)} 起（{names}），达到门槛 {rule.threshold} 起，{act}。"


def unmet_sentence(rule: RuleSpec, recipient: Recipient, count: int, window: Window) -> str:
    """The sentence for a recipient that has not reached a threshold."""
    if not recipient.resolved:
        return f"{window.text}{recipient.place}有事故{recipient.reason}，暂不能计到具体单位。"
    return (
        f"{window.text}计入{rule.accident_text} {count} 起，未达到门槛 {rule.threshold} 起，"
        f"不对{recipient.name}{rule.measure.label}。"
    )


def measure_act(measure: Measure, issuer: Issuer, name: str) -> str:
    """``拟对…黄牌警告``; for a provincial row what the province is expected to do."""
    if issuer is Issuer.PROVINCE:
        expected = {
            Measure.NOTICE: f"预计由省在全省通报{name}",
            Measure.INTERVIEW: f"预计由省约谈{name}",
        }
        act = expected.get(measure, f"预计由省对{name}{measure.label}")
        return f"{act}，以省里公文为准"
    if measure is Measure.NOTICE:
        return f"拟通报{name}"
    if measure is Measure.INTERVIEW:
        return f"拟约谈{name}"
    if measure is Measure.VETO:
        return f"拟对{name}实行一票否决"
    return f"拟对{name}给予黄牌警告"


def _figures(accident: AccidentFacts) -> str:
    parts = [f"死亡 {accident.deaths} 人"]
    if accident.missing:
        parts.append(f"失踪 {accident.missing} 人")
    return "、".join(parts)
