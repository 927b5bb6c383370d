"""Write a comparison as text: differences of one kind together."""

from __future__ import annotations

from collections import defaultdict

from stress.snapshot.comparing import Comparison, Difference

LONGEST = 240


def report(comparison: Comparison, *, examples: int | None = 3) -> str:
    """Return the unexplained differences by kind, most frequent first, the reasons used, and those without use."""
    lines = [f"{sum(item.used for item in comparison.accepted)} differences are explained:"]
    lines += [f"  {item.used:6} {item.reason}" for item in comparison.accepted if item.used]
    lines += [f"explains nothing: {item.reason} ({item.entry} {item.line})" for item in comparison.unused]
    lines.append(f"{len(comparison.unexplained)} differences are not explained")
    kinds: dict[tuple[str, str], list[Difference]] = defaultdict(list)
    for found in comparison.unexplained:
        kinds[found.section, found.text].append(found)
    for (section, text), same in sorted(kinds.items(), key=lambda kind: (kind[0][0], -len(kind[1]), kind[0][1])):
        lines.append(f"{section} × {len(same)}: {text if examples is None else text[:LONGEST]}")
        lines += [f"      {found.entry}" for found in same[:examples]]
    return "\n".join(lines)
