"""The scope suite: what each role sees of a model, on every way to it. Inherit once for each model.

A subclass in ``tests/<app>/test_scope.py`` names its model, makes one object in 桃江县马迹塘镇 (``here``) and one in
安化县东坪镇 (``elsewhere``), and says where an object is. The suite then checks for each role, here and elsewhere, for
a user without roles, a disabled one and an anonymous one, that list, detail, export and API show exactly what the
permission table grants. ``tests/project/test_scope_coverage.py`` fails for a model without such a class.

The expected result is computed here from the permission table, not with the code under test.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import openpyxl
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.test import Client

from foundation.accounts.models import User
from foundation.common.permissions import ROLES, table
from tests.support.people import make_user

#: For each role the unit of a user here (桃江) and of one elsewhere (安化).
UNITS = {
    "clerk": ("430922-emergency", "430923-emergency"),
    "county_leader": ("430922-emergency", "430923-emergency"),
    "township": ("430922115", "430923121"),
    "department": ("430922-housing", "430923-housing"),
    **{
        role: ("4309-emergency-coordination", "4309-emergency-office")
        for role in ("officer", "reviewer", "leader", "auditor", "sysadmin", "secadmin")
    },
}


@dataclass(frozen=True)
class Where:
    """The place of an object: its division code, its unit's code, its author; empty where the model has none.

    ``is_open`` is False for an object that only city-wide scopes may see yet (a draft, a proposal).
    """

    division: str = ""
    unit: str = ""
    author: User | None = None
    is_open: bool = True


@dataclass(frozen=True)
class Ways:
    """URLs that show a model's objects; ``detail`` and ``api_detail`` for one object. Empty: there is none."""

    list: str = ""
    export: str = ""
    api_list: str = ""


class ScopeSuite:
    """Inherit with a name that begins with ``Test``; see the module's docstring."""

    model: ClassVar[type[models.Model]]
    #: Permission that grants seeing; empty for reference data that every authenticated user may see.
    act: ClassVar[str] = ""
    ways: ClassVar[Ways] = Ways()

    #: True where only the owner sees an object and no role does.
    is_private: ClassVar[bool] = False

    covered: ClassVar[dict[type[models.Model], str]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "model" in vars(cls):
            ScopeSuite.covered[cls.model] = cls.__name__

    def make(self) -> dict[str, models.Model]:
        """Return one object ``here`` and one ``elsewhere``."""
        raise NotImplementedError

    def where(self, item: Any) -> Where:
        """Return the place of ``item``."""
        return Where()

    def mark(self, item: Any) -> str:
        """Return a text that appears on a page or in a file exactly when ``item`` is shown."""
        return str(item)

    def api_mark(self, item: Any) -> tuple[str, Any]:
        """Return the API field and value that identify ``item``."""
        return ("code", item.code)

    def detail(self, item: Any) -> str:
        """Return the URL of its page; empty when it has none."""
        return ""

    def api_detail(self, item: Any) -> str:
        """Return its URL in the API; empty when it has none."""
        return ""

    def should_see(self, person: User, item: Any) -> bool:
        """Return what the permission table grants."""
        if not self.act:
            return person.is_active
        return self.reaches(person, self.where(item))

    def reaches(self, person: User, place: Where) -> bool:
        """Return whether the scope words of the user's roles for ``act`` reach ``place``."""
        if not person.is_active:
            return False
        words = {table()[self.act].scopes.get(role) for role in person.roles}
        if "city" in words:
            return True
        if not place.is_open:
            return False
        received = {person.organization.code, *person.organization.receives_for.values_list("code", flat=True)}
        return (
            ("subtree" in words and bool(place.division) and place.division.startswith(person.organization.division_id))
            or ("charged" in words and place.unit in received)
            or ("own" in words and place.author is not None and place.author.pk == person.pk)
        )

    def test_each_person_sees_the_own_and_nothing_else(self, city: None, client: Client) -> None:
        """Check all users in one test: making the objects can be slow, asking is quick."""
        items = list(self.make().values())
        seen = 0
        for person in self._persons():
            client.force_login(person)
            self._ask_queryset(person, items)
            self._ask_pages(person, items, client)
            self._ask_export(person, items, client)
            self._ask_api(person, items, client)
            seen += sum(self.should_see(person, item) for item in items)
        assert seen or self.is_private, "nobody sees any of the objects: the test would prove nothing"
        client.logout()
        self._ask_as_nobody(items, client)

    def _persons(self) -> Iterator[User]:
        """Return each role here and elsewhere, and a user without any."""
        for role, _ in ROLES:
            for side, unit in zip(("here", "away"), UNITS[role], strict=True):
                yield make_user(role, username=f"{role}-{side}", unit=unit)
        yield make_user(username="without-roles", unit="430922-emergency")

    def _ask_as_nobody(self, items: list[models.Model], client: Client) -> None:
        disabled = make_user("officer", username="disabled", is_active=False)
        manager: Any = self.model._default_manager
        for nobody in (disabled, AnonymousUser(), None):
            assert not manager.visible_to(nobody).exists()
        for url in self._addresses(items):
            response = client.get(url)
            if url.startswith("/api/"):
                assert response.status_code == 401, url
            else:
                assert response.status_code == 302, url
                assert response["Location"].startswith(settings.LOGIN_URL), url

    def _addresses(self, items: list[models.Model]) -> list[str]:
        own = [address for item in items for address in (self.detail(item), self.api_detail(item))]
        return [url for url in (self.ways.list, self.ways.export, self.ways.api_list, *own) if url]

    def _ask_queryset(self, person: User, items: list[models.Model]) -> None:
        manager: Any = self.model._default_manager
        for item in items:
            seen = manager.visible_to(person).filter(pk=item.pk).exists()
            assert seen is self.should_see(person, item), f"{person} visible_to {item}"

    def _ask_pages(self, person: User, items: list[models.Model], client: Client) -> None:
        if self.ways.list:
            response = client.get(self.ways.list)
            assert response.status_code in (200, 403)
            page = response.content.decode() if response.status_code == 200 else ""
            for item in items:
                assert (self.mark(item) in page) is self.should_see(person, item), f"{person} list {item}"
        for item in items:
            if url := self.detail(item):
                response = client.get(url)
                if response.streaming:
                    b"".join(response.streaming_content)  # type: ignore[attr-defined]  # read to its end, the file is closed
                status = response.status_code
                expected = {200} if self.should_see(person, item) else {403, 404}
                assert status in expected, f"{person} {url} {status}"

    def _ask_export(self, person: User, items: list[models.Model], client: Client) -> None:
        if not self.ways.export:
            return
        response = client.get(self.ways.export)
        assert response.status_code in (200, 403)
        text = _text_of(response) if response.status_code == 200 else ""
        for item in items:
            assert (self.mark(item) in text) is self.should_see(person, item), f"{person} export {item}"

    def _ask_api(self, person: User, items: list[models.Model], client: Client) -> None:
        if self.ways.api_list:
            separator = "&" if "?" in self.ways.api_list else "?"
            response = client.get(f"{self.ways.api_list}{separator}page_size=200")
            assert response.status_code in (200, 403)
            rows = response.json()["results"] if response.status_code == 200 else []
            for item in items:
                field, value = self.api_mark(item)
                shown = any(row[field] == value for row in rows)
                assert shown is self.should_see(person, item), f"{person} api {item}"
        for item in items:
            if url := self.api_detail(item):
                status = client.get(url).status_code
                assert status in ({200} if self.should_see(person, item) else {403, 404}), f"{person} {url} {status}"


def _text_of(response: Any) -> str:
    """Return all cells of a spreadsheet response, or the text of any other."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if not body.startswith(b"PK"):
        return str(body.decode("utf-8-sig"))
    book = openpyxl.load_workbook(io.BytesIO(body), read_only=True)
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
