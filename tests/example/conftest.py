"""The portal with the example in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from foundation.common import permissions

ROWS = Path(__file__).with_name("permissions.csv")


@pytest.fixture(autouse=True)
def _with_example(settings: Any, tmp_path: Path, city: None) -> Iterator[None]:
    """Add the example's permissions and addresses to those of the portal."""
    table = tmp_path / "permissions.csv"
    table.write_text(Path(settings.PERMISSION_TABLE).read_text(encoding="utf-8") + ROWS.read_text(encoding="utf-8"))
    settings.PERMISSION_TABLE, settings.ROOT_URLCONF = table, "tests.example.project_urls"
    permissions.table.cache_clear()
    yield
    permissions.table.cache_clear()
