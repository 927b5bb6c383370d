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
import pgtrigger
from django.db import connection, transaction
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from accidents.models import Accident, AccidentRevision
from accountability.models import Decision, FollowUpLetter, Letter
from documents.models import (
    Countersignature,
    Document,
    DocumentKind,
    DocumentRecipient,
    DocumentVersion,
    NumberSeries,
    ReservedNumber,
)
from foundation.accounts.models import User
from foundation.files.models import Attachment
from tests.e2e.attempts import ROLES, STATE
from tests.project.api_answers import Answers
from tests.project.api_rights import right_of
from tests.project.api_shapes import (
    ODD_TEXTS,
    Body,
    Shapes,
    mostly,
    one_from,
)

#: Text in the data of 安化县 alone; no user of 桃江县 may ever read it.
MARK = "安化县独有标记"
HERE, ELSEWHERE = "430922", "430923"
PEOPLE = ("officer", "clerk", "township", "department", "reviewer", "leader", "auditor", "sysadmin")
OF_A_COUNTY = ("clerk", "township", "department")
DETAILS = [
    "at", "place", "chair", "attendees", "papers", "contact", "phone", "present", "listening", "absent", "statement",
    "opinions", "report_by", "effect", "matters", "inspected_on", "inspectors", "findings", "approval_number",
    "approved_on",
]  # fmt: skip


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
        self.objects = _objects()
        self.shapes = Shapes(self.schema, _known(self.objects))
        self.client = Client(raise_request_exception=False)
        self.calls_made = 0
        self.statuses: dict[int, int] = {}
        self.before = _state()

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
            after = self.before if call.operation.method == "get" else _state()
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


def plant_marks() -> None:
    """Write ``MARK`` into accidents, reports, decisions and documents that belong to 安化县 alone."""
    theirs = Document.objects.exclude(pk__in=_received_in(HERE))
    with pgtrigger.ignore():
        accidents = Accident.objects.filter(county_id=ELSEWHERE).update(location=MARK, summary=MARK)
        AccidentRevision.objects.filter(accident__county_id=ELSEWHERE).update(location=MARK, summary=MARK)
        decisions = Decision.objects.filter(county_id=ELSEWHERE).update(reason=MARK)
        letters = theirs.update(title=MARK)
    assert accidents
    assert decisions
    assert letters


def _received_in(county: str) -> Any:
    rows = DocumentRecipient.objects.filter(organization__division__code__startswith=county)
    return rows.values("document_id")


def _state() -> str:
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        return str(cursor.fetchone()[0])


def _some(model: Any, key: str, *groups: str, each: int = 2) -> list[str]:
    """Return a few keys of every group, so that all states and both counties are among them."""
    taken: dict[Any, list[str]] = {}
    for row in model.objects.order_by("pk").values_list(key, *groups):
        taken.setdefault(row[1:], []).append(str(row[0]))
    return [found for keys in taken.values() for found in keys[:each]] or ["1"]


def _objects() -> dict[str, list[Any]]:
    """Return real path parameters by resource; pairs where a URL has two."""
    units = ["430922-emergency", "430922-housing", "430923-emergency", "430922115", "4309-emergency-office"]
    asked = Countersignature.objects.order_by("pk").values_list("document_id", "pk")[:10]
    kept = DocumentVersion.objects.order_by("-pk").values_list("document_id", "version")[:10]
    return {
        "accidents": _some(Accident, "code", "status", "county_id"),
        "decisions": _some(Decision, "pk", "status", "measure"),
        "letters": _some(Letter, "pk", "document__status"),
        "further-letters": _some(FollowUpLetter, "pk", "purpose", "document__status", each=1),
        "documents": _some(Document, "pk", "status"),
        "documents asked": [(str(document), str(key)) for document, key in asked] or [("1", "1")],
        "documents number": [(str(document), str(number)) for document, number in kept] or [("1", "1")],
        "files": _some(Attachment, "pk", "owner_type__model"),
        "reserved-numbers": _some(ReservedNumber, "pk", "state"),
        "number-series": _some(NumberSeries, "code"),
        "document-kinds": _some(DocumentKind, "code"),
        "divisions": ["4309", "430922", "430923", "430922115"],
        "organizations": units,
        "targets": ["2019", "2020", "2026"],
    }


def _known(objects: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """Return real values by the names of properties and parameters."""
    units = objects["organizations"]
    return {
        "county": ["430922", "430923"],
        "township": ["430922115", "430923121"],
        "decisions": [int(key) for key in objects["decisions"]],
        "main": units, "copies": units, "organization": units, "supervising_department": units,
        "series": objects["number-series"],
        "kind": [*objects["document-kinds"], "circular", "correction"],
        "reserved": [int(key) for key in objects["reserved-numbers"]],
        "ruleset": ["yiyang-2021"],
        "occurred_at": ["2026-11-01T08:00:00+08:00"],
        "from": ["2026-01-01"], "to": ["2026-12-31"],
        "year": [2019, 2026],
        "details names": DETAILS,
    }  # fmt: skip


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
