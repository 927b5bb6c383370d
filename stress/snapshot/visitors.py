"""The people who look: one demonstration account for each set of roles and kind of unit, and one without an account."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client

from stress.snapshot.normalising import json_lines, page_lines, without_random

BACKEND = "django.contrib.auth.backends.ModelBackend"
STRANGER = "anonymous"


@dataclass(frozen=True)
class Answer:
    """What one GET was answered, and its body as it came."""

    status: int
    kind: str
    location: str
    body: bytes

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.kind == "text/html"

    @property
    def lines(self) -> list[str]:
        """Return status, then target or content, without what is random."""
        head = [f"{self.status} {self.kind}"]
        if self.location:
            return [f"{self.status} → {without_random(self.location)}"]
        if self.kind == "text/html":
            return head + page_lines(self.body.decode())
        if self.kind.endswith("json"):
            return head + json_lines(json.loads(self.body))
        if "spreadsheet" in self.kind:
            return head + sheet_lines(self.body)
        if self.kind.startswith("text/"):
            return head + [without_random(line) for line in self.body.decode().splitlines()]
        return head


@dataclass
class Visitor:
    """One person's client. Every request is rolled back, so that none sees what another one left."""

    name: str
    client: Client = field(repr=False)

    def get(self, path: str) -> Answer:
        self.client.cookies.pop("messages", None)  # what an earlier request had to say
        with taken_back():
            return _answer(self.client.get(path))

    def post(self, path: str, fields: Mapping[str, Any]) -> Answer:
        """Send a form. What it changes stays until the caller's block is taken back."""
        return _answer(self.client.post(path, fields))

    def call(self, method: str, path: str, body: Any, headers: Mapping[str, str]) -> Answer:
        """Call the API with a JSON body, and take back what it changed."""
        with taken_back():
            data, kind = json.dumps(body), "application/json"
            return _answer(self.client.generic(method, path, data, kind, headers=dict(headers)))


def _answer(response: Any) -> Answer:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    return Answer(response.status_code, kind, response.headers.get("Location", ""), body)


@contextmanager
def taken_back() -> Iterator[None]:
    """A block of which the database keeps nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def visitors() -> Iterator[list[Visitor]]:
    """Log everyone in, and leave nothing of it behind."""
    with taken_back():
        found = []
        for number, user in enumerate([*_people(), None], 1):
            address = f"127.0.0.{number}"  # tries of /check/ are counted by address
            client = Client(raise_request_exception=False, headers={"host": "127.0.0.1"}, REMOTE_ADDR=address)
            if user is not None:
                client.force_login(user, backend=BACKEND)
            found.append(Visitor(user.username if user is not None else STRANGER, client))
        yield found


def _people() -> list[Any]:
    chosen: dict[tuple[tuple[str, ...], str], Any] = {}
    for user in get_user_model().objects.select_related("organization").order_by("pk"):
        chosen.setdefault((tuple(sorted(user.roles)), user.organization.kind), user)
    return list(chosen.values())


def sheet_lines(data: bytes) -> list[str]:
    """Return the cells of a spreadsheet, one line a row."""
    from openpyxl import load_workbook

    lines = []
    for sheet in load_workbook(BytesIO(data), read_only=True).worksheets:
        lines.append(f"sheet {sheet.title}")
        for row in sheet.iter_rows(values_only=True):
            lines.append(without_random("\t".join("" if cell is None else str(cell) for cell in row)))
    return lines


def docx_lines(data: bytes) -> list[str]:
    """Return the paragraphs of a DOCX, those of heads, feet and notes after those of the body."""
    lines = []
    with zipfile.ZipFile(BytesIO(data)) as parts:
        for name in sorted(parts.namelist()):
            if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes)\.xml", name):
                text = parts.read(name).decode()
                lines.append(name)
                for paragraph in re.findall(r"<w:p[ >].*?</w:p>", text, re.S):
                    lines.append(without_random("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph))))
                lines += re.findall(r"<w:pg(?:Sz|Mar)[^>]*>", text)
    return lines
