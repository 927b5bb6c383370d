"""How measures look: the badge with its outline, also beside an accident."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from accountability.rules.measures import Measure
from foundation.ui.badges import Badge, badges

#: The look of a measure by the state of its decision: class, and the word after the badge of one that is over.
MEASURE_STATES = {
    "in_force": ("", ""),
    "proposed": ("measure-proposed", ""),
    "lifted": ("measure-over", "已解除"),
    "expired": ("measure-over", "已期满"),
    "revoked": ("measure-over", "已撤销"),
    "declined": ("measure-over", "不予处理"),
    "lapsed": ("measure-over", "条件已不成立"),
}


def measure_badge(measure: str, state: str = "", note: str = "") -> SafeString:
    """Return the measure with its outline: dashed when proposed, grey with the word of the state when over."""
    css, word = MEASURE_STATES.get(state, ("", ""))
    badge = _badge(Measure(measure))
    if css:
        badge = Badge(f"拟{badge.label}" if state == "proposed" else badge.label, f"{badge.css} {css}")
    after = note or word
    return format_html("{}{}", badge, format_html('<span class="measure-note">{}</span>', after) if after else "")


def badge_name(measure: str) -> str:
    """Return the name under which other packages find the badge of a measure."""
    return f"measure.{measure}"


def register_badges() -> None:
    """Register the badge of each measure."""
    for measure in Measure:
        badges.register(_badge(measure), key=badge_name(measure))


def _badge(measure: Measure) -> Badge:
    return Badge(measure.label, f"measure measure-{measure}")
