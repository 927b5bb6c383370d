"""Every verb of the API that changes something, tried by each person; what succeeds is taken back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from stress.snapshot.api import filled, schema
from stress.snapshot.comparing import Entries
from stress.snapshot.visitors import visitors

PER_LIST = 2
#: The fields that ask for a text; each operation reads its own.
TEXT_FIELDS = ("reason", "note", "remark", "opinion", "reply", "text")
TEXT = "按登记的情况办理。"
#: Name, body, headers; all for the first object of a list, the first one for the others.
TRIES: tuple[tuple[str, dict[str, Any], Mapping[str, str]], ...] = (
    ("with a text", dict.fromkeys(TEXT_FIELDS, TEXT), {}),
    ("empty", {}, {}),
    ("with a text too long", dict.fromkeys(TEXT_FIELDS, TEXT * 400), {}),
    ("of a stale version", dict.fromkeys(TEXT_FIELDS, TEXT), {"if-match": '"999"'}),
)
#: Keys that the database gives to what an attempt makes.
NEW_KEYS = re.compile(r"(\bid: |/)\d+(/|$)")


def collect() -> Entries:
    """Return ``person VERB address (try)`` and the lines of the answer."""
    entries = {}
    operations = [
        (method.upper(), path)
        for path, methods in schema()["paths"].items()
        for method in methods
        if method in ("post", "put", "patch", "delete")
    ]
    with visitors() as people:
        for person in people:
            for method, path in operations:
                for number, address in enumerate(filled(person, path, PER_LIST)):
                    for name, body, headers in TRIES if number == 0 else TRIES[:1]:
                        lines = person.call(method, address, body, headers).lines
                        if lines[0].startswith("2"):
                            lines = [NEW_KEYS.sub(r"\1<new>\2", line) for line in lines]
                        entries[f"{person.name} {method} {address} ({name})"] = lines
    return entries
