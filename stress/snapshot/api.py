"""Every GET of the API, drawn from its description, by each person; and the description itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from drf_spectacular.generators import SchemaGenerator

from stress.snapshot.comparing import Entries
from stress.snapshot.normalising import json_lines
from stress.snapshot.visitors import Visitor, visitors

#: Values of parameters that must be given.
GIVEN = {
    "year": "2020", "ruleset": "yiyang-2021", "from": "2020-01-01", "to": "2020-12-31", "q": "桃江",
    "start": "2020-01-01", "end": "2020-12-31",
}  # fmt: skip
PER_LIST = 4
FILES = re.compile(r"\.(pdf|docx|png)$|/schema/")


def schema() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


def description() -> Entries:
    """Return each operation and each shape of the description."""
    described = schema()
    operations = {
        f"{method.upper()} {path}": json_lines(operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    }
    shapes = {f"shape {name}": json_lines(shape) for name, shape in described["components"]["schemas"].items()}
    return operations | shapes


def collect() -> Entries:
    """Return ``person address`` and the lines of the answer; of lists also each value of a filter with fixed values."""
    operations = {path: methods["get"] for path, methods in schema()["paths"].items() if "get" in methods}
    entries = {}
    with visitors() as people:
        for person in people:
            for path, operation in operations.items():
                for address in _addresses(person, path, operation):
                    entries[f"{person.name} {address}"] = person.get(address).lines
    return entries


def _addresses(person: Visitor, path: str, operation: dict[str, Any]) -> Iterator[str]:
    if FILES.search(path):
        return
    asked = [item for item in operation.get("parameters", []) if item["in"] == "query"]
    required = "&".join(f"{item['name']}={GIVEN.get(item['name'], '1')}" for item in asked if item.get("required"))
    for address in filled(person, path):
        yield f"{address}?{required}" if required else address
        if "{" in path:
            continue
        for item in asked:
            for value in _fixed_values(item["schema"]):
                yield f"{address}?{f'{required}&' if required else ''}{item['name']}={value}"


def _fixed_values(kind: dict[str, Any]) -> list[str]:
    if kind.get("type") == "boolean":
        return ["true", "false"]
    values = kind.get("enum", kind.get("items", {}).get("enum", []))
    return [str(value) for value in values if value not in ("", None)]


def filled(person: Visitor, path: str, most: int = PER_LIST) -> list[str]:
    """Put the keys of the rows that ``person`` sees in the list above into ``path``."""
    found = re.search(r"\{(\w+)\}", path)
    if not found:
        return [path]
    above, below = path[: found.start()], path[found.end() :]
    keys = _keys(person, above, found[1])[:most]
    return [whole for key in keys for whole in filled(person, f"{above}{key}{below}", most)]


def _keys(person: Visitor, path: str, name: str) -> list[str]:
    answer = person.get(path)
    if answer.status != 200 or not answer.kind.endswith("json"):
        return ["1"]
    content = json.loads(answer.body)
    listed = content.get("results", []) if isinstance(content, dict) else content
    keys = [
        str(row.get(name, row.get("id", row.get("code", row.get("version")))))
        for row in listed
        if isinstance(row, dict)
    ]
    return keys or ["1"]
