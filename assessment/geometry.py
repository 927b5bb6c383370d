"""Outlines of the counties on a plane, simplified for a small map. Pure except for reading the fixture once."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Point = tuple[float, float]
#: Tolerance of a simplified outline in degrees: under half a pixel on the page.
TOLERANCE = 0.004


@dataclass(frozen=True)
class Plane:
    """A picture's size in pixels and the projection of longitude and latitude onto it."""

    width: float
    height: float
    west: float
    north: float
    scale: float
    stretch: float

    def at(self, longitude: float, latitude: float) -> Point:
        """Return the position of a place in pixels from the upper left corner."""
        return (
            self.west + longitude * self.stretch * self.scale,
            self.north - latitude * self.scale,
        )


@cache
def outlines(path: Path) -> dict[str, list[list[Point]]]:
    """Return the simplified rings of each county by code, in degrees."""
    collection = json.loads(path.read_text(encoding="utf-8"))
    return {
        feature["properties"]["code"]: [
            simplified([(x, y) for x, y in ring]) for polygon in feature["geometry"]["coordinates"] for ring in polygon
        ]
        for feature in collection["features"]
    }


def plane_for(points: Sequence[Point], *, width: float, height: float, margin: tuple[float, float]) -> Plane:
    """Return the plane that fits all ``points`` (degrees) into the picture, centred, with ``margin`` on each side."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    stretch = math.cos(math.radians((min(ys) + max(ys)) / 2))
    wide, tall = max((max(xs) - min(xs)) * stretch, 1e-6), max(max(ys) - min(ys), 1e-6)
    across, down = margin
    scale = min((width - 2 * across) / wide, (height - 2 * down) / tall)
    west = (width - wide * scale) / 2 - min(xs) * stretch * scale
    north = (height - tall * scale) / 2 + max(ys) * scale
    return Plane(width, height, west, north, scale, stretch)


def simplified(ring: Sequence[Point], tolerance: float = TOLERANCE) -> list[Point]:
    """Simplify a closed ring (Douglas–Peucker)."""
    if len(ring) < 4:
        return list(ring)
    half = len(ring) // 2
    return [*_line(ring[: half + 1], tolerance)[:-1], *_line(ring[half:], tolerance)]


def _line(points: Sequence[Point], tolerance: float) -> list[Point]:
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        far = max(range(first + 1, last), key=lambda index: _distance(points[index], points[first], points[last]))
        if _distance(points[far], points[first], points[last]) > tolerance:
            keep.add(far)
            spans += [(first, far), (far, last)]
    return [points[index] for index in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    (px, py), (ax, ay), (bx, by) = point, start, end
    length = math.hypot(bx - ax, by - ay)
    if not length:
        return math.hypot(px - ax, py - ay)
    return abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / length


@dataclass(frozen=True)
class Area:
    """What a closed ring encloses, and the box around it: most points are outside of the box already."""

    ring: Sequence[Point]
    west: float
    east: float
    top: float
    bottom: float

    @classmethod
    def of(cls, ring: Sequence[Point]) -> Area:
        """Return the area of ``ring``."""
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        return cls(ring, min(xs), max(xs), min(ys), max(ys))

    def __contains__(self, point: Point) -> bool:
        """Return whether a point lies inside (ray casting)."""
        x, y = point
        if not (self.west <= x <= self.east and self.top <= y <= self.bottom):
            return False
        inside = False
        for (x1, y1), (x2, y2) in zip(self.ring, [*self.ring[1:], self.ring[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
        return inside
