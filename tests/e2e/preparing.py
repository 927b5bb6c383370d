"""Objects that the demonstration data lacks, made once by the responsible users through their own forms."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any
from zoneinfo import ZoneInfo

from tests.e2e.attempts import OBJECTS
from tests.e2e.caller import Caller
from tests.e2e.office import Office

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
TEXT = (
    "各有关单位：\n一、抓紧排查\n请对照下表抓好落实。\n序号\t事项\t期限\n1\t全面排查\t十日内\n2\t限期整改\t一个月内\n"
)
ANSWERED = "select document_id from documents_documentrecipient where must_reply and served_at is not null"


def prepare(office: Office) -> None:
    """A number kept, a section asked to countersign, a notice begun from nothing with a table and two
    versions, a follow-up letter, a file, an issued notice that asks for replies; what is there is not made again."""
    officer, asks = office.caller("officer"), office.portal.rows
    today = dt.datetime.now(ZoneInfo("Asia/Shanghai")).date()
    housing, bureau, chemicals = (
        str(asks(f"select id from organizations_organization where code = '{code}'")[0][0])
        for code in ("430922-housing", "430922-emergency", "4309-emergency-chemicals")
    )
    if not asks(OBJECTS["reserved"]):
        _post(officer, "/documents/register/reserve/", series="bureau-letter", year=today.year, reason="留用")
    if not asks(OBJECTS["asked"]):
        document = asks(OBJECTS["open"])[0][0]
        asked = {"version": _version(office, document), "organization": chemicals}
        _post(officer, f"/documents/{document}/countersign/ask/", **asked)
    if not asks(OBJECTS["begun"]):
        title = "关于做好岁末年初安全生产工作的通知"
        _post(officer, "/documents/new/", kind="circular", title=title, text=TEXT, main=housing, must_acknowledge="on")
        begun = asks(OBJECTS["begun"])[0][0]
        changed = {"version": _version(office, begun), "main": bureau, "rewrite": "1"}
        _post(officer, f"/documents/{begun}/recipients/", **changed)
    if not asks(OBJECTS["further"]):
        held = asks(OBJECTS["in_force"])[0][0]
        _post(officer, f"/decisions/{held}/further/supervision/", decisions=held)
    if not asks(OBJECTS["file"]):
        clerk, verified = office.caller("county_taojiang"), asks(OBJECTS["verified"])[0][0]
        clerk.get(f"/accidents/{verified}/")
        assert upload(clerk, f"/accidents/{verified}/files/", "现场勘查笔录.pdf", PDF) == 302
    if not asks(ANSWERED):
        _issue_asking_for_replies(office, officer, bureau, today + dt.timedelta(days=20))


def _issue_asking_for_replies(office: Office, officer: Caller, unit: str, reply_by: dt.date) -> None:
    asked = {"must_acknowledge": "on", "must_reply": "on", "reply_by": f"{reply_by:%Y-%m-%d}"}
    title = "关于报送隐患整改情况的通知"
    _post(officer, "/documents/new/", kind="circular", title=title, text="请按期报送整改情况。", main=unit, **asked)
    document = office.portal.rows("select max(id) from documents_document")[0][0]
    for username, act in (("officer", "submit"), ("reviewer", "pass"), ("leader", "sign"), ("officer", "issue")):
        _post(office.caller(username), f"/documents/{document}/{act}/", version=_version(office, document))
    until = time.monotonic() + 90
    while not office.portal.rows(f"{ANSWERED} and document_id = {document}"):
        assert time.monotonic() < until, "the notice that asks for replies was not printed"
        time.sleep(0.5)


def _post(caller: Caller, address: str, **data: Any) -> None:
    answer = caller.post(address, {name: str(value) for name, value in data.items()})
    assert answer.status == 302, f"{answer.status} {address}: {answer.text[:2000]}"


def _version(office: Office, document: int) -> int:
    return int(office.portal.rows(f"select version from documents_document where id = {int(document)}")[0][0])


def upload(caller: Caller, path: str, name: str, data: bytes) -> int:
    line = "----journey"
    head = (
        f'--{line}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{caller.csrf}\r\n'
        f'--{line}\r\nContent-Disposition: form-data; name="attachments"; filename="{name}"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    body = head.encode() + data + f"\r\n--{line}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={line}", "Referer": f"http://127.0.0.1:{caller.port}/"}
    return caller.ask("POST", path, body, headers).status
