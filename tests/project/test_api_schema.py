"""The OpenAPI description at ``/api/schema/``: generated without a warning, every URL described."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

from tests.support.people import make_user

#: The resources of docs/interfaces.md that are built.
PROMISED = {
    "accidents/": {"get", "post"},
    "accidents/{code}/": {"get", "patch"},
    "accidents/{code}/reports/": {"get", "post"},
    **{f"accidents/{{code}}/{act}/": {"post"} for act in ("submit", "verify", "return")},
    "decisions/": {"get"},
    "decisions/{id}/": {"get"},
    **{
        f"decisions/{{id}}/{act}/": {"post"}
        for act in ("approve", "send-back", "decline", "confirm", "province", "revoke", "lift")
    },
    **{f"{letters}/": {"get", "post"} for letters in ("letters", "further-letters", "documents")},
    **{
        f"{letters}/{{id}}/{act}/": {"post"}
        for letters in ("letters", "further-letters", "documents")
        for act in (
            "submit", "pass", "return", "sign", "issue", "withdraw", "void", "acknowledge", "acknowledge-paper",
        )
    },
    **{
        f"{letters}/{{id}}/document.{kind}": {"get"}
        for letters in ("letters", "further-letters", "documents")
        for kind in ("pdf", "docx")
    },
    "further-letters/{id}/approval/": {"post"},
    "documents/{id}/": {"get", "patch"},
    "documents/{id}/recipients/": {"put"},
    "documents/{id}/revoke/": {"post"},
    "documents/{id}/remind/": {"post"},
    "documents/{id}/replies/": {"get", "post"},
    "documents/{id}/reply-paper/": {"post"},
    "documents/{id}/countersignatures/": {"get", "post"},
    "documents/{id}/countersignatures/{asked}/answer/": {"post"},
    "documents/{id}/countersignatures/{asked}/withdraw/": {"post"},
    "documents/{id}/versions/": {"get"},
    "documents/{id}/versions/{number}/": {"get"},
    "documents/{id}/versions/{number}/restore/": {"post"},
    "document-register/": {"get"},
    "document-kinds/": {"get"},
    "number-series/": {"get"},
    "reserved-numbers/": {"get", "post"},
    "reserved-numbers/{id}/void/": {"post"},
    "files/{id}/": {"get"},
    "simulations/": {"post"},
    "targets/{year}/": {"get"},
    "divisions/": {"get"},
    "organizations/": {"get"},
}  # fmt: skip


@pytest.fixture
def schema() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


def test_it_is_made_without_a_warning() -> None:
    GENERATOR_STATS.reset()
    with GENERATOR_STATS.silence():
        SchemaGenerator().get_schema(request=None, public=True)
    found = [*GENERATOR_STATS._warn_cache, *GENERATOR_STATS._error_cache]
    GENERATOR_STATS.reset()
    assert not found, "\n".join(found)


def test_what_is_promised_is_there(schema: dict[str, Any]) -> None:
    paths = schema["paths"]
    missing = {
        path: verbs - paths.get(f"/api/v1/{path}", {}).keys()
        for path, verbs in PROMISED.items()
        if not verbs <= paths.get(f"/api/v1/{path}", {}).keys()
    }
    assert not missing


def test_every_operation_says_what_it_does_and_answers(schema: dict[str, Any]) -> None:
    dumb, unnamed = [], []
    for path, operations in schema["paths"].items():
        for verb, operation in operations.items():
            if not (operation.get("description") or operation.get("summary")):
                dumb.append(f"{verb} {path}")
            unnamed += [
                f"{verb} {path}: {parameter['name']}"
                for parameter in operation.get("parameters", [])
                if parameter["in"] == "path" and "type" not in parameter["schema"]
            ]
    assert not dumb
    assert not unnamed


@pytest.mark.parametrize(("act", "field"), [("verify", "note"), ("return", "reason")])
def test_body_of_an_action_is_the_text_it_asks_for(schema: dict[str, Any], act: str, field: str) -> None:
    body = schema["paths"][f"/api/v1/accidents/{{code}}/{act}/"]["post"]["requestBody"]
    name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    assert list(schema["components"]["schemas"][name]["properties"]) == [field]


def test_it_is_served_to_whoever_is_signed_in(city: None, client: Client) -> None:
    assert client.get("/api/schema/").status_code == 401
    client.force_login(make_user("clerk"))
    answer = client.get("/api/schema/?format=json")
    assert answer.status_code == 200
    assert "/api/v1/documents/" in answer.json()["paths"]
