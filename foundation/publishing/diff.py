"""What changed from one content to another, place by place. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from foundation.publishing.digest import canonical_json


@dataclass(frozen=True)
class Difference:
    """One place that changed. ``path`` leads to it: ``("rules", "R2", "threshold")``.

    ``before`` or ``after`` is None where the place did not exist.
    """

    path: tuple[str, ...]
    before: Any
    after: Any


def diff(before: Any, after: Any) -> list[Difference]:
    """Return the differences between two contents (JSON values), empty when their digests are equal.

    Rows are matched by their ``code``, so that a row put in front does not change all others; a list without codes
    is compared as a whole. A changed order of rows is a difference of its own, at ``order``.
    """
    return list(_compare((), before, after))


def _compare(path: tuple[str, ...], before: Any, after: Any) -> Iterator[Difference]:
    if canonical_json(before) == canonical_json(after):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _compare_keys(path, before, after)
        return
    rows_before, rows_after = _rows_by_code(before), _rows_by_code(after)
    if rows_before is None or rows_after is None:
        yield Difference(path, before, after)
        return
    yield from _compare_keys(path, rows_before, rows_after)
    kept_before = [code for code in rows_before if code in rows_after]
    kept_after = [code for code in rows_after if code in rows_before]
    if kept_before != kept_after:
        yield Difference((*path, "order"), kept_before, kept_after)


def _compare_keys(path: tuple[str, ...], before: dict[str, Any], after: dict[str, Any]) -> Iterator[Difference]:
    for key in dict.fromkeys((*before, *after)):
        if key in before and key in after:
            yield from _compare((*path, key), before[key], after[key])
        else:
            yield Difference((*path, key), before.get(key), after.get(key))


def _rows_by_code(rows: Any) -> dict[str, Any] | None:
    """Return rows by their codes; None when they are no list of rows with codes, each once."""
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and isinstance(row.get("code"), str) for row in rows
    ):
        return None
    found = {row["code"]: row for row in rows}
    return found if len(found) == len(rows) else None
