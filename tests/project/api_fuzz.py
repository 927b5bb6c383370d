"""Calls of the whole API generated from its description, made as several users, and checked.

``Fuzz(accounts)`` reads the description and the demonstration data once; ``run(operation, …)`` makes calls of one
operation and returns the smallest with a wrong answer. Each call is rolled back, so every call meets the same data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import hypothesis
from django.db import transaction
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from foundation.accounts.models import User
from tests.e2e.attempts import ROLES
from tests.project.api_answers import Answers
from tests.project.api_objects import MARK, demo_objects, known_values, plant_marks, state_of_rows
from tests.project.api_rights import right_of
from tests.project.api_shapes import (
    ODD_TEXTS,
    Body,
    Shapes,
    mostly,
    one_from,
)

PEOPLE = ("officer", "clerk", "township", "department", "reviewer", "leader", "auditor", "sysadmin")
OF_A_COUNTY = ("clerk", "township", "department")


@dataclass(frozen=True)
class Operation:
    """A method of a URL, with its description."""

    method: str
    template: str
    said: Mapping[str, Any] = field(compare=False, hash=False, repr=False)

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.template}"


@dataclass(frozen=True, repr=False)
class Call:
    """A request that can be repeated."""

    operation: Operation
    role: str
    path: Mapping[str, str]
    query: tuple[tuple[str, str], ...]
    body: Body
    headers: Mapping[str, str]

    @property
    def address(self) -> str:
        parts = {name: quote(value, safe="", errors="surrogatepass") for name, value in self.path.items()}
        query = urlencode(self.query, errors="surrogatepass")
        return self.operation.template.format(**parts) + (f"?{query}" if query else "")

    def __str__(self) -> str:
        sent = f"\n  {self.body.content_type or '-'}: {self.body.content[:600]!r}" if self.body.content else ""
        more = "".join(f"\n  {name}: {value[:80]!r}" for name, value in self.headers.items())
        return f"{self.operation.method.upper()} {self.address[:400]} as {self.role or 'nobody'}{more}{sent}"

    __repr__ = __str__


class Fuzz:
    """The portal with the demonstration data, ready to be called. Needs the fixture ``demo``."""

    def __init__(self, accounts: Iterable[Mapping[str, Any]]) -> None:
        tokens = {row["username"]: row["api_token"] for row in accounts}
        self.tokens = {role: tokens[ROLES[role]] for role in PEOPLE}
        self.users = {role: User.objects.get(username=ROLES[role]) for role in PEOPLE}
        self.schema: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
        self.answers = Answers(self.schema)
        plant_marks()
        self.objects = demo_objects()
        self.shapes = Shapes(self.schema, known_values(self.objects))
        self.client = Client(raise_request_exception=False)
        self.calls_made = 0
        self.statuses: dict[int, int] = {}
        self.before = state_of_rows()

    def operations(self) -> list[Operation]:
        """Return every operation of the description."""
        return [
            Operation(method, template, said)
            for template, methods in self.schema["paths"].items()
            for method, said in methods.items()
            if template.startswith("/api/v1/")
        ]

    def run(self, operation: Operation, *, examples: int, seed: int | None = None) -> str:
        """Make ``examples`` calls; return the smallest one with a wrong answer and the reason, or None.

        Without a seed the calls are the same each time.
        """

        @settings(
            max_examples=examples, derandomize=seed is None, database=None, deadline=None, report_multiple_bugs=False,
            phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @hypothesis.given(call=self.calls(operation))
        def no_call_is_answered_wrongly(call: Call) -> None:
            faults = self.faults(call)
            assert not faults, f"{call}\n  " + "\n  ".join(faults)

        check = no_call_is_answered_wrongly if seed is None else hypothesis.seed(seed)(no_call_is_answered_wrongly)
        try:
            check()
        except AssertionError as error:
            return str(error.args[0])
        return ""

    def calls(self, operation: Operation) -> st.SearchStrategy[Call]:
        """Draw calls of one operation: path, query, body, user, and the headers of versions and repetition."""
        said = operation.said
        query = [each for each in said.get("parameters", []) if each["in"] == "query"]
        content = said.get("requestBody", {}).get("content", {})
        node = next((each["schema"] for each in content.values()), {"type": "object"})
        body = st.just(Body())
        if operation.method != "get":
            body = self.shapes.body(node) if content else body | self.shapes.body(node)
        return st.builds(
            Call,
            operation=st.just(operation),
            role=self._roles(operation),
            path=self._paths(operation),
            query=self._query(query),
            body=body,
            headers=_headers(),
        )

    def faults(self, call: Call) -> list[str]:
        """Make the call, roll it back, and return what was wrong with its answer."""
        who = {"Authorization": f"Token {self.tokens[call.role]}"} if call.role else {}
        with transaction.atomic():
            answer: Any = self.client.generic(
                call.operation.method.upper(), call.address, call.body.content, call.body.content_type,
                headers={**call.headers, **who},
            )  # fmt: skip
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            after = self.before if call.operation.method == "get" else state_of_rows()
            transaction.set_rollback(True)
        self.calls_made += 1
        self.statuses[answer.status_code] = self.statuses.get(answer.status_code, 0) + 1
        found = self.answers.faults(call.operation.template, call.operation.method, answer)
        if call.role in OF_A_COUNTY and MARK.encode() in content:
            found.append("shows what belongs to another county")
        return found + self._trespass(call, answer.status_code, changed=after != self.before)

    def _trespass(self, call: Call, status: int, *, changed: bool) -> list[str]:
        if changed and status >= 400:
            return [f"answered {status} and changed something all the same"]
        if call.operation.method == "get" or not (changed or status < 300):
            return []
        right = right_of(call.operation.method, call.operation.template)
        may = bool(call.role) and self.users[call.role].may(right)
        return [] if may else [f"answered {status} to a role without {right}"]

    def _roles(self, operation: Operation) -> st.SearchStrategy[str]:
        """Draw a user; for writing operations mostly one with the permission, as the others are refused at once."""
        anybody = st.sampled_from([*PEOPLE, ""])
        if operation.method == "get":
            return anybody
        right = right_of(operation.method, operation.template)
        entitled = [role for role in PEOPLE if self.users[role].may(right)]
        return mostly(st.sampled_from(entitled), anybody, times=2) if entitled else anybody

    def _paths(self, operation: Operation) -> st.SearchStrategy[Mapping[str, str]]:
        names = [each["name"] for each in operation.said.get("parameters", []) if each["in"] == "path"]
        if not names:
            return st.just({})
        resource = operation.template.split("/")[3]
        paired = next((name for name in ("asked", "number") if name in names), "")
        real = st.sampled_from(self.objects[f"{resource} {paired}".strip()]).map(
            lambda found: dict(zip(("id", paired), found, strict=True)) if paired else {names[0]: found}
        )
        odd = st.fixed_dictionaries(
            {name: one_from([*ODD_TEXTS[:-2], "9" * 18, "1", "2020"]) | st.text(max_size=8) for name in names}
        )
        return mostly(real, odd, times=6)

    def _query(self, described: list[Mapping[str, Any]]) -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
        if not described:
            return st.sampled_from([(), (), (("unknown", "1"),), (("format", "xml"),), (("\x00", "\x00"),)])
        one = st.sampled_from(described).flatmap(
            lambda each: st.tuples(
                st.just(each["name"]), self.shapes.value(each["schema"], each["name"]).map(_in_address)
            )
        )
        return st.lists(one, max_size=3).map(tuple)


def _headers() -> st.SearchStrategy[dict[str, str]]:
    version = st.sampled_from(["", "", "", "*", '"1"', 'W/"1"', '"x"', '"' + "9" * 30 + '"', "１"])
    key = st.sampled_from(["", "", "", "k", "k" * 201, "\x01"])
    return st.builds(
        lambda match, once: {name: value for name, value in (("If-Match", match), ("Idempotency-Key", once)) if value},
        version,
        key,
    )


def _in_address(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def seed_of(operation: Operation, turn: int) -> int:
    """Return a separate seed for each round of an operation."""
    return int.from_bytes(hashlib.sha256(f"{operation} {turn}".encode()).digest()[:4])
