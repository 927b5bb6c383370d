"""Break Chinese text into lines as a typesetter would.

The PDF engine widens only spaces, so its Chinese paragraphs stay ragged, and it refuses to break beside quotation
marks. Here lines are broken by measured widths and each full line is evenly spread or condensed to the right edge
(typically by ±0.6 pt a character); a line has 27 to 29 characters where marks had to be squeezed in or moved down
(reading 39).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

NO_LINE_START = frozenset("，。、；：？！）》〉】〕」』”’…—·％%‰℃")
NO_LINE_END = frozenset("（《〈【〔「『“‘")
_MARKS = NO_LINE_START | NO_LINE_END
# A document's number stays whole: 〔2021〕5号.
_TOKEN = re.compile(r"——|……|〔\d{4}〕\d+号?|[0-9A-Za-z.,%+\-/:]+[%％℃‰°]?|.", re.DOTALL)
# A line that would need more than this between characters is left ragged.
_MOST_STRETCH = 3.8
_MARKS_TO_SQUEEZE = 3
# Units that must not be separated from the number before them: 1人, 80万元, 2026年.
_UNITS = frozenset("年月日时分人名起个万元号项件次家户处岁吨米")
# To keep them together a line gives up this much of an em, or takes in one or two characters at this spacing.
_MOST_GIVEN_UP = 1.5
_LEAST_SPACING = -0.8
# Rounding of twenty-eight widths must not push the last character out.
_TOLERANCE = 0.3


@dataclass(frozen=True)
class Line:
    """One line of a paragraph: its text and the spacing after each character, in points."""

    text: str
    spacing: float


@dataclass(frozen=True)
class Measure:
    """The parameters of line breaking: em widths, type size, usual spacing and line widths (points)."""

    advance: Callable[[str], float]
    size: float
    spacing: float
    width: float
    first_width: float


def break_lines(text: str, measure: Measure) -> list[Line]:
    """Break one paragraph; the last line keeps the usual spacing. Empty text gives no line."""
    tokens = _tokens(text, measure)
    lines: list[Line] = []
    start = 0
    while start < len(tokens):
        available = measure.width if lines else measure.first_width
        end = _with_units(tokens, start, _line_end(tokens, start, available, measure), available, measure)
        line = "".join(tokens[start:end])
        spacing = measure.spacing
        if end < len(tokens) or _natural_width(line, measure) > available + _TOLERANCE:
            spacing = _flush_spacing(line, available, measure)
        lines.append(Line(line, round(spacing, 4)))
        start = end
    return lines


def natural_width(text: str, advance: Callable[[str], float], size: float, spacing: float) -> float:
    """Return the width in points of unbroken text."""
    return sum([advance(character) * size + spacing for character in text])


def _natural_width(text: str, measure: Measure) -> float:
    return natural_width(text, measure.advance, measure.size, measure.spacing)


def _tokens(text: str, measure: Measure) -> list[str]:
    """Return units that are never divided; a run wider than a whole line is divided after all."""
    tokens: list[str] = []
    for token in _TOKEN.findall(text):
        if _natural_width(token, measure) > min(measure.width, measure.first_width):
            tokens.extend(token)
        else:
            tokens.append(token)
    return tokens


def _line_end(tokens: list[str], start: int, available: float, measure: Measure) -> int:
    """Return the index after the last token of the line that begins at `start`."""
    used, fits = 0.0, start
    while fits < len(tokens):
        used += _natural_width(tokens[fits], measure)
        if used > available + _TOLERANCE:
            break
        fits += 1
    if fits == len(tokens):
        return fits
    fits = max(fits, start + 1)
    if _takes_one_more_mark(tokens, start, fits):
        return fits + 1
    if taken := _takes_number(tokens, start, fits, available, measure):
        return fits + taken
    end = fits
    while end > start + 1 and not _may_break(tokens, end):
        end -= 1
    return end if _may_break(tokens, end) else fits


def _with_units(tokens: list[str], start: int, end: int, available: float, measure: Measure) -> int:
    """Return the line's end, moved where possible so that no number is separated from its unit."""
    if not _parts_number(tokens, end):
        return end
    earlier = end - 1
    while earlier > start + 1 and (not _may_break(tokens, earlier) or _parts_number(tokens, earlier)):
        earlier -= 1
    shorter = "".join(tokens[start:earlier])
    if available - _natural_width(shorter, measure) <= _MOST_GIVEN_UP * measure.size + _TOLERANCE:
        return earlier
    # The unit, and the mark that may not begin the next line.
    for later in (end + 1, end + 2):
        longer = "".join(tokens[start:later])
        fits = _flush_spacing(longer, available, measure) >= _LEAST_SPACING
        if fits and _may_break(tokens, later) and not _parts_number(tokens, later):
            return later
    return end


def _parts_number(tokens: list[str], end: int) -> bool:
    """Return whether a break here would separate a number from its unit."""
    if not 0 < end < len(tokens):
        return False
    before, after = tokens[end - 1], tokens[end]
    if (before, after) == ("万", "元"):
        return end > 1 and tokens[end - 2][-1].isdigit()
    return before[-1].isdigit() and after in _UNITS


def _takes_number(tokens: list[str], start: int, fits: int, available: float, measure: Measure) -> int:
    """Return how many tokens are squeezed in for a document's number that nearly fits, to avoid a gap.

    They are the number, if it did not fit, and the marks that may not begin the next line; 0 when there is no space.
    """
    number = tokens[fits - 1] if tokens[fits] in NO_LINE_START else tokens[fits]
    if number[0] != "〔" or len(number) == 1:
        return 0
    end = fits + 1
    while not _may_break(tokens, end):
        end += 1
    fitting = _flush_spacing("".join(tokens[start:end]), available, measure) >= _LEAST_SPACING
    return end - fits if fitting else 0


def _takes_one_more_mark(tokens: list[str], start: int, fits: int) -> bool:
    """Return whether the mark that did not fit is squeezed in: the line's other marks must have space to give."""
    marks = sum(token in _MARKS for token in tokens[start:fits])
    return tokens[fits] in NO_LINE_START and marks >= _MARKS_TO_SQUEEZE and _may_break(tokens, fits + 1)


def _may_break(tokens: list[str], end: int) -> bool:
    if end >= len(tokens):
        return True
    return tokens[end][0] not in NO_LINE_START and tokens[end - 1][-1] not in NO_LINE_END


def _flush_spacing(line: str, available: float, measure: Measure) -> float:
    """Return the spacing at which the last character touches the edge; the space behind it does not count."""
    bare = natural_width(line, measure.advance, measure.size, 0.0)
    spacing = (available - measure.spacing - bare) / max(len(line) - 1, 1)
    return spacing if spacing <= _MOST_STRETCH else measure.spacing
