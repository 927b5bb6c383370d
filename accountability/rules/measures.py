"""Measures (措施) and which of them is graver (escalation.md, "Superseded")."""

from __future__ import annotations

from foundation.common.vocabulary import LabelledEnum


class Measure(LabelledEnum):
    """What a rule asks for, from the mildest to the gravest.  挂牌督办 is set by hand; no rule makes it."""

    NOTICE = "notice", "通报"
    INTERVIEW = "interview", "约谈"
    YELLOW_CARD = "yellow_card", "黄牌警告"
    VETO = "veto", "一票否决"


class Issuer(LabelledEnum):
    """The level that issues a measure."""

    CITY = "city", "市"
    PROVINCE = "province", "省"


#: Measures on which the bureau's leaders decide; officers draft the others without them.
DECIDED_BY_LEADERS = frozenset({Measure.INTERVIEW, Measure.YELLOW_CARD, Measure.VETO})
_GRAVITY = tuple(Measure)


def gravity(measure: Measure) -> int:
    """1 for the mildest measure to 4 for the gravest."""
    return _GRAVITY.index(measure) + 1


def supersedes(newer: Measure, older: Measure) -> bool:
    """Whether ``newer`` takes the place of ``older`` for the same recipient and accident.

    Asked only for an ``older`` measure whose own rule no longer holds.  A veto does not supersede a yellow card:
    the rules of 益应急发〔2021〕5号 gives the card for each accident and the veto for two of them.
    """
    if newer is Measure.VETO and older is Measure.YELLOW_CARD:
        return False
    return gravity(newer) > gravity(older)
