"""The numbers of accidents, deaths and 万元 of each demonstration year, by county and month.

They are those of `years.json` in the city's demonstration data.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

FILE = "years.json"
#: A year that the file does not name has 46 accidents less three for each year since 2026, with one death each.
LAST_COUNT, LAST_COUNT_YEAR = 46, 2026


@dataclass(frozen=True)
class YearPlan:
    """Production accidents of a year: cases, deaths and loss by county, cases by month.

    Losses are in cents of a 万元. Also the number of ordinary accidents outside production.
    """

    year: int
    accidents: Mapping[str, int]
    deaths: Mapping[str, int]
    loss: Mapping[str, int]
    months: Sequence[int]
    outside_production: int
    #: Road accidents of autumn and December that were entered only after 20 December.
    entered_late: int = 0


@dataclass(frozen=True)
class LargerAccident:
    """A 较大 accident by place and day; of one that is not known, nothing else is invented."""

    county: str
    day: dt.date
    is_production: bool = False
    is_known: bool = True


class Years:
    """The demonstration years of a city."""

    def __init__(self, name: str, data: Mapping[str, Any]) -> None:
        #: The same name always gives the same accidents.
        self.name = name
        self.counties: tuple[str, ...] = tuple(data["counties"])
        self.outside_weights: tuple[int, ...] = tuple(data["outside_weights"])
        self._given = {int(year): figures for year, figures in data["years"].items()}
        self._data = data

    @property
    def first(self) -> int:
        return min(self._given)

    def plan_for(self, year: int) -> YearPlan:
        """Return the plan of a year from the first one on."""
        given = self._given.get(year) or _later(year)
        cases = self._by_county(given["accidents"], self._data["county_weights"])
        shares = list(cases.values())
        return YearPlan(
            year=year,
            accidents=cases,
            deaths=self._by_county(given["deaths"], shares),
            loss=self._by_county(given["loss"], shares),
            months=given.get("months") or apportion(sum(shares), self._data["month_weights"]),
            outside_production=given["outside_production"],
            entered_late=given.get("entered_after_20_december", 0),
        )

    def larger_accidents(self, year: int, *, running: int) -> tuple[LargerAccident, ...]:
        """Return the 较大 accidents of a year; production ones are part of the plan's cases, the others additional."""
        given = self._given.get(year, {}).get("larger", ())
        if not given and year == running:
            return tuple(
                LargerAccident(one["county"], dt.date(year, one["month"], one["day"])) for one in self._data["running"]
            )
        return tuple(LargerAccident(**one | {"day": dt.date.fromisoformat(one["day"])}) for one in given)

    def _by_county(self, figures: int | Sequence[int], weights: Sequence[int]) -> dict[str, int]:
        """Return the figures of the counties; a total is split by weights."""
        parts = apportion(figures, weights) if isinstance(figures, int) else figures
        return dict(zip(self.counties, parts, strict=True))


def read_years(folder: Path) -> Years:
    """Read the years from the folder of a city's demonstration data (`fixtures/yiyang/demo`)."""
    return Years(folder.parent.name, json.loads((folder / FILE).read_text(encoding="utf-8")))


def _later(year: int) -> dict[str, Any]:
    cases = max(30, LAST_COUNT - 3 * (year - LAST_COUNT_YEAR))
    return {"accidents": cases, "deaths": cases, "loss": cases * 4600, "outside_production": 12}


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Split ``total`` by weights into whole parts that add up to it exactly (largest remainder, earlier first)."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda index: (-(total * weights[index] % whole), index))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts


def money(cents: int) -> Decimal:
    """Convert hundredths of a 万元 to 万元."""
    return Decimal(cents).scaleb(-2)
