"""Hand-made requests: actions without the permission, objects of another county by every route."""

from __future__ import annotations

import csv
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver

from foundation.ui.lists import ListPage
from tests.e2e import acts
from tests.e2e.attempts import (
    API,
    FORMS,
    OBJECTS,
    REASON,
    ROLES,
    TAOJIANG,
    filled,
    state,
)
from tests.e2e.office import Office
from tests.e2e.preparing import prepare

ROOT = Path(__file__).resolve().parents[2]

# POST URLs that change only one's own account, only read, or begin a download of what one may see.
HARMLESS = {
    "login", "logout", "password", "tokens", "revoke-token", "read-all", "open-message", "snooze", "first-admin",
    "simulate", "look-confirm", "check", "verification_code", "save-view", "rename-view", "delete-view",
    "batch", "register_batch",
}  # fmt: skip
# A user with city scope is refused (403) instead of getting 404, so each attempt has an object.
SEES_ALL = "auditor"
HIDDEN = {
    "/system/sessions/{login}/end/",
    "accidents/{draft}/submit/",
    "/accidents/{draft}/restore/",
}  # except these, which others do not see at all
WRITING = {"POST", "PUT", "PATCH", "DELETE"}


@pytest.fixture(scope="module")
def objects(office: Office) -> dict[str, str]:
    """One object of each kind, of 桃江县 or the city; an accident of the clerk waits for the city."""
    prepare(office)
    secadmin = office.caller("secadmin").get("/system/sessions/").text
    found = {"login": re.findall(r"/system/sessions/([\w-]+)/end/", secadmin)[-1]}
    for name, statement in OBJECTS.items():
        rows = office.portal.rows(statement)
        assert rows, f"nothing to try on: {name}"
        found[name] = str(rows[0][0])
    return found


def holders(right: str) -> set[str]:
    with (ROOT / "fixtures" / "permissions.csv").open(encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file) if row["act"] == right)
    return {role for role in ROLES if row[role]}


@pytest.mark.parametrize("role", ROLES)
def test_no_act_above_the_role_by_form_or_api(office: Office, objects: dict[str, str], role: str) -> None:
    caller = office.caller(ROLES[role])
    before, done = state(office.portal), []
    for address, right, data in FORMS:
        if role not in holders(right):
            answer = caller.post(filled(address, objects), filled(data, objects))
            if answer.status not in _refusals(role, address):
                done.append(f"{answer.status} {address} without {right}")
    for method, address, right, data in API:
        if role not in holders(right):
            answer = caller.api(method, filled(address, objects), filled(data, objects))
            if answer.status not in _refusals(role, address):
                done.append(f"{answer.status} {method} api/{address} without {right}")
            elif set(answer.json) != {"code", "message", "fields"}:
                done.append(f"api/{address}: {answer.text[:80]}")
    assert done == []
    assert state(office.portal) == before


def _refusals(role: str, address: str) -> tuple[int, ...]:
    return (403,) if role == SEES_ALL and address not in HIDDEN else (403, 404)


def test_nobody_gets_in_without_a_login(office: Office, objects: dict[str, str]) -> None:
    before, done = state(office.portal), []
    stranger = office.stranger()
    stranger.get("/login/")
    for address, _, data in FORMS:
        answer = stranger.post(filled(address, objects), filled(data, objects))
        if answer.status != 302 or not answer.location.startswith("/login/"):
            done.append(f"{answer.status} {address}")
    for method, address, _, data in API:
        answer = stranger.api(method, filled(address, objects), filled(data, objects))
        if answer.status not in (401, 403):
            done.append(f"{answer.status} api/{address}")
    assert done == []
    assert state(office.portal) == before


def test_form_without_its_token_is_refused(office: Office, objects: dict[str, str]) -> None:
    """A page on another site that makes the officer's browser post."""
    caller = office.caller("officer")
    before = state(office.portal)
    caller.csrf = "x" * 64
    assert caller.post(filled("/accidents/{submitted}/verify/", objects), REASON).status == 403
    assert state(office.portal) == before


def test_every_writing_address_of_the_portal_is_tried_here() -> None:
    """A new action must be added to the attempts, over the browser and over the API."""
    tried = {_shape(address) for address, _, _ in FORMS}
    tried_api = {(method, _shape("/api/v1/" + address)) for method, address, _, _ in API}
    missing = set()
    for route, pattern in _patterns(get_resolver()):
        shape = _shape("/" + route)
        if shape.startswith("/api/"):
            actions = getattr(pattern.callback, "actions", None) or {}
            wanted = {(method.upper(), shape) for method in actions if method.upper() in WRITING}
            missing |= {f"{method} {route}" for method, _ in wanted - tried_api if "<format>" not in route}
        elif _writes(pattern) and pattern.name not in HARMLESS and shape not in tried:
            missing.add(f"{route} ({pattern.name})")
    assert missing == set()


def _patterns(resolver: Any, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for item in resolver.url_patterns:
        route = prefix + str(item.pattern)
        if isinstance(item, URLPattern):
            yield route, item
        else:
            yield from _patterns(item, route)


def _writes(pattern: URLPattern) -> bool:
    """Return whether it is a class with ``post``, or a function without a decorator that refuses POST.

    To a list one posts only to begin the download of its rows.
    """
    view = getattr(pattern.callback, "view_class", None)
    if view and issubclass(view, ListPage):
        return False
    return hasattr(view, "post") if view else bool(WRITING & set(_methods(pattern.callback)))


def _methods(view: Any) -> list[str]:
    """Return the methods that ``require_http_methods`` and similar decorators allow; without them, all."""
    while view is not None:
        held = inspect.getclosurevars(view).nonlocals if inspect.isfunction(view) else {}
        if "request_method_list" in held:
            return list(held["request_method_list"])
        view = getattr(view, "__wrapped__", None)
    return sorted(WRITING)


def _shape(address: str) -> str:
    """Return the URL with a placeholder for each of its variable parts."""
    address = re.sub(r"\(\?P<[^>]+>[^)]+\)|<[^>]+>|\{[^}]+\}", "#", address).replace("^", "").replace("$", "")
    return re.sub(r"430922-housing|construction|revocation(?=/)", "#", address)


# ---- another county ------------------------------------------------------------------------------------------------


def test_another_county_sees_nothing(office: Office, objects: dict[str, str]) -> None:
    """安化县's clerk has every permission of a clerk, in the own county."""
    attached = f"/files/{objects['file']}/"
    anhua = office.caller("county_anhua")
    seen = []
    for path in (
        f"/accidents/{objects['verified']}/", f"/accidents/{objects['draft']}/edit/",
        f"/accidents/{objects['verified']}/report/", f"/decisions/{objects['proposed']}/", attached,
        f"/documents/{objects['signed']}/", f"/documents/{objects['signed']}/pages/1.png",
        f"/documents/{objects['signed']}/draft.pdf", f"/documents/{objects['signed']}/document.pdf",
    ):  # fmt: skip
        if anhua.get(path).status not in (403, 404):
            seen.append(path)
    for path in (
        f"accidents/{objects['verified']}/", f"accidents/{objects['verified']}/reports/",
        f"decisions/{objects['proposed']}/", f"letters/{objects['signed_letter']}/",
        f"letters/{objects['signed_letter']}/document.pdf",
    ):  # fmt: skip
        if anhua.api("GET", path).status not in (403, 404):
            seen.append(f"api/{path}")
    for path in (
        "/accidents/", "/accidents/?county=430922", "/accidents/?county=430922&export=csv", "/accidents/?export=csv",
        f"/accidents/?q={objects['verified']}", "/search/?q=桃江", f"/search/?q={objects['verified']}", "/",
        "/leader/", "/leader/?county=430922", "/decisions/?county=430922", "/decisions/?county=430922&export=csv",
    ):  # fmt: skip
        shown = anhua.get(acts.quoted(path)).text
        if "/accidents/430922-" in shown or ("export=" in path and "430922-" in shown):
            seen.append(path)
    for path in (
        "accidents/",
        "accidents/?county=430922",
        f"accidents/?township={'430922115'}",
        "decisions/?county=430922",
    ):
        if "430922-" in anhua.api("GET", path).text:
            seen.append(f"api/{path}")
    assert seen == []
    assert office.caller("county_taojiang").get(attached).status == 200


def test_department_sees_only_what_is_charged_to_it(office: Office) -> None:
    """桃江县住建局: not the accidents of the traffic police."""
    others = office.portal.rows(
        "select a.code from accidents_accident a"
        " join organizations_organization o on o.id = a.supervising_department_id"
        f" where o.code = '430922-traffic-police' and a.{TAOJIANG} and a.status = 'verified' limit 3"
    )
    assert others
    housing = office.caller("dept_taojiang_housing")
    listed = housing.get("/accidents/?export=csv").text
    for (code,) in others:
        assert housing.get(f"/accidents/{code}/").status == 404
        assert housing.api("GET", f"accidents/{code}/").status == 404
        assert code not in listed
