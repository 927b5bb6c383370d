"""How levels look: the badge with strip and word, also in lists of other packages (to-dos, search hits)."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from accidents.rules.vocabulary import Level, Production, Status
from foundation.ui.badges import Badge, badges

_UNKNOWN = Badge("待判定", "level level-unknown")


def level_badge(level: str, production: str = "", is_written_off: bool = False) -> SafeString:
    """Return the level with its strip and word; 非生产 and 待认定 follow as words, a written-off accident is struck."""
    badge = _badge(Level(level)) if level else _UNKNOWN
    note = "" if production in ("", Production.YES) else Production(production).short_label
    if is_written_off:
        badge, note = Badge(badge.label, "level level-struck"), Status.WRITTEN_OFF.label
    return format_html("{}{}", badge, format_html('<span class="level-note">{}</span>', note) if note else "")


def badge_name(level: str) -> str:
    """Return the name under which other packages find the badge of a level; empty for an empty level."""
    return f"accident_level.{level}" if level else ""


def register_badges() -> None:
    """Register the badge of each level."""
    for level in Level:
        badges.register(_badge(level), key=badge_name(level))


def _badge(level: Level) -> Badge:
    return Badge(level.label, f"level level-{level}")
