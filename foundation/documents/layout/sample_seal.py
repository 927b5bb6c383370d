"""The drawn sample seal 样章: ring, star, the issuer's name on an arc, nothing of a real agency's stamp.

Everything is one path of outlines, glyphs too, so that no text is added to the page. Lengths are millimetres; the
origin is the seal's centre, y grows downwards.
"""

from __future__ import annotations

import math
from functools import lru_cache

from fontTools.misc.transform import Transform
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from foundation.documents.layout.fonts import Face

DIAMETER = 42.0
# Left clear round the ring: a signature's own box around the drawing must not cut it.
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
# Middle of an em box above the baseline, as every face of ours has it.
_EM_MIDDLE = 0.38


@lru_cache(maxsize=64)
def sample_seal(name: str, faces: tuple[Face, ...]) -> str:
    """SVG of the sample seal of an issuer in the first of the faces that has each character, the ring 42 mm across."""
    side = DIAMETER + 2 * RIM
    outlines = _ring() + _star() + _name(name, faces) + _words(faces)
    return (
        f'<svg class="seal" xmlns="http://www.w3.org/2000/svg" viewBox="{-side / 2} {-side / 2} {side} {side}">'
        f'<title>{ALTERNATIVE}</title><path fill="#f00" d="{outlines}"/></svg>'
    )


def _ring() -> str:
    """Two circles, the inner one drawn the other way round and so left empty."""
    return _circle(_RADIUS, 1) + _circle(_RADIUS - _RING, 0)


def _circle(radius: float, sweep: int) -> str:
    """In quarters, so that its ends are its farthest points, which is what a ruler reads."""
    arc, first, last = f"A{radius} {radius} 0 0 {sweep} ", *((-radius, radius) if sweep else (radius, -radius))
    return f"M{-radius} 0{arc}0 {first}{arc}{radius} 0{arc}0 {last}{arc}{-radius} 0Z"


def _star() -> str:
    inner = _STAR * math.sin(math.radians(18)) / math.sin(math.radians(54))
    points = []
    for corner in range(10):
        radius, angle = (inner if corner % 2 else _STAR), math.radians(36 * corner)
        points.append(f"{radius * math.sin(angle):.3f} {-radius * math.cos(angle):.3f}")
    return f"M{'L'.join(points)}Z"


def _name(name: str, faces: tuple[Face, ...]) -> str:
    characters = [character for character in name if not character.isspace()]
    if not characters:
        return ""
    span = min(_MOST_SPAN, _SPAN_EACH * len(characters))
    step = span / max(1, len(characters) - 1)
    # Long names are set smaller, so that neighbours never touch.
    size = min(_NAME_SIZE, math.radians(step) * _NAME_RADIUS / _NAME_WIDTH) if len(characters) > 1 else _NAME_SIZE
    first = -span / 2 if len(characters) > 1 else 0.0
    return "".join(
        _glyph(
            character,
            faces,
            Transform().rotate(math.radians(first + step * index)).translate(0, -_NAME_RADIUS),
            size,
            _NAME_WIDTH,
        )
        for index, character in enumerate(characters)
    )


def _words(faces: tuple[Face, ...]) -> str:
    left = -_WORDS_SIZE * (len(_WORDS) - 1) / 2
    return "".join(
        _glyph(character, faces, Transform().translate(left + _WORDS_SIZE * index, _WORDS_MIDDLE), _WORDS_SIZE, 1.0)
        for index, character in enumerate(_WORDS)
    )


def _glyph(character: str, faces: tuple[Face, ...], place: Transform, size: float, width: float) -> str:
    """Outline of a character whose em box is centred on the origin of `place`."""
    face = next((face for face in faces if ord(character) in face.advances), None)
    if face is None:
        return ""
    font = _opened(face)
    scale = size / font["head"].unitsPerEm
    glyphs = font.getGlyphSet()
    pen = SVGPathPen(glyphs, ntos=lambda value: f"{value:.3f}")
    advance = face.advances[ord(character)]
    matrix = place.scale(scale * width, -scale).translate(
        -advance / 2 * font["head"].unitsPerEm, -_EM_MIDDLE * font["head"].unitsPerEm
    )
    glyphs[font.getBestCmap()[ord(character)]].draw(TransformPen(pen, matrix))
    return pen.getCommands()


@lru_cache(maxsize=4)
def _opened(face: Face) -> TTFont:
    return TTFont(face.path, lazy=True)
