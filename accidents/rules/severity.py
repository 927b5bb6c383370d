"""The level of an accident: State Council Order 493 (2007), article 3, as arithmetic over one revision's figures.

Any one measure is enough and the highest wins; “以上” includes the number, “以下” does not. Serious injuries include
acute industrial poisoning. Missing people count as deaths once they are presumed dead (readings 4 and 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from accidents.rules.vocabulary import LEVELS, Level

CLAUSE = "国务院令第493号 第三条"

#: Lower bounds of 较大, 重大 and 特别重大: people, people, 万元.
BOUNDS: dict[str, tuple[int, int, int]] = {
    "deaths": (3, 10, 30),
    "serious_injuries": (10, 50, 100),
    "direct_loss": (1_000, 5_000, 10_000),
}
MEASURE_TEXT = {"deaths": "死亡", "serious_injuries": "重伤", "direct_loss": "直接经济损失"}
_UNIT = {"deaths": "人", "serious_injuries": "人", "direct_loss": "万元"}


class Figures(Protocol):
    """What the level follows from, whoever holds it: a form's input, an accident, one of its revisions."""

    @property
    def deaths(self) -> int: ...
    @property
    def missing(self) -> int: ...
    @property
    def missing_presumed_dead(self) -> bool: ...
    @property
    def serious_injuries(self) -> int: ...
    @property
    def acute_poisonings(self) -> int: ...
    @property
    def direct_loss(self) -> Decimal: ...


@dataclass(frozen=True)
class LevelBasis:
    """What one measure says by itself: its value (people, or 万元), its level, and the range it lies in, in Chinese."""

    measure: str
    value: Decimal
    level: Level
    text: str

    def as_json(self) -> dict[str, Any]:
        """The derivation as it is stored with the revision and given by the API."""
        value = f"{self.value:.2f}" if self.measure == "direct_loss" else int(self.value)
        return {"measure": self.measure, "value": value, "level": self.level.value, "text": self.text}


@dataclass(frozen=True)
class Severity:
    """The level, what it was derived from, and one Chinese sentence that says why.

    ``counted_deaths`` is the number that level, rules and statistics use. ``if_presumed_dead`` is the level should the
    missing be presumed dead, or ``None`` when that would change nothing.
    """

    level: Level
    counted_deaths: int
    basis: tuple[LevelBasis, ...]
    sentence: str
    if_presumed_dead: Level | None

    @property
    def basis_json(self) -> list[dict[str, Any]]:
        return [entry.as_json() for entry in self.basis]


def severity_of(facts: Figures) -> Severity:
    """Return the level of an accident with these facts. Raises ``ValueError`` as ``derive`` does."""
    return derive(
        deaths=facts.deaths,
        missing=facts.missing,
        missing_presumed_dead=facts.missing_presumed_dead,
        serious_injuries=facts.serious_injuries,
        acute_poisonings=facts.acute_poisonings,
        direct_loss=facts.direct_loss,
    )


def derive(
    *,
    deaths: int,
    missing: int,
    missing_presumed_dead: bool,
    serious_injuries: int,
    acute_poisonings: int,
    direct_loss: Decimal,
) -> Severity:
    """Derive the level from figures (people; 万元). Negative figures are a ``ValueError``: the form refuses them."""
    if min(deaths, missing, serious_injuries, acute_poisonings) < 0 or direct_loss < 0:
        raise ValueError("figures of an accident are never negative")
    counted_deaths = deaths + (missing if missing_presumed_dead else 0)
    values = {
        "deaths": Decimal(counted_deaths),
        "serious_injuries": Decimal(serious_injuries + acute_poisonings),
        "direct_loss": Decimal(direct_loss),
    }
    basis = tuple(_basis(measure, value) for measure, value in values.items())
    level = max((entry.level for entry in basis), key=_rank)
    return Severity(level, counted_deaths, basis, _sentence(level, basis), _if_dead(deaths + missing, level))


def level_of(measure: str, value: Decimal | int) -> Level:
    """The level that one measure gives by itself."""
    return LEVELS[sum(value >= bound for bound in BOUNDS[measure])]


def _rank(level: Level) -> int:
    return level.rank


def _if_dead(deaths: int, level: Level) -> Level | None:
    then = max(level, level_of("deaths", deaths), key=_rank)
    return then if then != level else None


def _basis(measure: str, value: Decimal) -> LevelBasis:
    level = level_of(measure, value)
    return LevelBasis(measure, value, level, _range_text(measure, level))


def _range_text(measure: str, level: Level) -> str:
    unit, bounds, position = _UNIT[measure], BOUNDS[measure], level.rank
    if position == 0:
        return f"{bounds[0]} {unit}以下"
    if position == len(bounds):
        return f"{bounds[-1]} {unit}以上"
    return f"{bounds[position - 1]} {unit}以上 {bounds[position]} {unit}以下"


def _sentence(level: Level, basis: tuple[LevelBasis, ...]) -> str:
    """Names the measures that give the level; for 一般 the deaths, or that nobody died or was badly hurt."""
    if level is Level.ORDINARY:
        deaths, injured, loss = basis
        if deaths.value:
            return f"死亡 {deaths.value} 人，在“{deaths.text}”。"
        if injured.value:
            return f"没有死亡，重伤 {injured.value} 人，在“{injured.text}”。"
        return f"没有死亡和重伤，直接经济损失 {plain(loss.value)} 万元，在“{loss.text}”。"
    reasons = [
        f"{MEASURE_TEXT[entry.measure]} {plain(entry.value)} {_UNIT[entry.measure]}，达到“{entry.text}”"
        for entry in basis
        if entry.level == level
    ]
    return "；".join(reasons) + "。"


def plain(value: Decimal) -> str:
    """A figure without needless zeros, thousands separated: 1200.00 → 1,200; 12.50 → 12.5."""
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".")
