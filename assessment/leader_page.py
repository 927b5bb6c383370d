"""Build the leader page from its figures: every number with the URL of the rows it counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse

from assessment import charts, maps, wording
from assessment.leader_figures import Figures, LargerAccident, PlaceFigures
from assessment.query import LeaderQuery
from assessment.targets import Comparison, ThreeDecreasesOneZero
from foundation.common.text import date_format
from foundation.common.text.number_format import UNKNOWN, Change, year_on_year
from foundation.ui.figures import Figure

OUTLINES = settings.CITY_FOLDER / "counties.geojson"
#: Fewer marks than this are shown as a table instead of a chart (look.md).
FEWEST_FOR_A_CHART = 5
SORT_KEYS = {
    "accidents": lambda row: (-row.now.accidents, row.place.code),
    "deaths": lambda row: (-row.now.deaths, row.place.code),
    "loss": lambda row: (-row.now.direct_loss, row.place.code),
}


@dataclass(frozen=True)
class TargetLine:
    """One of the four indicators of 三降一不 as text; ``is_met`` is None where there is nothing to compare with."""

    label: str
    words: str
    is_met: bool | None


@dataclass(frozen=True)
class PlaceRow:
    """A county's or township's row: numbers with their lists, the change, its own 三降一不 and what is ``missed``.

    ``tone`` is the CSS class of ``missed``: red only when the year is over.
    """

    name: str
    accidents: int
    accidents_url: str
    base: int | None
    base_url: str
    change: Change
    deaths: int
    loss: Decimal
    larger: int
    larger_url: str
    is_achieved: bool
    missed: str
    tone: str

    @property
    def marks(self) -> range:
        """Return one mark for each 较大 accident outside production, as far as they fit."""
        return range(min(self.larger, 4))


def figures_of(figures: Figures, question: LeaderQuery) -> list[Figure]:
    """Return the headline figures: production accidents first, then, separately, the 较大 ones outside production."""
    now, base = figures.now, figures.base
    every = question.accident_list(production="yes")
    before = question.base_list(production="yes")
    outside = [accident.county for accident in figures.larger_outside]
    none = "" if figures.is_comparable else "去年同期无"
    return [
        Figure("事故起数", now.accidents, "起", every, base.accidents, has_base=True, note=none, base_url=before),
        Figure("死亡人数", now.deaths, "人", every, base.deaths, has_base=True, note=none, base_url=before),
        Figure(
            "直接经济损失", now.direct_loss, "万元", every, base.direct_loss, has_base=True, note=none, base_url=before
        ),
        Figure(
            "较大及以上生产安全事故",
            now.larger,
            "起",
            question.accident_list(production="yes", level="larger_and_up"),
            base.larger,
            note=f"去年 {base.larger} 起" if base.larger else "去年同期无",
        ),
        Figure(
            "较大非生产安全事故",
            len(outside),
            "起",
            question.accident_list(production="no", level="larger_and_up"),
            note=f"涉 {len(set(outside))} 县，另行统计" if outside else "另行统计",
            is_marked=True,
        ),
    ]


def target_lines(figures: Figures) -> list[TargetLine]:
    """Return 三降一不 as four lines."""
    target = figures.target
    larger = TargetLine("较大事故", f"{target.larger} 起", target.larger_met)
    if not figures.is_comparable:
        return [*(TargetLine(label, UNKNOWN, None) for label in ("起数下降", "死亡下降", "损失下降")), larger]
    return [
        _decrease("起数下降", target.accidents, "起"),
        _decrease("死亡下降", target.deaths, "人"),
        _decrease("损失下降", target.direct_loss, "万元"),
        larger,
    ]


def _decrease(label: str, comparison: Comparison, unit: str) -> TargetLine:
    change = year_on_year(comparison.value, comparison.base, unit=unit)
    if not comparison.base:
        words = "去年同期无" if comparison.value else "去年、今年均无"
    elif comparison.decreased:
        words = change.words
    else:
        words = "持平" if comparison.value == comparison.base else f"▲{change.words}"
    return TargetLine(label, words, comparison.decreased)


def target_words(figures: Figures, question: LeaderQuery) -> str:
    """Summarize the four lines: a result after the year, otherwise the state on a day; nothing without a base."""
    target = figures.target
    if not figures.is_comparable:
        return "去年同期无，不作判定"
    if question.is_over:
        return "全年目标实现" if target.achieved else "全年目标未实现"
    until = f"截至{question.period.end.month}月{question.period.end.day}日"
    return f"{until}达到目标" if target.achieved else f"{until}未达目标"


def place_rows(figures: Figures, question: LeaderQuery) -> list[PlaceRow]:
    """Return the counties, or for one county its townships, in the requested order."""
    places = figures.townships or figures.counties
    ordered = sorted(places, key=SORT_KEYS[question.sort])
    return [_place_row(row, question, is_comparable=figures.is_comparable) for row in ordered]


def _place_row(row: PlaceFigures, question: LeaderQuery, *, is_comparable: bool) -> PlaceRow:
    is_township = len(row.place.code) > 6
    here = {"township" if is_township else "county": row.place.code}
    return PlaceRow(
        name=row.place.name,
        accidents=row.now.accidents,
        accidents_url=question.accident_list(production="yes", **here),
        base=row.base.accidents if is_comparable else None,
        base_url=question.base_list(production="yes", **here),
        change=wording.change_of_few(row.now.accidents, row.base.accidents if is_comparable else None),
        deaths=row.now.deaths,
        loss=row.now.direct_loss,
        larger=row.larger_outside,
        larger_url=question.accident_list(production="no", level="larger_and_up", **here),
        is_achieved=row.target.achieved,
        missed=_missed(row.target) if is_comparable else UNKNOWN,
        tone=_tone(row.target.achieved, is_comparable=is_comparable, is_final=question.is_over),
    )


def target_tone(figures: Figures) -> str:
    """Return the CSS class of ``target_words``."""
    return _tone(figures.target.achieved, is_comparable=figures.is_comparable, is_final=True)


def _tone(is_achieved: bool, *, is_comparable: bool, is_final: bool) -> str:
    if not is_comparable:
        return "ink-2"
    return "is-ok" if is_achieved else "is-bad" if is_final else "ink-2"


def _missed(target: ThreeDecreasesOneZero) -> str:
    """Return which of the four are not met, short enough for a table column."""
    parts = (("起数", target.accidents), ("死亡", target.deaths), ("损失", target.direct_loss))
    up = [label for label, comparison in parts if not comparison.decreased]
    fall = "三项未降" if len(up) == len(parts) else f"{'、'.join(up)}未降" if up else ""
    return "，".join(words for words in (fall, "" if target.larger_met else "有较大") if words)


def map_of(figures: Figures, question: LeaderQuery) -> dict[str, Any]:
    """Return the map, its legend and its sentence."""
    scale = maps.scale_for([row.now.accidents for row in figures.counties])
    places = [
        maps.Place(
            code=row.place.code,
            name=row.place.map_name or row.place.name,
            longitude=float(row.place.longitude or 0),
            latitude=float(row.place.latitude or 0),
            value=row.now.accidents,
            marks=row.larger_outside,
            url=question.accident_list(production="yes", county=row.place.code),
            words=_place_words(row),
        )
        for row in figures.counties
        if row.place.longitude is not None and row.place.latitude is not None
    ]
    compared = [
        wording.Compared(row.place.short_name, row.now.accidents, row.base.accidents) for row in figures.counties
    ]
    sentence = wording.places_sentence(compared, is_comparable=figures.is_comparable)
    return {
        "svg": maps.county_map(places, outlines_file=OUTLINES, scale=scale, title=f"区域分布：{sentence}"),
        "legend": scale.legend(),
        "words": sentence,
        "has_marks": any(row.larger_outside for row in figures.counties),
    }


def _place_words(row: PlaceFigures) -> str:
    marks = f"，较大非生产安全事故 {row.larger_outside} 起" if row.larger_outside else ""
    return f"{row.place.map_name or row.place.name} {row.now.accidents} 起，去年同期 {row.base.accidents} 起{marks}"


def larger_of(figures: Figures, question: LeaderQuery) -> dict[str, Any]:
    """Return the 较大 accidents outside production as lanes or, when they are few, as a table."""
    accidents = figures.larger_outside
    names = {row.place.code: row.place.name for row in figures.counties}
    counties = sorted({accident.county for accident in accidents}, key=lambda code: _lane_order(code, accidents))
    words = wording.larger_sentence(len(accidents), len(counties), sum(accident.deaths for accident in accidents))
    svg = ""
    if len(accidents) >= FEWEST_FOR_A_CHART:
        whole = question.whole
        days = (whole.end - whole.start).days + 1
        lanes = [
            charts.Lane(
                names[code],
                [
                    charts.LaneMark(
                        at=((accident.occurred_at.date() - whole.start).days + 0.5) / days,
                        label=f"{accident.occurred_at.month}·{accident.occurred_at.day}",
                        title=f"{accident.name}，死亡 {accident.deaths} 人",
                        url=reverse("accidents:detail", args=[accident.code]),
                    )
                    for accident in accidents
                    if accident.county == code
                ],
            )
            for code in counties
        ]
        labels = [f"{month}月" for _, month in whole.months()]
        svg = charts.lanes(lanes, labels, title=f"较大非生产安全事故：{words}")
    return {
        "svg": svg,
        "rows": [
            {"accident": accident, "county": names[accident.county], "day": date_format.day(accident.occurred_at)}
            for accident in accidents
        ],
        "count": len(accidents),
        "words": words,
        "url": question.accident_list(production="no", level="larger_and_up"),
    }


def _lane_order(code: str, accidents: Sequence[LargerAccident]) -> tuple[int, dt.datetime]:
    own = [accident.occurred_at for accident in accidents if accident.county == code]
    return (-len(own), own[0])


def scope_words(question: LeaderQuery) -> str:
    """Return the line under the title: what is counted, which days, compared with what.

    补录 and 待认定 follow as links.
    """
    period = question.period
    kind = "考核年度" if period.is_appraisal else ""
    return (
        f"生产安全事故，{kind}{date_format.full_day(period.start)}至{_end(period.start, period.end)}，"
        f"与{period.base.year}年{'考核年度' if kind else ''}同期比"
    )


def backfilled(figures: Figures, question: LeaderQuery) -> dict[str, Any] | None:
    """Return the counted production accidents that were entered late (reading 25), with their list."""
    if not figures.backfilled:
        return None
    return {"count": figures.backfilled, "url": question.accident_list(production="yes", backfill="1")}


def pending(figures: Figures, question: LeaderQuery) -> dict[str, Any] | None:
    """Return the accidents of undetermined nature, which no figure of the page counts."""
    if not figures.pending:
        return None
    return {"count": figures.pending, "url": question.accident_list(production="pending")}


def _end(start: dt.date, end: dt.date) -> str:
    return f"{end.month}月{end.day}日" if start.year == end.year else date_format.full_day(end)
