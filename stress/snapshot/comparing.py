"""Compare two dumps: every difference as one removed or added line, and whether accepted.toml explains it."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Entries = Mapping[str, Sequence[str]]
#: Section, then entry, then its lines.
Dump = Mapping[str, Entries]
WHOLE = "(the whole entry)"
MOST_LINES = 3000


@dataclass(frozen=True)
class Difference:
    """One line that only the old (``-``) or only the new (``+``) dump has, or that stands elsewhere (``~``)."""

    section: str
    entry: str
    sign: str
    line: str

    @property
    def text(self) -> str:
        return f"{self.sign} {self.line}"


@dataclass
class Accepted:
    """A reason, and patterns of the differences that it explains; an empty pattern agrees with all."""

    reason: str
    sections: tuple[str, ...] = ()
    entry: str = ""
    line: str = ""
    used: int = 0

    def explains(self, found: Difference) -> bool:
        return (
            (not self.sections or found.section in self.sections)
            and re.search(self.entry, found.entry) is not None
            and re.search(self.line, found.text) is not None
        )


@dataclass
class Comparison:
    """What was found: unexplained differences, the number of explained ones, reasons that explain nothing."""

    unexplained: list[Difference] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)

    @property
    def unused(self) -> list[Accepted]:
        return [item for item in self.accepted if not item.used]


def load_dump(folder: Path) -> dict[str, Entries]:
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def load_accepted(path: Path) -> list[Accepted]:
    """Read ``[[accepted]]`` tables: ``reason``, and any of ``sections``, ``entry`` and ``line`` (patterns)."""
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("accepted", [])
    return [Accepted(**{**row, "sections": tuple(row.get("sections", ()))}) for row in rows]


def compare(old: Dump, new: Dump, accepted: Sequence[Accepted] = ()) -> Comparison:
    """Compare two dumps. The first of ``accepted`` that agrees with a difference explains it."""
    done = Comparison(accepted=list(accepted))
    for found in differences(old, new):
        for item in done.accepted:
            if item.explains(found):
                item.used += 1
                break
        else:
            done.unexplained.append(found)
    return done


def differences(old: Dump, new: Dump) -> Iterator[Difference]:
    for section in sorted({*old, *new}):
        before, after = old.get(section, {}), new.get(section, {})
        for entry in sorted({*before, *after}):
            if entry not in after:
                yield Difference(section, entry, "-", WHOLE)
            elif entry not in before:
                yield Difference(section, entry, "+", WHOLE)
            elif before[entry] != after[entry]:
                for sign, line in line_differences(before[entry], after[entry]):
                    yield Difference(section, entry, sign, line)


def line_differences(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    """Return removed and added lines; a line that is in both, at another place, is one ``~``."""
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    found = [("-", line) for line in gone.elements()] + [("+", line) for line in come.elements()]
    if max(len(old), len(new)) <= MOST_LINES:
        kept_before, kept_after = _without(old, gone + come), _without(new, gone + come)
        if kept_before != kept_after:
            found += [("~", line) for line in _moved(kept_before, kept_after)]
    return found


def _without(lines: Sequence[str], left_out: Counter[str]) -> list[str]:
    """Return ``lines`` without those of ``left_out``, however often they stand there."""
    return [line for line in lines if line not in left_out]


def _moved(old: Sequence[str], new: Sequence[str]) -> list[str]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [
        line for tag, _, _, first, last in matcher.get_opcodes() if tag in ("insert", "replace")
        for line in new[first:last]
    ]  # fmt: skip
