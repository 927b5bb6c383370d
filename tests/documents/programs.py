"""Programs of people who have to do with a document: each calls the API with an own token."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documents.workflow import printing
from foundation.accounts.tokens import issue_token
from foundation.common import clock
from tests.documents.factories import make_office
from tests.support.people import make_user

NOW = dt.datetime(2021, 3, 20, 9, tzinfo=clock.SHANGHAI)
CHEMICALS = "4309-emergency-chemicals"
NOTICE = {
    "kind": "circular",
    "title": "关于开展汛期安全检查的通知",
    "text": "各地要落实责任。\n一、工作要求\n请立即部署检查。",
    "main": ["430922", "430923"],
    "copies": ["430922115"],
    "must_reply": True,
    "reply_by": "2021-03-31",
}


class Program:
    """A program with the token of one person."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.client = Client(
            headers={"Authorization": f"Token {issue_token(user=user, account=user, label='程序')[1]}"}
        )

    def get(self, url: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1/{url}", query)

    def send(self, method: str, url: str, data: Any = None, **headers: str) -> Any:
        call = getattr(self.client, method)
        return call(f"/api/v1/{url}", json.dumps(data or {}), content_type="application/json", headers=headers)

    def post(self, url: str, data: Any = None, **headers: str) -> Any:
        return self.send("post", url, data, **headers)

    def upload(self, url: str, data: Any, **headers: str) -> Any:
        return self.client.post(f"/api/v1/{url}", data, headers=headers)


class City:
    """The programs of everybody who has to do with a document."""

    def __init__(self) -> None:
        self.office = make_office()
        self.officer, self.reviewer, self.leader = (
            Program(person) for person in (self.office.officer, self.office.reviewer, self.office.leader)
        )
        self.expert = Program(make_user("officer", username="expert", unit=CHEMICALS))
        self.clerk = Program(make_user("clerk"))
        self.neighbour = Program(make_user("clerk", username="anhua", unit="430923-emergency"))
        self.stranger = Program(make_user("clerk", username="nanxian", unit="430921-emergency"))

    def notice(self, **changes: Any) -> str:
        made = self.officer.post("documents/", {**NOTICE, **changes})
        assert made.status_code == 201, made.content.decode()
        return f"documents/{made.json()['id']}/"

    def issue(self, url: str, **how: Any) -> None:
        for who, act in ((self.officer, "submit"), (self.reviewer, "pass"), (self.leader, "sign")):
            done = who.post(f"{url}{act}/")
            assert done.status_code == 200, done.content.decode()
        done = self.officer.post(f"{url}issue/", how)
        assert done.status_code == 200, done.content.decode()
        printing.render_and_freeze(document_id=done.json()["id"])


def paper(name: str = "整改情况.pdf", data: bytes = b"%PDF-1.4\n%%EOF\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/pdf")
