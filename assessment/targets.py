"""三降一不: three figures below last year's, and no production accident of level 较大 or above. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from foundation.common.text.number_format import change_in_percent

Number = int | Decimal


@dataclass(frozen=True)
class TargetFigures:
    """Production accidents of one period and place: cases, deaths in persons, direct loss in 万元, 较大 and above."""

    accidents: int = 0
    deaths: int = 0
    direct_loss: Decimal = Decimal("0.00")
    larger: int = 0


@dataclass(frozen=True)
class Comparison:
    """One figure against the same period of last year.

    ``change_pct`` has one decimal, rounded half away from zero, and is None with a zero base (去年同期无).
    """

    value: Number
    base: Number
    change_pct: Decimal | None
    decreased: bool


@dataclass(frozen=True)
class ThreeDecreasesOneZero:
    """The state of the four indicators; ``achieved`` when all four are met."""

    accidents: Comparison
    deaths: Comparison
    direct_loss: Comparison
    larger: int
    larger_met: bool
    achieved: bool


def compare(value: Number, base: Number) -> Comparison:
    """Compare a figure with its base. With a zero base only zero counts as a decrease; equal is no decrease."""
    change = change_in_percent(value, base)
    return Comparison(
        value=value,
        base=base,
        change_pct=None if change is None else change + 0,
        decreased=value < base if base else not value,
    )


def three_decreases_one_zero(current: TargetFigures, base: TargetFigures) -> ThreeDecreasesOneZero:
    """Evaluate the year's target (益应急发〔2021〕5号, part one) for the city or for one county (reading 44)."""
    accidents = compare(current.accidents, base.accidents)
    deaths = compare(current.deaths, base.deaths)
    loss = compare(current.direct_loss, base.direct_loss)
    met = current.larger == 0
    return ThreeDecreasesOneZero(
        accidents=accidents,
        deaths=deaths,
        direct_loss=loss,
        larger=current.larger,
        larger_met=met,
        achieved=met and accidents.decreased and deaths.decreased and loss.decreased,
    )
