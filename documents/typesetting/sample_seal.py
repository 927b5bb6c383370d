"""The drawn sample seal 样章: ring, star, the issuer's name on an arc, nothing of a real agency's seal.

Everything, glyphs too, is one path of outlines, so that no text is added to the page. Lengths are millimetres; the
origin is the seal's centre, y grows downwards. The page is laid out with `SEAL_PLACE`, an empty drawing; its path is
replaced by the seal's when the file is written, because parsing a path of a thousand numbers for each letter costs an
eighth of its time.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from fontTools.misc.transform import Transform
from fontTools.pens.basePen import BasePen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from documents.typesetting.fonts import Face

DIAMETER = 42.0
# Left clear around the ring: the bounding box of the drawing must not cut it.
RIM = 2.0
ALTERNATIVE = "印章（样章）"
_WORDS = "样章"

_RADIUS = DIAMETER / 2
_RING = 1.2
_STAR = 7.0
_NAME_RADIUS = _RADIUS - 5.0
_NAME_SIZE, _NAME_WIDTH = 5.6, 0.78
_MOST_SPAN, _SPAN_EACH = 270.0, 30.0
_WORDS_SIZE, _WORDS_MIDDLE = 4.4, 11.4
# Middle of an em box above the baseline, the same in all our faces.
_EM_MIDDLE = 0.38


# Fractions of a radius: control points of a quarter of a circle.
_KAPPA = 4 / 3 * (math.sqrt(2) - 1)

_SIDE = DIAMETER + 2 * RIM
# A line between two points that no seal contains.
PLACE_PATH = (b"-20.991 -20.993 m", b"-20.997 -20.999 l")
SEAL_PLACE = (
    f'<svg class="seal" xmlns="http://www.w3.org/2000/svg" viewBox="{-_SIDE / 2} {-_SIDE / 2} {_SIDE} {_SIDE}">'
    f'<title>{ALTERNATIVE}</title><path fill="#f00" d="M-20.991 -20.993L-20.997 -20.999"/></svg>'
)


@lru_cache(maxsize=64)
def sample_seal(name: str, faces: tuple[Face, ...]) -> bytes:
    """Return the PDF path operators of an issuer's sample seal with a ring of 42 mm.

    Each character is drawn with the first of the faces that has it. Replaces `PLACE_PATH`.
    """
    pen = _PathPen()
    _circle(pen, _RADIUS)
    # Drawn in the opposite direction, and so left empty.
    _circle(pen, _RADIUS - _RING, backwards=True)
    _star(pen)
    _name(pen, name, faces)
    _words(pen, faces)
    return b"\n".join(pen.operators)


class _PathPen(BasePen):
    """Record drawing calls as PDF operators; quadratic curves are converted to cubic ones."""

    def __init__(self, glyphs: Any = None) -> None:
        super().__init__(glyphs)
        self.operators: list[bytes] = []

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = " ".join(f"{number:.3f}" for point in points for number in point)
        self.operators.append(f"{numbers} {operator}".strip().encode())

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self._add("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self._add("l", pt)

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:
        self._add("c", pt1, pt2, pt3)

    def _closePath(self) -> None:
        self._add("h")


def _circle(pen: _PathPen, radius: float, *, backwards: bool = False) -> None:
    """Draw a circle in quarters, so that the ends are its farthest points, which the checks measure."""
    turn = -1 if backwards else 1
    ends = [(radius, 0.0), (0.0, turn * radius), (-radius, 0.0), (0.0, -turn * radius)]
    pen.moveTo(ends[0])
    for start, end in zip(ends, [*ends[1:], ends[0]], strict=True):
        first, second = ((a + _KAPPA * b for a, b in zip(*pair, strict=True)) for pair in ((start, end), (end, start)))
        pen.curveTo(tuple(first), tuple(second), end)
    pen.closePath()


def _star(pen: _PathPen) -> None:
    inner = _STAR * math.sin(math.radians(18)) / math.sin(math.radians(54))
    for corner in range(10):
        radius, angle = (inner if corner % 2 else _STAR), math.radians(36 * corner)
        point = (radius * math.sin(angle), -radius * math.cos(angle))
        pen.lineTo(point) if corner else pen.moveTo(point)
    pen.closePath()


def _name(pen: _PathPen, name: str, faces: tuple[Face, ...]) -> None:
    characters = [character for character in name if not character.isspace()]
    if not characters:
        return
    span = min(_MOST_SPAN, _SPAN_EACH * len(characters))
    step = span / max(1, len(characters) - 1)
    # Long names are set smaller, so that neighbours never touch.
    size = min(_NAME_SIZE, math.radians(step) * _NAME_RADIUS / _NAME_WIDTH) if len(characters) > 1 else _NAME_SIZE
    first = -span / 2 if len(characters) > 1 else 0.0
    for index, character in enumerate(characters):
        place = Transform().rotate(math.radians(first + step * index)).translate(0, -_NAME_RADIUS)
        _glyph(pen, character, faces, place, size, _NAME_WIDTH)


def _words(pen: _PathPen, faces: tuple[Face, ...]) -> None:
    left = -_WORDS_SIZE * (len(_WORDS) - 1) / 2
    for index, character in enumerate(_WORDS):
        place = Transform().translate(left + _WORDS_SIZE * index, _WORDS_MIDDLE)
        _glyph(pen, character, faces, place, _WORDS_SIZE, 1.0)


def _glyph(pen: _PathPen, character: str, faces: tuple[Face, ...], place: Transform, size: float, width: float) -> None:
    """Draw a character whose em box is centred on the origin of `place`."""
    face = next((face for face in faces if ord(character) in face.advances), None)
    if face is None:
        return
    font = _opened(face)
    scale = size / font["head"].unitsPerEm
    glyphs = font.getGlyphSet()
    advance = face.advances[ord(character)]
    matrix = place.scale(scale * width, -scale).translate(
        -advance / 2 * font["head"].unitsPerEm, -_EM_MIDDLE * font["head"].unitsPerEm
    )
    outline = _PathPen(glyphs)
    glyphs[font.getBestCmap()[ord(character)]].draw(TransformPen(outline, matrix))
    pen.operators += outline.operators


@lru_cache(maxsize=4)
def _opened(face: Face) -> TTFont:
    return TTFont(face.path, lazy=True)
