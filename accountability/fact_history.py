"""The recorded facts of several accidents over time, and what was known at a moment.  Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from accountability.facts import AccidentFacts

#: Moments of recording with the facts recorded then, oldest first.
History = Sequence[tuple[dt.datetime, AccidentFacts]]


def facts_at(history: History, moment: dt.datetime) -> list[AccidentFacts]:
    """The newest facts of each accident recorded at or before ``moment`` (aware)."""
    newest: dict[str, AccidentFacts] = {}
    for recorded, facts in history:
        if recorded <= moment:
            newest[facts.code] = facts
    return list(newest.values())
