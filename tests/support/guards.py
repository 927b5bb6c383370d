"""Checks that apply to every test: pages that a strict browser would break, and mistakes the database would hide.

Loaded by `tests/conftest.py`.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.db import models
from django.db.models.signals import pre_save
from django.db.models.sql.compiler import SQLCompiler
from django.template.base import FilterExpression
from django.test import Client

# Script blocks that a browser does not run: data for a module.
DATA_SCRIPTS = {"application/json", "application/ld+json"}
# If one of these is the first filter, a missing variable is intended.
FORGIVING_FILTERS = {"default", "default_if_none"}


# Whatever `_Page` may find, and more; data for a module aside.
_SUSPICIOUS = re.compile(
    r"""[\s"'/](?:hx-)?on[\w:.-]+\s*= | [\s"'/]style\s*= | javascript: | <style | &\#
    | <script(?![^>]*\s(?:src\s*=|type="application/(?:ld\+)?json")) | \{\{ | \}\} | \{% | %\}
    | [\s"'/](?:src|href)\s*=\s*["']?\s*(?:https?:)?//""",
    re.IGNORECASE | re.VERBOSE,
)
_POSTED_FORM = re.compile(r"""<form\b[^>]*method\s*=\s*["']?\s*post.*?(?:</form|\Z)""", re.IGNORECASE | re.DOTALL)


class _Page(HTMLParser):
    """Find what the content security policy forbids, and posted forms without their token."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self._form_line: int | None = None
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        for name, value in given.items():
            if name.startswith(("on", "hx-on")) and name not in {"on"}:
                self._fault(f"<{tag} {name}>: an inline handler")
            if name == "style":
                self._fault(f"<{tag} style>: an inline style")
            if name in {"href", "src", "action"} and (value or "").strip().lower().startswith("javascript:"):
                self._fault(f"<{tag} {name}={value!r}>: a script address")
            if name in {"src", "href"} and tag in {"script", "link", "img", "iframe"} and _is_foreign(value or ""):
                self._fault(f"<{tag} {name}={value!r}>: from another host")
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") not in DATA_SCRIPTS):
            self._fault(f"<{tag}>: an inline block")
        if tag == "form" and (given.get("method") or "").lower() == "post":
            self._form_line = self.getpos()[0]
        if tag == "input" and given.get("name") == "csrfmiddlewaretoken":
            self._form_line = None
        self._in_script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form_line is not None:
            self.faults.append(f"line {self._form_line}: <form method=post> without {{% csrf_token %}}")
            self._form_line = None
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if not self._in_script and any(mark in data for mark in ("{{", "}}", "{%", "%}")):
            self._fault(f"a template tag that was not rendered: {data.strip()[:80]!r}")

    def _fault(self, text: str) -> None:
        self.faults.append(f"line {self.getpos()[0]}: {text}")


def _is_foreign(address: str) -> bool:
    return address.startswith(("http://", "https://", "//"))


def page_faults(html: str) -> list[str]:
    """Return what is wrong with the page, each with its line.

    Parsing takes as long as rendering; a page without anything that could be wrong is not parsed.
    """
    if not _SUSPICIOUS.search(html) and all("csrfmiddlewaretoken" in form for form in _POSTED_FORM.findall(html)):
        return []
    page = _Page()
    page.feed(html)
    page.close()
    return page.faults


@pytest.fixture(autouse=True, scope="session")
def _strict_pages() -> Iterator[None]:
    """Check every HTML response of the test client."""
    patch = pytest.MonkeyPatch()
    request = Client.request

    def checked(self: Client, **arguments: Any) -> Any:
        response = request(self, **arguments)
        if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
            faults = page_faults(response.content.decode(response.charset))
            assert not faults, f"{arguments.get('PATH_INFO')}:\n" + "\n".join(faults)
        return response

    patch.setattr(Client, "request", checked)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _forgiving_defaults() -> Iterator[None]:
    """Let `{{ x|default:… }}` name a missing x; any other missing variable fails (settings_test)."""
    patch = pytest.MonkeyPatch()
    resolve = FilterExpression.resolve

    def resolved(self: FilterExpression, context: Any, ignore_failures: bool = False) -> Any:
        first = self.filters[0][0].__name__ if self.filters else ""
        return resolve(self, context, ignore_failures or first in FORGIVING_FILTERS)

    patch.setattr(FilterExpression, "resolve", resolved)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _careful_locks() -> Iterator[None]:
    """Require `of=…` for `select_for_update` with joined tables; otherwise it locks unintended rows."""
    patch = pytest.MonkeyPatch()
    as_sql = SQLCompiler.as_sql

    def checked(self: SQLCompiler, *arguments: Any, **options: Any) -> Any:
        query = self.query
        careless = query.select_for_update and query.select_related and not query.select_for_update_of
        assert not careless, f"select_for_update on {query.model} joins tables: say of=(…)"
        return as_sql(self, *arguments, **options)

    patch.setattr(SQLCompiler, "as_sql", checked)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _careful_saves() -> Iterator[None]:
    def check(sender: type[models.Model], instance: models.Model, update_fields: Any = None, **_: Any) -> None:
        for field in sender._meta.concrete_fields:
            value = instance.__dict__.get(field.attname)
            if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
                assert not isinstance(value, dt.datetime), f"{sender.__name__}.{field.name} got a datetime, wants a day"
            if update_fields is not None and getattr(field, "auto_now", False):
                assert field.name in update_fields, f"{sender.__name__}: update_fields without {field.name}"

    pre_save.connect(check, weak=False, dispatch_uid="careful-saves")
    yield
    pre_save.disconnect(check, dispatch_uid="careful-saves")


@pytest.fixture(autouse=True, scope="session")
def _no_files_left() -> Iterator[None]:
    yield
    shutil.rmtree(settings.MEDIA_ROOT.parent, ignore_errors=True)
