"""Long forms: tests that only ``pytest --long`` runs, as ``make stress`` does; ``make test`` runs a short form.

A test marked ``long`` repeats at length what a shorter one of the same module shows. Property tests draw more examples
with ``--long``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes depends on the machine's other work, not on the rule that is tested.
for name, examples in (("short", 25), ("long", 200)):
    settings.register_profile(name, deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=examples)


_long = [pytest.mark.long]


def one_in(step: int, values: Iterable[Any]) -> list[Any]:
    """Return the parameters with all but every ``step``-th one marked as long. A tuple is the arguments of one test."""
    return [
        pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=_long if place % step else [])
        for place, value in enumerate(values)
    ]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the long forms (make stress)")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "short")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    left_out = [item for item in items if item.get_closest_marker("long")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("long")]
