"""Countersigning, receipts and replies over the API."""

from __future__ import annotations

from typing import Any

import pytest

from foundation.files.models import Attachment
from tests.documents.programs import CHEMICALS, City, paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def test_the_same_key_with_another_file_is_another_request(town: City) -> None:
    url = town.notice()
    town.issue(url)
    town.clerk.post(f"{url}acknowledge/")
    key = {"Idempotency-Key": "reply-1"}
    first = town.clerk.upload(f"{url}replies/", {"text": "已整改。", "attachments": [paper()]}, **key)
    again = town.clerk.upload(f"{url}replies/", {"text": "已整改。", "attachments": [paper()]}, **key)
    other = town.clerk.upload(
        f"{url}replies/", {"text": "已整改。", "attachments": [paper(data=b"%PDF-1.7\n%%EOF\n")]}, **key
    )
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert again["Idempotency-Replayed"] == "true"
    assert Attachment.objects.count() == 1


def test_countersigning(town: City) -> None:
    url = town.notice()
    asked = town.officer.post(f"{url}countersignatures/", {"organization": CHEMICALS})
    assert asked.status_code == 201, asked.content.decode()
    one = f"{url}countersignatures/{asked.json()['id']}/"
    again = town.officer.post(f"{url}countersignatures/", {"organization": CHEMICALS})
    assert (again.status_code, again.json()["code"]) == (422, "asked")
    unknown = town.officer.post(f"{url}countersignatures/", {"organization": "nobody"})
    assert unknown.json()["code"] == "unknown_unit"
    assert town.reviewer.post(f"{url}countersignatures/", {"organization": CHEMICALS}).status_code == 403
    assert town.officer.post(f"{one}answer/", {"opinion": "agreed"}).status_code == 403
    assert town.expert.post(f"{one}answer/", {"opinion": "objected"}).json()["fields"].keys() == {"remark"}
    assert town.expert.post(f"{one}answer/", {"opinion": "agreed"}, **{"If-Match": '"99"'}).status_code == 412
    objected = town.expert.post(f"{one}answer/", {"opinion": "objected", "remark": "第二条请改。"})
    assert (objected.json()["opinion"], objected.json()["answered_by"]) == ("objected", "expert")
    assert [row["opinion"] for row in town.leader.get(f"{url}countersignatures/").json()] == ["objected"]
    town.officer.post(f"{url}submit/")
    town.reviewer.post(f"{url}pass/")
    refused = town.leader.post(f"{url}sign/")
    assert (refused.status_code, refused.json()["code"]) == (422, "not_ready")
    assert town.officer.post(f"{one}withdraw/").json()["fields"].keys() == {"reason"}
    assert town.officer.post(f"{one}withdraw/", {"reason": "另行会商"}).status_code == 204
    assert town.officer.post(f"{one}withdraw/", {"reason": "另行会商"}).status_code == 404
    assert town.leader.post(f"{url}sign/").status_code == 200


def test_a_request_of_another_document_is_not_found(town: City) -> None:
    url, other = town.notice(), town.notice()
    asked = town.officer.post(f"{url}countersignatures/", {"organization": CHEMICALS}).json()["id"]
    wrong = town.expert.post(f"{other}countersignatures/{asked}/answer/", {"opinion": "agreed"})
    assert wrong.status_code == 404


def test_a_receipt_on_paper(town: City) -> None:
    url = town.notice()
    town.issue(url)
    body = {"organization": "430923", "signer": "李明", "on": "2021-03-20"}
    assert town.officer.post(f"{url}acknowledge-paper/", body).json()["fields"].keys() == {"scan"}
    assert town.clerk.post(f"{url}acknowledge-paper/", body).status_code == 403
    nobody = town.officer.post(f"{url}acknowledge-paper/", {**body, "organization": "430981"})
    assert (nobody.status_code, nobody.json()["code"]) == (422, "not_addressed")
    bad = town.officer.upload(f"{url}acknowledge-paper/", {**body, "scan": paper(data=b"MZ")})
    assert bad.json()["fields"].keys() == {"scan"}
    done = town.officer.upload(f"{url}acknowledge-paper/", {**body, "scan": paper("回执.pdf")})
    assert done.status_code == 200, done.content.decode()
    (row,) = [row for row in done.json()["recipients"] if row["organization"] == "430923"]
    assert (row["on_paper"], row["paper_signer"]) == (True, "李明")
    assert town.officer.post(f"{url}acknowledge/").status_code == 403


def test_a_reply_on_paper(town: City) -> None:
    url = town.notice(must_acknowledge=False)
    town.issue(url)
    body = {"organization": "430923", "on": "2021-03-20", "gist": "已整改。"}
    assert town.officer.post(f"{url}reply-paper/", body).json()["fields"].keys() == {"scan"}
    assert town.clerk.post(f"{url}reply-paper/", body).status_code == 403
    done = town.officer.upload(f"{url}reply-paper/", {**body, "scan": paper("回复.pdf")})
    assert done.status_code == 201, done.content.decode()
    assert (done.json()["is_paper_reply"], done.json()["text"]) == (True, "已整改。")
    assert [file["name"] for file in done.json()["attachments"]] == ["回复.pdf"]


def test_replies_and_countersignatures_ask_few_questions(town: City, django_assert_max_num_queries: Any) -> None:
    url = town.notice(main=["430922", "430923", "430921", "430981", "430902", "430903"])
    with django_assert_max_num_queries(12):
        assert len(town.officer.get(f"{url}replies/").json()) == 6
    town.officer.post(f"{url}countersignatures/", {"organization": CHEMICALS})
    with django_assert_max_num_queries(10):
        assert len(town.officer.get(f"{url}countersignatures/").json()) == 1
    with django_assert_max_num_queries(10):
        town.officer.get(f"{url}versions/")
