"""Hypothesis strategies made from the API description: values as described, and deliberately wrong ones.

``Shapes(schema).value(node)`` draws a value for a node of the schema, sometimes an odd one instead;
``Shapes(schema).body(node)`` draws the bytes of a request with their content type. Nothing here depends on a URL.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

JSON = "application/json"
BOUNDARY = "fuzz"
LONG = "长" * 100_000

#: Texts that have broken programs: null characters, lone surrogates, full-width digits, ends of calendars.
ODD_TEXTS = [
    "", " ", "\x00", "安全\x00生产", "\ud800", "前\udfff后", "２０２１", "①", "٣", "-1", "0", "10" * 30, "1e400", "NaN",
    "0001-01-01", "9999-12-31", "2021-02-30", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-12:00", "2021-W01-1",
    "2021-03-16T07:50:00", "430922\n", "%", "%00", "\\", "'", '"', "<script>", "{{ x }}", "../../etc", "null", "true",
    "a,b,,", "\u202e\u200b\ufeff", "🧯", "ｘ" * 300, LONG,
]  # fmt: skip
ODD_NUMBERS = [0, -1, 10**30, -(10**30), 2**31, 2**63, -(2**63) - 1, 0.5, 1e308, float("nan"), float("inf"), True]
DEEP: Any = []
for _ in range(60):
    DEEP = [DEEP]
ODD_VALUES = [
    *ODD_TEXTS, *ODD_NUMBERS, None, False, [], {}, [None], [[]], [{}], {"": None}, {"\x00": "\x00"}, {"a": [{}]}, DEEP,
    [1] * 500,
]  # fmt: skip
#: Bodies that are no JSON at all, or that no encoder would write.
BROKEN = [
    b"", b"{", b"[1,", b'{"a":}', b"nul", b"\xff\xfe", b'"\xc3"', b"\x00", b"\xef\xbb\xbf{}", b"{'a': 1}", b"[]", b"1",
    b'"a"', b"null", b"NaN", b"[" * 20_000, b'{"a":' * 20_000, b'{"reason": "\\ud800"}', b'{"reason": "\\u0000"}',
    b'{"reason": "a", "reason": [1]}', b"9" * 5_000,
]  # fmt: skip
CONTENT_TYPES = [
    "", "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data",
    "multipart/form-data; boundary=", "application/json; charset=utf-16", "application/json; charset=nonsense", "a/b/c",
]  # fmt: skip
FILE_NAMES = [
    "", "..", "../../x.pdf", "\x00.pdf", "a\r\nb.pdf", "长" * 300 + ".pdf", "x.exe", "con", ".pdf", 'a"b.pdf',
    "扫描.pdf",
]  # fmt: skip


def one_from(values: list[Any]) -> st.SearchStrategy[Any]:
    """Draw one of ``values``, which may be too long for a strategy's representation."""
    return st.integers(0, len(values) - 1).map(lambda place: values[place])


@dataclass(frozen=True, repr=False)
class Body:
    """The bytes of a request and their content type."""

    content: bytes = b""
    content_type: str = JSON

    def __repr__(self) -> str:
        return f"Body({self.content[:600]!r}, {self.content_type!r})"


def mostly(usual: st.SearchStrategy[Any], *others: st.SearchStrategy[Any], times: int) -> st.SearchStrategy[Any]:
    """Draw ``usual`` more often than each of ``others``: ``st.one_of`` would count the same strategy once."""
    return st.integers(0, times + len(others) - 1).flatmap(
        lambda chance: usual if chance < times else others[chance - times]
    )


@dataclass
class Shapes:
    """Draw from the components of ``schema``; ``known`` gives real values by the name of a property."""

    schema: Mapping[str, Any]
    known: Mapping[str, list[Any]] = field(default_factory=dict)

    def resolved(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return ``node``, or what it refers to."""
        while "$ref" in node:
            node = self.schema["components"]["schemas"][node["$ref"].rsplit("/", 1)[1]]
        return node

    def value(self, node: Mapping[str, Any], name: str = "", depth: int = 0) -> st.SearchStrategy[Any]:
        """Draw a value of ``node``, one time in eight an odd one."""
        as_described = self._as_described(self.resolved(node), name, depth)
        if name in self.known:
            as_described = st.one_of(self._known(node, name), as_described)
        return mostly(as_described, one_from(ODD_VALUES), times=7)

    def body(self, node: Mapping[str, Any]) -> st.SearchStrategy[Body]:
        """Draw mostly JSON as described; else broken, of another content type, with a duplicate name, or forms."""
        values = self.value(node)
        encoded = values.map(lambda value: Body(encoded_json(value)))
        return mostly(
            encoded,
            values.map(lambda value: Body(_with_doubles(value))),
            one_from(BROKEN).map(Body),
            st.builds(Body, values.map(encoded_json), st.sampled_from(CONTENT_TYPES)),
            st.builds(self._form, values, st.sampled_from(FILE_NAMES)),
            times=8,
        )

    def _known(self, node: Mapping[str, Any], name: str) -> st.SearchStrategy[Any]:
        some = st.sampled_from(self.known[name])
        return st.lists(some, min_size=1, max_size=3) if self.resolved(node).get("type") == "array" else some

    def _as_described(self, node: Mapping[str, Any], name: str, depth: int) -> st.SearchStrategy[Any]:
        if choices := [each for kind in ("oneOf", "anyOf", "allOf") for each in node.get(kind, [])]:
            return st.one_of([self.value(each, name, depth) for each in choices])
        if "enum" in node:
            return st.sampled_from(node["enum"])
        kind = node.get("type")
        if kind == "object":
            return self._object(node, depth)
        if kind == "array":
            return st.lists(self.value(node["items"], name, depth + 1), max_size=3) if depth < 5 else st.just([])
        plain = {
            "integer": st.integers(0, 9) | st.integers(),
            "number": st.integers(0, 9) | st.floats(),
            "boolean": st.booleans(),
            "string": _text(node),
        }
        return plain.get(kind or "", one_from(ODD_VALUES))

    def _object(self, node: Mapping[str, Any], depth: int) -> st.SearchStrategy[dict[str, Any]]:
        properties = {
            name: inner
            for name, inner in node.get("properties", {}).items()
            if not self.resolved(inner).get("readOnly")
        }
        needed = set(node.get("required", []))
        strategies = {name: self.value(inner, name, depth + 1) for name, inner in properties.items() if depth < 5}
        required = {name: inner for name, inner in strategies.items() if name in needed}
        optional = {name: inner for name, inner in strategies.items() if name not in needed}
        if "additionalProperties" in node:
            optional |= {name: one_from(ODD_VALUES) | _text({}) for name in self.known.get("details names", [])}
        whole = st.fixed_dictionaries(required, optional=optional)
        return mostly(whole, whole.map(lambda value: {**value, "unknown": 1, "__class__": "x"}), times=5)

    def _form(self, value: Any, file_name: str) -> Body:
        fields = value if isinstance(value, dict) else {"value": value}
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n{_as_text(item)}\r\n'
            for name, item in fields.items()
            for extra in ([f'; filename="{file_name}"'] if name in ("scan", "attachments") else [""])
        ]
        said = f'form-data; name="attachments"; filename="{file_name}"'
        file = f"--{BOUNDARY}\r\nContent-Disposition: {said}\r\n\r\n%PDF\r\n"
        text = "".join([*parts, file, f"--{BOUNDARY}--\r\n"])
        return Body(text.encode("utf-8", "surrogatepass"), f"multipart/form-data; boundary={BOUNDARY}")


def encoded_json(value: Any) -> bytes:
    r"""Encode JSON as a careless program does: NaN, and lone surrogates as ``\udxxx``."""
    return json.dumps(value).encode()


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _with_doubles(value: Any) -> bytes:
    """Encode with the first name of an object repeated, with another value."""
    if not isinstance(value, dict) or not value:
        return encoded_json([value, value])
    name = next(iter(value))
    return encoded_json(value)[:-1] + b", " + json.dumps(name).encode() + b": [null]}"


def _text(node: Mapping[str, Any]) -> st.SearchStrategy[str]:
    formats: dict[str, st.SearchStrategy[str]] = {
        "date": st.dates().map(lambda day: day.isoformat()),
        "date-time": st.datetimes().map(lambda moment: f"{moment.isoformat()}+08:00"),
        "decimal": st.decimals(places=2, allow_nan=True).map(str),
    }
    usual = formats.get(node.get("format", ""))
    free = one_from(["越权试验", "安全生产", *ODD_TEXTS]) | st.text(max_size=30)
    return usual if usual is not None else free
