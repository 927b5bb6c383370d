"""Which decisions stand in one letter (escalation.md, "Words", letter): one measure, one clause, one trigger.

Notices of 一般 accidents may also be collected by month.  A rule with a threshold above 1 has no trigger; its decisions
of one county and window belong together.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


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
