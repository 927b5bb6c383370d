"""What would follow from facts that are being typed: filled from above, for this package knows no rules.

``yiyang_ems`` or ``accountability`` registers how the rules in force read the facts; the form shows it beside the
level, as a hint that decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accidents.facts import FactsInput


@dataclass(frozen=True)
class PreviewItem:
    """One measure that would be proposed: its code (``yellow_card``) and for whom, in words (马迹塘镇、县交通局)."""

    measure: str
    recipients: str
    note: str = ""


Previewer = Callable[[FactsInput], Sequence[PreviewItem]]

_previewers: dict[str, Previewer] = {}


def register_preview(previewer: Previewer) -> None:
    """Add a source of hints; it only reads, and gets facts whose codes may be missing or wrong."""
    _previewers[f"{previewer.__module__}.{previewer.__qualname__}"] = previewer


def previews_of(facts: FactsInput) -> list[PreviewItem]:
    """All hints for ``facts``, in the order of their sources."""
    return [item for previewer in _previewers.values() for item in previewer(facts)]


def has_previews() -> bool:
    """Whether anyone gives hints; without it the form shows no such panel."""
    return bool(_previewers)
