"""Read names.toml: the names of tables, columns and rows."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("names.toml")


@dataclass(frozen=True)
class Names:
    """Today's names of tables and columns, and the columns that name a row."""

    tables: dict[str, str]
    columns: dict[str, dict[str, str]]
    keys: dict[str, list[str]]
    tables_left_out: tuple[str, ...]
    columns_left_out: frozenset[str]

    def table(self, name: str) -> str:
        return self.tables.get(name, name)

    def column(self, table: str, name: str) -> str:
        return self.columns.get(table, {}).get(name, name)

    def is_left_out(self, table: str) -> bool:
        return any(re.fullmatch(pattern, table) for pattern in self.tables_left_out)


def load_names(path: Path = FILE) -> Names:
    read: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return Names(
        tables=read["tables"],
        columns=read.get("columns", {}),
        keys=read["keys"],
        tables_left_out=tuple(read["left_out"]["tables"]),
        columns_left_out=frozenset(read["left_out"]["columns"]),
    )
