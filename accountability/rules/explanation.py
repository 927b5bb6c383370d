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
from accountability.rules.reasons import Reason, in_words
from accountability.rules.recipients import Recipient
from accountability.rules.spec import RuleSpec
from accountability.rules.windows import Window

#: Reasons that say only “this rule is about something else”; pages and stored explanations group them.
PLAIN_REASONS = frozenset({"other_production", "other_level"})


@dataclass(frozen=True)
class Counted:
    """One accident of the basis, with the revision of its figures that was counted.

    ``fingerprint`` holds what “same basis” compares: production, level, place and department.  ``deaths`` and
    ``missing`` are numbers of people.
    """

    code: str
    name: str
    occurred_at: dt.datetime
    level: str
    production: str
    deaths: int
    missing: int
    revision: str
    fingerprint: str


@dataclass(frozen=True)
class NearlyCounted:
    """One accident that is charged to the recipient and not counted.

    Were it counted, it would be the ``number``-th of a rule with a threshold above 1 (``None``: a matter of its own),
    and ``would_meet`` says that this reaches the threshold.
    """

    code: str
    name: str
    occurred_at: dt.datetime
    level: str
    production: str
    status: str
    reasons: tuple[Reason, ...]
    number: int | None = None
    would_meet: bool = False

    @property
    def would_change(self) -> bool:
        """Whether all its reasons are open questions, so that it may still be counted."""
        return all(reason.remedy for reason in self.reasons)

    @property
    def would_change_text(self) -> str:
        """What would have to be decided, and what followed; 不会 when nothing can change."""
        if not self.would_change:
            return "不会"
        remedy = "、".join(reason.remedy for reason in self.reasons)
        if self.number is None:
            return f"{remedy}，另行成立一项"
        return f"{remedy}，为第 {self.number} 起" + ("，条件成立" if self.would_meet else "")

    @property
    def reason_text(self) -> str:
        """All reasons in words."""
        return in_words(self.reasons)

    @property
    def is_plain(self) -> bool:
        """Whether the rule is simply about other accidents than this one."""
        return not self.would_change and all(reason.code in PLAIN_REASONS for reason in self.reasons)


@dataclass(frozen=True)
class Explanation:
    """The reasoning for one recipient under one rule, in parts."""

    rule: RuleSpec
    recipient: Recipient
    window: Window
    counted: tuple[Counted, ...]
    nearly_counted: tuple[NearlyCounted, ...]

    @property
    def clause(self) -> str:
        """The sentence of the source that the rule reads."""
        return self.rule.clause.text

    @property
    def threshold(self) -> int:
        """How many accidents the rule asks for."""
        return self.rule.threshold

    @property
    def text(self) -> str:
        """The one sentence a leader reads."""
        return _met_sentence(self) if self.met else _unmet_sentence(self)

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
        production=accident.production,
        deaths=accident.deaths,
        missing=accident.missing,
        revision=accident.revision,
        fingerprint=f"{accident.production}|{accident.level}|{place}|{department}",
    )


def nearly(accident: AccidentFacts, reasons: tuple[Reason, ...], rule: RuleSpec, already: int) -> NearlyCounted:
    """The entry of an accident that is not counted, beside ``already`` counted ones."""
    number = already + 1 if rule.threshold > 1 else None
    return NearlyCounted(
        code=accident.code,
        name=accident.name,
        occurred_at=accident.occurred_at,
        level=accident.level,
        production=accident.production,
        status=accident.status,
        reasons=reasons,
        number=number,
        would_meet=number == rule.threshold,
    )


def _met_sentence(explanation: Explanation) -> str:
    """What happened, against which threshold, what follows for whom."""
    rule, recipient = explanation.rule, explanation.recipient
    act = measure_act(rule.measure, rule.issuer, recipient.name)
    if not recipient.resolved:
        act += f"（{recipient.reason_text}，对象明确前不能印发）"
    if rule.threshold == 1:
        (one,) = explanation.counted
        kind = f"{Level(one.level).label}，{Production(one.production).short_label}，{_figures(one)}"
        return f"{one.name}（{kind}）属于“{rule.accident_text}”，{act}。"
    names = "、".join(one.name for one in explanation.counted)
    return (
        f"{explanation.window.text}计入{rule.accident_text} {len(explanation.counted)} 起（{names}），"
        f"达到门槛 {rule.threshold} 起，{act}。"
    )


def _unmet_sentence(explanation: Explanation) -> str:
    """How far a recipient is from the threshold."""
    rule, recipient, window = explanation.rule, explanation.recipient, explanation.window
    if not recipient.resolved:
        return f"{window.text}{recipient.place}有事故{recipient.reason_text}，暂不能计到具体单位。"
    return (
        f"{window.text}计入{rule.accident_text} {len(explanation.counted)} 起，未达到门槛 {rule.threshold} 起，"
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


def _figures(accident: Counted) -> str:
    parts = [f"死亡 {accident.deaths} 人"]
    if accident.missing:
        parts.append(f"失踪 {accident.missing} 人")
    return "、".join(parts)
