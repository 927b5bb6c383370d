"""The map of the counties as inline SVG: outlines in four steps, and ringed points for units without an outline."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from assessment.geometry import Area, Plane, Point, outlines, plane_for

WIDTH, HEIGHT = 376.0, 246.0
MARGIN = (44.0, 8.0)
STEPS = 4


@dataclass(frozen=True)
class Place:
    """A county on the map: position of its label (degrees), its number, its 较大 marks, the URL of its list."""

    code: str
    name: str
    longitude: float
    latitude: float
    value: int
    marks: int
    url: str
    words: str


@dataclass(frozen=True)
class Scale:
    """The upper bounds of the first three steps; the fourth is all above."""

    bounds: tuple[int, ...]

    def step(self, value: int) -> int:
        """Return the step of a value: 1 to 4, the lightest first."""
        return 1 + sum(value > bound for bound in self.bounds)

    def legend(self) -> list[tuple[int, str]]:
        """Return each step with its label: ≤8, 9–14, 15–20, ＞20."""
        first, *others = self.bounds
        rows = [(1, f"≤{first}")]
        lower = first
        for step, bound in enumerate(others, start=2):
            rows.append((step, f"{lower + 1}–{bound}" if bound > lower + 1 else str(bound)))
            lower = bound
        return [*rows, (STEPS, f"＞{lower}")]


def scale_for(values: Sequence[int]) -> Scale:
    """Return three bounds that divide the range up to the largest value; rising integers, at least 1, 2, 3."""
    largest = max([0, *values])
    bounds: list[int] = []
    for number, share in enumerate((1 / 3, 7 / 12, 5 / 6), start=1):
        below_largest = largest - 4 + number  # so that the largest value itself is in the fourth step
        bounds.append(max(min(math.ceil(largest * share), below_largest), (bounds[-1] if bounds else 0) + 1))
    return Scale(tuple(bounds))


def county_map(places: Sequence[Place], *, outlines_file: Path, scale: Scale, title: str) -> SafeString:
    """Draw the places in the user's scope, each a link; one without an outline is a ringed point with a leader line."""
    shapes = outlines(outlines_file)
    shown = [place for place in places if place.code in shapes]
    points = [point for place in shown for ring in shapes[place.code] for point in ring]
    points += [(place.longitude, place.latitude) for place in places]
    if not points:
        return SafeString("")
    plane = plane_for(points, width=WIDTH, height=HEIGHT, margin=MARGIN)
    rings = {place.code: [[plane.at(*point) for point in ring] for ring in shapes[place.code]] for place in shown}
    areas = format_html_join("", "{}", ((_area(place, rings[place.code], scale),) for place in shown))
    others = [place for place in places if place.code not in shapes]
    points = [plane.at(place.longitude, place.latitude) for place in others]
    labels = format_html_join("", "{}", ((_label(place, plane, points),) for place in shown))
    drawn = [Area.of(ring) for own in rings.values() for ring in own]
    ringed = format_html_join("", "{}", ((_point(place, plane, drawn, scale),) for place in others))
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="group" aria-label="{}">{}{}{}</svg>',
        _n(WIDTH), _n(HEIGHT), title, areas, labels, ringed,
    )  # fmt: skip


def _area(place: Place, rings: list[list[Point]], scale: Scale) -> SafeString:
    path = "".join("M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in ring) + "Z" for ring in rings)
    return format_html(
        '<a href="{}" aria-label="{}"><title>{}</title><path class="map-area map-{}" d="{}"/></a>',
        place.url, place.words, place.words, scale.step(place.value), path,
    )  # fmt: skip


def _label(place: Place, plane: Plane, ringed: Sequence[Point]) -> SafeString:
    """Draw the name with its marks and the number below, moved aside where a ringed point lies under it."""
    x, y = plane.at(place.longitude, place.latitude)
    half = _width(place) / 2
    for px, py in ringed:
        if abs(px - x) < half + 8 and y + 6 < py < y + 24:
            y = py - 24
        elif abs(px - x) < half + 8 and y - 18 < py <= y + 6:
            x = px + 9 + half if px <= x else px - 9 - half
    return _words(place, x, y)


def _width(place: Place) -> float:
    return len(place.name) * 12 + place.marks * 12


def _words(place: Place, x: float, y: float) -> SafeString:
    start = x - _width(place) / 2
    return format_html(
        '<g class="map-label" aria-hidden="true"><text class="map-name" x="{}" y="{}">{}</text>{}'
        '<text class="map-number" x="{}" y="{}" text-anchor="middle">{}</text></g>',
        _n(start), _n(y), place.name, _marks(place.marks, start + len(place.name) * 12 + 4, y),
        _n(x), _n(y + 15), place.value,
    )  # fmt: skip


def _marks(count: int, x: float, y: float) -> SafeString:
    return format_html_join(
        "",
        '<rect class="mark-larger" x="{}" y="{}" width="8" height="11"/>',
        ((_n(x + 11 * index), _n(y - 10)) for index in range(count)),
    )


def _point(place: Place, plane: Plane, drawn: Sequence[Area], scale: Scale) -> SafeString:
    """Draw a ring at the place, a leader line to the outside, and the label at its end."""
    x, y = plane.at(place.longitude, place.latitude)
    goes_right = plane.width - x <= plane.height - y
    end_x, end_y = _outside(x, y, drawn, plane, goes_right=goes_right)
    text_x, text_y, anchor = (end_x + 3, end_y + 4, "start") if goes_right else (end_x, end_y + 13, "middle")
    return format_html(
        '<a href="{}"><title>{}</title>'
        '<line class="map-leader" x1="{}" y1="{}" x2="{}" y2="{}"/>'
        '<circle class="map-point map-{}" cx="{}" cy="{}" r="5"/>'
        '<text class="map-name" x="{}" y="{}" text-anchor="{}">{} <tspan class="map-number">{}</tspan></text></a>',
        place.url, place.words, _n(x), _n(y), _n(end_x), _n(end_y), scale.step(place.value),
        _n(x), _n(y), _n(text_x), _n(text_y), anchor, place.name, place.value,
    )  # fmt: skip


def _outside(x: float, y: float, drawn: Sequence[Area], plane: Plane, *, goes_right: bool) -> tuple[float, float]:
    """Return a point just outside all areas drawn, to the right or below."""
    limit = plane.width - 60 if goes_right else plane.height - 16
    at = (x if goes_right else y) + 14
    crossed = [area for area in drawn if (area.top <= y <= area.bottom if goes_right else area.west <= x <= area.east)]
    while at < limit:
        point = (at, y) if goes_right else (x, at)
        if not any(point in area for area in crossed):
            break
        at += 3
    at = min(at + 4, limit)
    return (at, y) if goes_right else (x, at)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
