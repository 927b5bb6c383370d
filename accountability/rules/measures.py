"""Measures (措施) and which of them is graver (escalation.md, "Superseded")."""

from __future__ import annotations

from enum import StrEnum


class Measure(StrEnum):
    """What a rule asks for.  挂牌督办 is set by hand; no rule makes it."""

    NOTICE = "notice"
    INTERVIEW = "interview"
    YELLOW_CARD = "yellow_card"
    VETO = "veto"


class Issuer(StrEnum):
    """The level that issues a measure."""

    CITY = "city"
    PROVINCE = "province"


MEASURE_TEXT = {
    Measure.NOTICE: "通报",
    Measure.INTERVIEW: "约谈",
    Measure.YELLOW_CARD: "黄牌警告",
    Measure.VETO: "一票否决",
}

_GRAVITY = (Measure.NOTICE, Measure.INTERVIEW, Measure.YELLOW_CARD, Measure.VETO)


def gravity(measure: Measure) -> int:
    """1 for the mildest measure to 4 for the gravest."""
    return _GRAVITY.index(measure) + 1


def supersedes(newer: Measure, older: Measure) -> bool:
    """Whether ``newer`` takes the place of ``older`` for the same recipient and accident.

    Asked only for an ``older`` measure whose own rule no longer holds.  A veto does not supersede a yellow card:
    the ladder of 益应急发〔2021〕5号 gives the card for each accident and the veto for two of them.
    """
    if newer is Measure.VETO and older is Measure.YELLOW_CARD:
        return False
    return gravity(newer) > gravity(older)
