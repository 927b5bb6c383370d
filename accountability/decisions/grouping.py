"""Group stored decisions: which of them are one matter and may share a letter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from accidents.models import Level
from accountability.models import Decision
from accountability.rules.measures import Measure, gravity
from accountability.rules.windows import Window, local_day


def grouping_of(decision: Decision) -> Grouping:
    """The matter a decision belongs to; reads ``rule``, its rule set and ``trigger``."""
    rule, month = decision.rule, None
    if decision.trigger is not None:
        occasion = decision.trigger.code
        ordinary_notice = rule.measure == Measure.NOTICE and rule.level_max == Level.ORDINARY
        if ordinary_notice and decision.trigger.occurred_at:
            month = local_day(decision.trigger.occurred_at).replace(day=1)
    else:
        occasion = f"{decision.county_id}@{Window(decision.window_start, decision.window_end).key}"
    return Grouping(rule.rule_set.code, decision.measure, rule.clause, occasion, month)


@dataclass(frozen=True)
class Grouping:
    """What of a decision says with which others it may share a letter.

    ``occasion`` is the trigger's code, or county and window for a rule with a threshold above 1; ``month`` the first
    day of the trigger's month when the decision is a notice of a 一般 accident, else ``None``.
    """

    rule_set: str
    measure: str
    clause: str
    occasion: str
    month: dt.date | None = None

    @property
    def key(self) -> str:
        """How the matter is called in to-dos and on the board: by month for notices of 一般 accidents."""
        occasion = self.month.strftime("%Y-%m") if self.month else self.occasion
        return f"{self.rule_set}:{self.clause}:{self.measure}:{occasion}"


def may_share_letter(groupings: list[Grouping]) -> str:
    """Empty when the decisions may stand in one letter, else what keeps them apart, in Chinese."""
    first = groupings[0]
    if any(other.measure != first.measure for other in groupings):
        return "一份公文只写一种措施，请分开起草。"
    if any((other.rule_set, other.clause) != (first.rule_set, first.clause) for other in groupings):
        return "一份公文只依据一个条款，请分开起草。"
    if all(other.occasion == first.occasion for other in groupings):
        return ""
    if first.month is not None and all(other.month == first.month for other in groupings):
        return ""
    if first.month is not None:
        return "按月通报只能写同一个月的事故，请按月分开起草。"
    return "一份公文只写一起事故（或一个区县在一个周期内）引起的处理，请分开起草。"


@dataclass(frozen=True)
class ProposalGroup:
    """Proposals of one measure, clause and occasion (or month of 一般 accidents)."""

    key: str
    decisions: tuple[Decision, ...]
    title: str

    @property
    def first(self) -> Decision:
        return self.decisions[0]

    @property
    def has_unresolved(self) -> bool:
        return any(decision.recipient_organization_id is None for decision in self.decisions)


def proposal_groups(decisions: Iterable[Decision]) -> list[ProposalGroup]:
    """Proposals grouped into matters, gravest measures first, then by title."""
    groups: dict[str, list[Decision]] = {}
    for decision in decisions:
        groups.setdefault(grouping_of(decision).key, []).append(decision)
    matters = [ProposalGroup(key, tuple(rows), _title(rows)) for key, rows in groups.items()]
    return sorted(matters, key=lambda matter: (-gravity(Measure(matter.first.measure)), matter.title))


def _title(rows: list[Decision]) -> str:
    first = rows[0]
    month = grouping_of(first).month
    if month is not None:
        accidents = len({row.trigger_id for row in rows})
        return f"{month.year}年{month.month}月一般生产安全事故 {accidents} 起"
    if first.trigger is not None:
        return first.trigger.name
    return f"{first.county.name}　{first.window_end.year}年累计"
