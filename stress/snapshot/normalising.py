"""Reduce answers to lines that are the same on every run: pages to visible text, JSON to one line a value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

# What is drawn at random or depends on the moment: (pattern, what stands for it).
RANDOM: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bCG-[0-9a-f]{16}\b"), "CG-<random>"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "<uuid>"),
    (re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b"), "<check code>"),
    (re.compile(r"\b[0-9a-f]{16,64}\b…?"), "<hash>"),
    (re.compile(r"(/static/[^\s\"']+?)\.[0-9a-f]{12}\."), r"\1."),
)
BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "button", "caption", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
        "html", "iframe", "label", "legend", "li", "main", "nav", "ol", "option", "p", "section", "select", "summary",
        "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "title", "tr", "ul",
    )
)  # fmt: skip
HIDDEN = frozenset(("script", "style", "template", "svg"))
SHOWN_ATTRIBUTES = ("aria-label", "title", "alt", "placeholder", "hx-get", "hx-post")
FIELD_ATTRIBUTES = ("name", "type", "value", "min", "max", "maxlength", "pattern")
FLAGS = ("checked", "selected", "disabled", "required", "readonly", "multiple")
NOT_COMPARED_FIELDS = frozenset(("csrfmiddlewaretoken", "page_token"))


def without_random(text: str) -> str:
    for pattern, stand_in in RANDOM:
        text = pattern.sub(stand_in, text)
    return text


class _Page(HTMLParser):
    """Collects the visible text, one line a block, with fields, links and other attributes that people notice.

    One space stands between the parts of a line, whether the source has some there or not.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._line: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HIDDEN:
            self._hidden += 1
        if tag in BLOCKS or tag == "br":
            self.end_line()
        if not self._hidden:
            self._line.extend(_marks(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        if tag in BLOCKS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._line.append(data.strip())

    def end_line(self) -> None:
        text = " ".join(" ".join(self._line).split())
        self._line = []
        if text:
            self.lines.append(text)


def _marks(tag: str, given: dict[str, str | None]) -> Iterator[str]:
    if tag in ("input", "select", "textarea", "button", "option") and given.get("name") not in NOT_COMPARED_FIELDS:
        words = [f"{name}={given[name]}" for name in FIELD_ATTRIBUTES if given.get(name)]
        words += [flag for flag in FLAGS if flag in given]
        yield f"[{' '.join([tag, *words])}]"
    if tag == "a" and given.get("href"):
        yield f"[→ {given['href']}]"
    if tag == "form":
        yield f"[form {given.get('method') or 'get'} {given.get('action') or ''}]"
    for name in SHOWN_ATTRIBUTES:
        if given.get(name):
            yield f"[{name}: {given[name]}]"


def page_lines(html: str) -> list[str]:
    """Return the visible text of a page, one line a block."""
    page = _Page()
    page.feed(html)
    page.end_line()
    return [without_random(line) for line in page.lines]


def json_lines(value: Any, path: str = "") -> list[str]:
    """Return ``path: value`` for each value; items of a list have no number, so that a new one moves no other."""
    if isinstance(value, dict):
        lines = [line for key in sorted(value) for line in json_lines(value[key], f"{path}.{key}" if path else key)]
        return lines or [f"{path}: {{}}"]
    if isinstance(value, list):
        return [line for item in value for line in json_lines(item, f"{path}[]")] or [f"{path}: []"]
    return [f"{path}: {without_random(value if isinstance(value, str) else json.dumps(value))}"]
