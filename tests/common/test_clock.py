"""The one clock: aware, Asia/Shanghai, and standing still only where it is told to."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest

from foundation.common import clock

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "accidents",
    "accountability",
    "assessment",
    "checklists",
    "documents",
    "foundation",
    "grassroots",
    "yiyang_ems",
)


def test_now_is_aware_and_in_shanghai() -> None:
    before = dt.datetime.now(dt.UTC)
    moment = clock.now()
    assert before <= moment <= dt.datetime.now(dt.UTC)
    assert moment.utcoffset() == dt.timedelta(hours=8)


def test_at_stands_nests_and_ends() -> None:
    # 16:30 UTC of the 31st is already the new year in Yiyang.
    with clock.at(dt.datetime(2020, 12, 31, 16, 30, tzinfo=dt.UTC)) as moment:
        assert clock.now() == moment
        assert clock.today() == dt.date(2021, 1, 1)
        with clock.at(dt.datetime(2019, 5, 1, 8, 0, tzinfo=clock.SHANGHAI)):
            assert clock.today() == dt.date(2019, 5, 1)
        assert clock.now() == moment
    assert clock.now() != moment


def test_at_ends_also_after_an_error() -> None:
    with pytest.raises(KeyError), clock.at(dt.datetime(2019, 5, 1, tzinfo=clock.SHANGHAI)):
        raise KeyError
    assert clock.today() != dt.date(2019, 5, 1)


def test_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"), clock.at(dt.datetime(2020, 1, 1)):  # noqa: DTZ001
        pass


def test_span_of_days_reaches_to_midnight() -> None:
    first, end = clock.span_of_days(dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    assert first.isoformat() == "2020-01-01T00:00:00+08:00"
    assert end.isoformat() == "2021-01-01T00:00:00+08:00"


def _reads_of_other_clocks(path: Path) -> list[str]:
    """Calls of ``datetime.now``, ``date.today``, ``timezone.now``, and ``timezone.localtime()`` without a moment."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner, name = ast.unparse(node.func.value), node.func.attr
        if owner.split(".")[-1] not in {"datetime", "date", "timezone"}:
            continue
        if name in {"now", "today", "utcnow"} or (name in {"localtime", "localdate"} and not node.args):
            found.append(f"{path.relative_to(ROOT)}:{node.lineno} {owner}.{name}")
    return found


def test_no_code_reads_another_clock() -> None:
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts]
    assert files
    found = [
        hit for path in files if path != ROOT / "foundation/common/clock.py" for hit in _reads_of_other_clocks(path)
    ]
    assert not found, "read the clock through foundation.common.clock:\n" + "\n".join(found)
