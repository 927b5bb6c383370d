"""Hand-made requests: acts above one's role, objects of another county by every way in."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.house.stack_runner import Portal
from tests.journey import acts
from tests.journey.caller import Caller
from tests.journey.office import Office

ROOT = Path(__file__).resolve().parents[2]
ROLES = {
    "clerk": "county_taojiang", "county_leader": "leader_taojiang", "township": "town_majitang",
    "department": "dept_taojiang_housing", "officer": "officer", "reviewer": "reviewer", "leader": "leader",
    "auditor": "auditor", "sysadmin": "sysadmin", "secadmin": "secadmin",
}  # fmt: skip
REASON = {"reason": "越权试验", "note": "越权试验", "version": "1"}

# Address, right it needs, what is posted. The words in braces are asked of the database (OBJECTS).
FORMS: list[tuple[str, str, dict[str, Any]]] = [
    ("/accidents/new/", "accident.draft", {"do": "save", "location": "越权试验", "township": "430922115"}),
    ("/accidents/quick/", "accident.draft", {"do": "save", "location": "越权试验", "township": "430922115"}),
    ("/accidents/autosave/", "accident.draft", {"location": "越权试验", "township": "430922115"}),
    ("/accidents/level/", "accident.draft", {"deaths": "1"}),
    ("/accidents/{draft}/edit/", "accident.draft", {"do": "save", "location": "越权试验"}),
    ("/accidents/{draft}/submit/", "accident.submit", REASON),
    ("/accidents/{draft}/delete/", "accident.draft", REASON),
    ("/accidents/{submitted}/verify/", "accident.verify", REASON),
    ("/accidents/{submitted}/return/", "accident.return", REASON),
    ("/accidents/{verified}/report/", "accident.correct", {"kind": "correction", "deaths": "9", "do": "confirmed"}),
    ("/decisions/{proposed}/approve/", "decision.approve", REASON),
    ("/decisions/{proposed}/decline/", "decision.decline", REASON),
    ("/decisions/{proposed}/send-back/", "decision.send_back", REASON),
    ("/decisions/{proposed}/confirm/", "decision.confirm", REASON),
    (
        "/decisions/{expected}/province/",
        "decision.record_province",
        {**REASON, "document_number": "湘安办发〔2026〕1号"},
    ),
    ("/decisions/{proposed}/draft/", "decision.draft_letter", {"decisions": "{proposed}"}),
    ("/letters/{letter}/rewrite/", "decision.draft_letter", REASON),
    ("/documents/{open}/edit/", "document.draft", {"title": "越权试验", "act": "save"}),
    ("/documents/{open}/submit/", "document.draft", REASON),
    ("/documents/{open}/withdraw/", "document.draft", REASON),
    ("/documents/{reviewing}/pass/", "document.review", REASON),
    ("/documents/{reviewing}/return/", "document.return", REASON),
    ("/documents/{reviewed}/sign/", "document.sign", REASON),
    ("/documents/{signed}/issue/", "document.issue", REASON),
    ("/documents/{signed}/void/", "document.issue", REASON),
    ("/documents/{issued}/acknowledge/{receipt}/", "document.acknowledge", REASON),
    ("/documents/{issued}/acknowledge/{receipt}/paper/", "document.acknowledge_paper", {**REASON, "signer": "某人"}),
    ("/documents/{issued}/reply/{receipt}/", "document.reply", {**REASON, "text": "越权试验"}),
    ("/documents/{issued}/remind/", "document.draft", REASON),
    ("/documents/{open}/countersign/ask/", "document.draft", {**REASON, "organization": "1"}),
    ("/documents/{open}/countersign/{asked}/", "document.countersign", {**REASON, "opinion": "agreed"}),
    ("/documents/{open}/countersign/{asked}/withdraw/", "document.draft", REASON),
    (
        "/documents/register/reserve/",
        "document.reserve_number",
        {**REASON, "series": "bureau-document", "year": "2026"},
    ),
    ("/documents/register/{reserved}/void/", "document.reserve_number", REASON),
    ("/system/series/{series}/", "reference.manage", {"agency_code": "越权", "form": "letter"}),
    ("/system/series/kinds/{kind}/", "reference.manage", {"label": "越权", "series": "bureau-document"}),
    ("/system/users/new/", "user.manage", {"username": "intruder", "name": "越权", "roles": "leader"}),
    ("/system/users/{user}/edit/", "user.manage", {"name": "越权"}),
    ("/system/users/{user}/disable/", "user.manage", REASON),
    ("/system/users/{user}/reset/", "user.manage", REASON),
    ("/system/users/{user}/roles/", "user.roles", {"roles": ["leader", "sysadmin"]}),
    ("/system/organizations/new/", "organization.manage", {"name": "越权"}),
    ("/system/organizations/430922-housing/toggle/", "organization.manage", REASON),
    ("/system/holidays/", "reference.manage", {"day": "2026-12-31", "name": "越权"}),
    ("/system/dictionaries/deadlines/{deadline}/", "reference.manage", {"working_days": "99", "basis": "越权"}),
    ("/system/dictionaries/sectors/construction/", "reference.manage", {"name": "越权"}),
]
API: list[tuple[str, str, str, dict[str, Any]]] = [
    ("POST", "accidents/", "accident.draft", {"county": "430922", "location": "越权试验"}),
    ("PATCH", "accidents/{verified}/", "accident.correct", {"deaths": 9}),
    ("POST", "accidents/{verified}/reports/", "accident.correct", {"kind": "correction", "deaths": 9}),
    ("POST", "accidents/{draft}/submit/", "accident.submit", {}),
    ("POST", "accidents/{submitted}/verify/", "accident.verify", {}),
    ("POST", "accidents/{submitted}/return/", "accident.return", {"reason": "越权"}),
    ("POST", "decisions/{proposed}/decline/", "decision.decline", {"reason": "越权"}),
    ("POST", "decisions/{proposed}/confirm/", "decision.confirm", {"reason": "越权"}),
    ("POST", "letters/", "decision.draft_letter", {"decisions": ["{proposed}"]}),
    ("POST", "letters/{letter}/submit/", "document.draft", {}),
    ("POST", "letters/{reviewing_letter}/pass/", "document.review", {}),
    ("POST", "letters/{reviewing_letter}/return/", "document.return", {"reason": "越权"}),
    ("POST", "letters/{reviewing_letter}/sign/", "document.sign", {}),
    ("POST", "letters/{signed_letter}/issue/", "document.issue", {}),
    ("POST", "letters/{issued_letter}/acknowledge/", "document.acknowledge", {}),
    ("POST", "simulations/", "simulation.run", {"ruleset": "yiyang-2021", "from": "2026-01-01", "to": "2026-06-30"}),
]
_UNSIGNED = "from documents_documentrecipient where acknowledged_at is null and served_at is not null order by id"
_TAOJIANG = "county_id = '430922'"
OBJECTS = {
    "draft": f"select code from accidents_accident where status = 'draft' and {_TAOJIANG}",
    "submitted": f"select code from accidents_accident where status = 'submitted' and {_TAOJIANG}",
    "verified": f"select code from accidents_accident where status = 'verified' and {_TAOJIANG}",
    "proposed": "select id from accountability_decision where status = 'proposed'",
    "expected": "select id from accountability_decision where status = 'expected'",
    "open": "select id from documents_document where status in ('draft', 'returned')",
    "reviewing": "select id from documents_document where status = 'in_review'",
    "reviewed": "select id from documents_document where status = 'in_review' and reviewed_at is not null",
    "signed": "select id from documents_document where status = 'signed'",
    "issued": f"select document_id {_UNSIGNED}",
    "receipt": f"select id {_UNSIGNED}",
    "letter": "select l.id from accountability_letter l join documents_document d on d.id = l.document_id"
    " where d.status in ('draft', 'returned')",
    "reviewing_letter": "select l.id from accountability_letter l join documents_document d on d.id = l.document_id"
    " where d.status = 'in_review'",
    "signed_letter": "select l.id from accountability_letter l join documents_document d on d.id = l.document_id"
    " where d.status = 'signed'",
    "issued_letter": "select l.id from accountability_letter l join documents_document d on d.id = l.document_id"
    " where d.status = 'issued'",
    "asked": "select id from documents_countersignature where opinion = ''",
    "reserved": "select id from documents_reservednumber where state = 'reserved'",
    "series": "select code from documents_numberseries",
    "kind": "select code from documents_documentkind",
    "deadline": "select kind from workdays_officedeadline",
    "user": "select id from organizations_user where username = 'reviewer'",
}
STATE = """select md5(string_agg(line, '|' order by line)) from (
    select concat('a', id, ' ', version, ' ', status, ' ', deaths) as line from accidents_accident
    union all select concat('d', id, ' ', version, ' ', status) from documents_document
    union all select concat('c', id, ' ', version, ' ', status) from accountability_decision
    union all select concat('r', id, ' ', acknowledged_at, ' ', replied_at) from documents_documentrecipient
    union all select concat('m', id, ' ', event) from inbox_message where title like '催办%'
    union all select concat('g', id, ' ', opinion) from documents_countersignature
    union all select concat('n', id, ' ', state) from documents_reservednumber
    union all select concat('q', series_id, ' ', year, ' ', last) from documents_numbercounter
    union all select concat('e', code, ' ', agency_code) from documents_numberseries
    union all select concat('k', code, ' ', label, ' ', series_id) from documents_documentkind
    union all select concat('u', id, ' ', is_active, ' ', roles, ' ', password) from organizations_user
    union all select concat('o', id, ' ', is_active, ' ', name) from organizations_organization
    union all select concat('s', code, ' ', name) from organizations_sector
    union all select concat('h', day, ' ', name) from workdays_holiday
    union all select concat('t', kind, ' ', working_days) from workdays_officedeadline
) lines"""


@pytest.fixture(scope="module")
def objects(office: Office) -> dict[str, str]:
    """One of each, of 桃江县 or the city; an accident of the clerk waits for the city."""
    found: dict[str, str] = {}
    _prepare(office)
    for name, statement in OBJECTS.items():
        rows = office.portal.rows(f"{statement} limit 1")
        assert rows, f"nothing to try on: {name}"
        found[name] = str(rows[0][0])
    return found


def _prepare(office: Office) -> None:
    """What the demonstration has none of: a number kept, a section asked to countersign."""
    if office.portal.rows(OBJECTS["asked"]):
        return  # a portal that is kept while developing
    officer = office.caller("officer")
    year = dt.datetime.now(ZoneInfo("Asia/Shanghai")).year
    kept = {"series": "bureau-letter", "year": str(year), "reason": "留用"}
    assert officer.post("/documents/register/reserve/", kept).status == 302
    document, version = office.portal.rows(
        "select id, version from documents_document where status in ('draft', 'returned') limit 1"
    )[0]
    unit = office.portal.rows("select organization_id from organizations_user where username = 'reviewer'")[0][0]
    asked = {"version": str(version), "organization": str(unit)}
    assert officer.post(f"/documents/{document}/countersign/ask/", asked).status == 302


def holders(right: str) -> set[str]:
    with (ROOT / "fixtures" / "permissions.csv").open(encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file) if row["act"] == right)
    return {role for role in ROLES if row[role]}


def filled(template: Any, objects: dict[str, str]) -> Any:
    if isinstance(template, str):
        return template.format(**objects) if "{" in template else template
    if isinstance(template, dict):
        return {name: filled(value, objects) for name, value in template.items()}
    return [filled(value, objects) for value in template] if isinstance(template, list) else template


def state(portal: Portal) -> str:
    return str(portal.rows(STATE)[0][0])


@pytest.mark.parametrize("role", ROLES)
def test_no_act_above_the_role_by_form_or_api(office: Office, objects: dict[str, str], role: str) -> None:
    caller = office.caller(ROLES[role])
    before, done = state(office.portal), []
    for address, right, data in FORMS:
        if role not in holders(right):
            answer = caller.post(filled(address, objects), filled(data, objects))
            if answer.status not in (403, 404):
                done.append(f"{answer.status} {address} without {right}")
    for method, address, right, data in API:
        if role not in holders(right):
            answer = caller.api(method, filled(address, objects), filled(data, objects))
            if answer.status not in (403, 404):
                done.append(f"{answer.status} {method} api/{address} without {right}")
            elif set(answer.json) != {"code", "message", "fields"}:
                done.append(f"api/{address}: {answer.text[:80]}")
    assert done == []
    assert state(office.portal) == before


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
    """A page elsewhere that makes the officer's browser post."""
    caller = office.caller("officer")
    before = state(office.portal)
    caller.csrf = "x" * 64
    assert caller.post(filled("/accidents/{submitted}/verify/", objects), REASON).status == 403
    assert state(office.portal) == before


def test_every_posting_address_of_the_portal_is_tried_here() -> None:
    """A new act must be added above; what only reads, or touches nothing but one's own account, is named here."""
    from django.urls import URLPattern, get_resolver

    harmless = {
        "login", "logout", "password", "tokens", "revoke-token", "read-all", "snooze", "first-admin", "preview",
        "simulate", "look-confirm", "unlock-user", "enable-user", "appoint-user", "end-session", "unit",
        "remove-holiday", "attach", "remove-file",
    }  # fmt: skip

    def patterns(resolver: Any, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
        for item in resolver.url_patterns:
            route = prefix + str(item.pattern)
            if isinstance(item, URLPattern):
                yield route, item
            else:
                yield from patterns(item, route)

    tried = {_shape(address) for address, _, _ in FORMS}
    missing = {
        f"{route} ({pattern.name})"
        for route, pattern in patterns(get_resolver())
        if not route.startswith("api/")
        and hasattr(getattr(pattern.callback, "view_class", None), "post")
        and pattern.name not in harmless
        and _shape("/" + route) not in tried
    }
    assert missing == set()


def _shape(address: str) -> str:
    import re

    address = re.sub(r"<[^>]+>|\{[^}]+\}", "#", address)
    return address.replace("430922-housing", "#").replace("construction", "#")


# ---- another county ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def attached(office: Office, objects: dict[str, str]) -> str:
    """A file on an accident of 桃江县, sent as its clerk sends it."""
    caller = office.caller("county_taojiang")
    caller.get(f"/accidents/{objects['verified']}/")
    data = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
    assert _upload(caller, f"/accidents/{objects['verified']}/files/", "现场勘查笔录.pdf", data) == 302
    rows = office.portal.rows("select max(id) from files_attachment where name = '现场勘查笔录.pdf'")
    assert rows[0][0]
    return f"/files/{rows[0][0]}/"


def _upload(caller: Caller, path: str, name: str, data: bytes) -> int:
    line = "----journey"
    head = (
        f'--{line}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{caller.csrf}\r\n'
        f'--{line}\r\nContent-Disposition: form-data; name="attachments"; filename="{name}"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    body = head.encode() + data + f"\r\n--{line}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={line}", "Referer": f"http://127.0.0.1:{caller.port}/"}
    return caller.ask("POST", path, body, headers).status


def test_another_county_sees_nothing(office: Office, objects: dict[str, str], attached: str) -> None:
    """安化县's clerk has every right a clerk can have, at home."""
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
        f" where o.code = '430922-traffic-police' and a.{_TAOJIANG} and a.status = 'verified' limit 3"
    )
    assert others
    housing = office.caller("dept_taojiang_housing")
    listed = housing.get("/accidents/?export=csv").text
    for (code,) in others:
        assert housing.get(f"/accidents/{code}/").status == 404
        assert housing.api("GET", f"accidents/{code}/").status == 404
        assert code not in listed
