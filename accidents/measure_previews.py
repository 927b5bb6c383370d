"""What would follow from facts that are being typed: filled from above, for this package knows no rules.

``yiyang_ems`` or ``accountability`` registers how the rules in force read the facts; the form shows it beside the
level, as a hint that decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accidents.facts import AccidentInput
from foundation.common.registry import Registry

#: The note of a measure that was already issued for the same accident and unit.
CARRIED_OUT = "已印发"


@dataclass(frozen=True)
class PreviewItem:
    """One measure that would be proposed: its name, for whom, in words (马迹塘镇、县交通局), and the name of its badge.

    With the note ``CARRIED_OUT`` it is no proposal any more: its decision has been issued.
    """

    label: str
    recipients: str
    badge: str
    note: str = ""


Previewer = Callable[[AccidentInput, str], Sequence[PreviewItem]]

#: Sources of hints; they only read. A source gets facts whose codes may be missing or wrong, and the number of the
#: accident they are about: empty for a new one, else the register holds it with its facts of now.
previewers: Registry[Previewer] = Registry()


def previews_of(facts: AccidentInput, code: str = "") -> list[PreviewItem]:
    """Return all hints for ``facts`` of the accident ``code`` (empty: a new one), in the order of their sources."""
    return [item for previewer in previewers for item in previewer(facts, code)]


def has_previews() -> bool:
    """Whether anyone gives hints; without it the form shows no such panel."""
    return bool(len(previewers))
