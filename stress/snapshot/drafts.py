"""Documents that the officer would draft now: one of each measure and of each later step, drafted and taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.db import connection

from stress.snapshot.comparing import Entries
from stress.snapshot.documents import READER, file_lines
from stress.snapshot.visitors import Visitor, taken_back, visitors

PURPOSES = (
    "veto_request", "interview_minutes", "supervision", "urging", "acceptance", "lifting", "revocation",
)  # fmt: skip
#: What is written into text fields that are empty.
TEXT = "按登记的情况办理"
MOMENTS = {
    "at": "2026-11-20 09:00",
    "inspected_on": "2026-11-20",
    "approved_on": "2026-11-20",
    "report_by": "2026-12-21",
}
FILES = ("draft.pdf", "draft-sheet.pdf", "document.docx")
PROPOSED = "update accountability_decision set status = 'proposed', letter_id = null, closed_at = null where id = %s"
#: The first decision that a rule gave for each measure and kind of recipient.
SAMPLE = """
    select distinct on (d.measure, d.recipient_role, r.code) d.id, d.key, d.status
    from accountability_decision d join accountability_rule r on r.id = d.rule_id
    where d.recipient_organization_id is not null and d.status in ('closed', 'proposed')
    order by d.measure, d.recipient_role, r.code, d.key
"""
IN_FORCE = """
    select distinct on (d.measure, d.recipient_role) d.id, d.key from accountability_decision d
    where d.status = 'issued' order by d.measure, d.recipient_role, d.key
"""


def collect() -> Entries:
    """Return ``act key: file`` and its lines, or the lines of the page that refuses."""
    entries: dict[str, list[str]] = {}
    with visitors() as people:
        officer = next(person for person in people if person.name == READER)
        for decision, key, status in _asked(SAMPLE):
            with taken_back():
                if status != "proposed":
                    _execute(PROPOSED, decision)
                for file, lines in _drafted(officer, f"/decisions/{decision}/draft/"):
                    entries[f"draft {key}: {file}"] = lines
        for decision, key in _asked(IN_FORCE):
            for purpose in PURPOSES:
                with taken_back():
                    for file, lines in _drafted(officer, f"/decisions/{decision}/further/{purpose}/"):
                        entries[f"{purpose} {key}: {file}"] = lines
    return entries


def _drafted(officer: Visitor, path: str) -> Iterator[tuple[str, list[str]]]:
    page = officer.get(path)
    yield "page", page.lines
    if not page.is_page:
        return
    answer = officer.post(path, fields_of(page.body.decode()))
    found = re.fullmatch(r"/documents/(\d+)/(edit/)?", answer.location)
    if not found:
        yield "answer", answer.lines
        return
    for file in FILES:
        yield file, file_lines(officer, f"/documents/{found[1]}/{file}")


class _Fields(HTMLParser):
    """What a browser would send back from the forms of a page, with a text in each empty text field."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[str]] = {}
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "textarea":
            self._area, self.found[name] = name, [""]
        elif tag == "select":
            self._select, self.found[name] = name, []
        elif tag == "option" and self._select and (not any(self.found[self._select]) or "selected" in given):
            self.found[self._select] = [given.get("value", "")]
        elif tag == "input" and name and (kind not in ("checkbox", "radio") or "checked" in given):
            filled = MOMENTS.get(name, TEXT) if kind == "text" else ""
            self.found.setdefault(name, []).append(given.get("value", "") or filled)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.found[self._area] = [self.found[self._area][0].strip() or TEXT]
            self._area = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[self._area][0] += data


def fields_of(html: str) -> dict[str, list[str]]:
    reader = _Fields()
    reader.feed(html)
    return {name: values for name, values in reader.found.items() if values}


def _asked(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def _execute(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
