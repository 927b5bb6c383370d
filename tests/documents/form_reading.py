"""What a browser would send back from a form without changes."""

from __future__ import annotations

from html.parser import HTMLParser


def fields_of(html: str, form_id: str = "editor") -> dict[str, str]:
    """The fields of one form of a page (of all the page when it has none of that name)."""
    reader = _Reader(form_id if f'id="{form_id}"' in html else "")
    reader.feed(html)
    return reader.fields


class _Reader(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._form_id = form_id
        self._is_inside = not form_id
        self._text = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and self._form_id:
            self._is_inside = given.get("id") == self._form_id
        if not self._is_inside:
            return
        name = given.get("name", "")
        if tag == "textarea":
            self._text = name
            self.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in self.fields:
                self.fields[self._select] = given.get("value", "")
        elif tag == "input" and name and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self.fields[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form" and self._form_id:
            self._is_inside = False

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[self._text] += data
