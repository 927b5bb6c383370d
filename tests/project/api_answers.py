"""Checks of every API response: no server error, errors in one format and in Chinese, content as described."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Answers:
    """Check responses against the description ``schema``."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.schema = schema
        self._components = {"schemas": _with_nulls(schema["components"]["schemas"])}
        self._validator = cache(self._new_validator)

    def faults(self, template: str, method: str, answer: Any) -> list[str]:
        """Return what is wrong with ``answer`` as text; empty when all is well."""
        if answer.status_code >= 500:
            return [f"answered {answer.status_code}: {_cause(answer)}"]
        if answer.status_code >= 400:
            return error_faults(answer)
        return self._content_faults(template, method, answer) if answer.status_code < 300 else []

    def _content_faults(self, template: str, method: str, answer: Any) -> list[str]:
        described = self.schema["paths"][template][method]["responses"].get(str(answer.status_code))
        if described is None:
            return [f"{answer.status_code} is not described"]
        kind = answer.headers.get("Content-Type", "").split(";")[0]
        if kind != "application/json" or "content" not in described:
            return (
                []
                if kind in described.get("content", {kind: 1}) or _is_binary(described)
                else [f"{kind} is not described"]
            )
        node = described["content"].get("application/json")
        if node is None:
            return ["JSON is not described"]
        found = self._validator(json.dumps(node["schema"], sort_keys=True)).iter_errors(answer.json())
        return [f"{error.json_path}: {error.message[:200]}" for error in found][:3]

    def _new_validator(self, node: str) -> Draft202012Validator:
        return Draft202012Validator({**_with_nulls(json.loads(node)), "components": self._components})


def error_faults(answer: Any) -> list[str]:
    """Return what is wrong with an error response."""
    if answer.headers.get("Content-Type", "").split(";")[0] != "application/json":
        return [f"{answer.status_code} as {answer.headers.get('Content-Type')}: {answer.content[:80]!r}"]
    body = answer.json()
    if not isinstance(body, dict) or set(body) != {"code", "message", "fields"} or not isinstance(body["fields"], dict):
        return [f"{answer.status_code} in another shape: {str(body)[:200]}"]
    words = [body["message"], *body["fields"].values()]
    return [
        f"{answer.status_code} not in Chinese: {str(word)[:200]!r}" for word in words if not _CHINESE.search(str(word))
    ]


def _cause(answer: Any) -> str:
    if not getattr(answer, "exc_info", None):
        return str(answer.content[:200])
    kind, error, trace = answer.exc_info
    steps = traceback.extract_tb(trace)
    own = [step for step in steps if "site-packages" not in step.filename]
    where = [
        f"{step.filename.rsplit('/', 2)[-2]}/{step.filename.rsplit('/', 1)[-1]}:{step.lineno}" for step in own[-3:]
    ]
    return f"{kind.__name__}: {str(error)[:200]} ({' > '.join(where)})"


def _is_binary(described: Mapping[str, Any]) -> bool:
    return any(node["schema"].get("format") == "binary" for node in described["content"].values())


def _with_nulls(node: Any) -> Any:
    """Convert OpenAPI 3.0's ``nullable`` to JSON Schema."""
    if isinstance(node, list):
        return [_with_nulls(each) for each in node]
    if not isinstance(node, dict):
        return node
    plain = {name: _with_nulls(each) for name, each in node.items() if name != "nullable"}
    return {"anyOf": [plain, {"type": "null"}]} if node.get("nullable") is True else plain
