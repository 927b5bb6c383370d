"""Documents over the API: a notice from nothing to its replies, kept texts, numbers and the register."""

from __future__ import annotations

from typing import Any

import pytest

from documents.models import Document, DocumentRecipient, ReservedNumber
from tests.documents.factories import draft, issued
from tests.documents.programs import NOTICE, City, paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def test_a_notice_from_nothing_to_its_replies(town: City) -> None:
    url = town.notice()
    begun = town.officer.get(url).json()
    assert (begun["status"], begun["kind"], begun["reply_by"]) == ("draft", "circular", "2021-03-31")
    assert [block["kind"] for block in begun["content"]["blocks"]] == ["paragraph", "heading1", "paragraph"]
    assert set(begun["main_recipients"].split("、")) == {"桃江县人民政府", "安化县人民政府"}
    assert {row["organization"]: row["must_reply"] for row in begun["recipients"]} == {
        "430922": True, "430923": True, "430922115": False,
    }  # fmt: skip
    assert town.clerk.get(url).status_code == 404
    town.issue(url)
    assert town.stranger.get(url).status_code == 404
    seen = town.clerk.get(url).json()
    assert (seen["status"], seen["document_number"]) == ("issued", "益应急发〔2021〕1号")
    assert {row["organization"] for row in seen["recipients"]} == {"430922", "430922115"}
    assert town.clerk.post(f"{url}replies/", {"text": "先回复"}).json()["message"] == "请先签收，再回复。"
    assert town.clerk.post(f"{url}acknowledge/").status_code == 200
    data = {"text": "已完成整改。", "attachments": [paper(), paper("照片.pdf", b"%PDF-1.5\n%%EOF\n")]}
    reply = town.clerk.upload(f"{url}replies/", data, **{"Idempotency-Key": "1"})
    assert reply.status_code == 201, reply.content.decode()
    assert [file["name"] for file in reply.json()["attachments"]] == ["整改情况.pdf", "照片.pdf"]
    assert [row["text"] for row in town.officer.get(f"{url}replies/").json()] == ["已完成整改。", ""]
    assert [row["organization"] for row in town.neighbour.get(f"{url}replies/").json()] == ["430923"]
    file = f"files/{reply.json()['attachments'][0]['id']}/"
    assert b"".join(town.officer.get(file).streaming_content) == b"%PDF-1.4\n%%EOF\n"
    assert town.neighbour.get(file).status_code == 404
    reminded = town.officer.post(f"{url}remind/")
    assert [unit["organization"] for unit in reminded.json()] == ["430923"]
    assert town.officer.post(f"{url}remind/").json()["code"] == "reminded"
    assert town.clerk.post(f"{url}remind/").status_code == 403


def test_the_text_of_a_draft_is_changed_by_whoever_read_it(town: City) -> None:
    url = town.notice()
    read = town.officer.get(url)
    blocks = read.json()["content"]["blocks"]
    table = {"kind": "table", "columns": [{"title": "县"}, {"title": "数", "align": "right"}], "rows": [["桃江", "3"]]}
    body = {"blocks": [*blocks, table], "note": "此件公开发布", "attachments": [
        {"title_lines": ["检查表"], "blocks": [{"kind": "paragraph", "text": "一项。"}]}
    ]}  # fmt: skip
    changed = town.officer.send("patch", url, body, **{"If-Match": read["ETag"]})
    assert changed.status_code == 200, changed.content.decode()
    content = changed.json()["content"]
    assert content["blocks"][-1]["rows"] == [["桃江", "3"]]
    assert [column["align"] for column in content["blocks"][-1]["columns"]] == ["left", "right"]
    assert (content["note"], content["attachments"][0]["title_lines"]) == ("此件公开发布", ["检查表"])
    again = {"blocks": content["blocks"], "attachments": content["attachments"]}
    same = town.officer.send("patch", url, again, **{"If-Match": changed["ETag"]})
    assert same.json()["content"] == content
    assert town.officer.send("patch", url, body, **{"If-Match": read["ETag"]}).status_code == 412
    empty = town.officer.send("patch", url, {"blocks": [{"kind": "paragraph", "text": ""}]})
    assert (empty.status_code, empty.json()["code"]) == (422, "content")
    assert empty.json()["fields"]
    assert town.officer.send("patch", url, {}).status_code == 400
    assert town.reviewer.send("patch", url, body).status_code == 403
    town.officer.post(f"{url}submit/")
    assert town.officer.send("patch", url, body).json()["code"] == "wrong_state"


def test_marked_words_of_the_register_stay_with_their_block(town: City) -> None:
    document = draft(town.office)
    stored = document.content
    stored["blocks"][0]["facts"] = [{"text": "死亡3人", "source": "X:deaths"}]
    Document.objects.filter(pk=document.pk).update(content=stored)
    url = f"documents/{document.pk}/"
    lead, *rest = town.officer.get(url).json()["content"]["blocks"]
    changed = {**lead, "text": lead["text"] + "事故原因正在调查。"}
    town.officer.send("patch", url, {"blocks": [*rest, changed]})
    assert Document.objects.get(pk=document.pk).content["blocks"][-1]["facts"] == stored["blocks"][0]["facts"]
    town.officer.send("patch", url, {"blocks": [*rest, {**changed, "text": "另写一段。"}]})
    assert "facts" not in Document.objects.get(pk=document.pk).content["blocks"][-1]


def test_kept_texts_are_listed_and_restored(town: City) -> None:
    url = town.notice()
    town.officer.send("patch", url, {"title_lines": ["关于开展夏季安全检查的通知"]})
    versions = town.reviewer.get(f"{url}versions/").json()
    assert [row["title"] for row in versions] == ["关于开展夏季安全检查的通知", NOTICE["title"]]
    first = town.officer.get(f"{url}versions/{versions[1]['version']}/").json()
    assert "".join(first["content"]["title_lines"]) == NOTICE["title"]
    restore = f"{url}versions/{versions[1]['version']}/restore/"
    assert town.officer.post(restore, **{"If-Match": '"99"'}).status_code == 412
    assert town.reviewer.post(restore).status_code == 403
    assert town.officer.post(restore).json()["title"] == NOTICE["title"]
    assert town.officer.post(f"{url}versions/999/restore/").status_code == 404
    town.issue(url)
    assert town.clerk.get(f"{url}versions/").status_code == 403
    assert town.stranger.get(f"{url}versions/").status_code == 404


def test_units_of_a_draft_and_units_that_are_none(town: City) -> None:
    url = town.notice()
    units = {"main": ["430921"], "must_acknowledge": True, "rewrite": True}
    changed = town.officer.send("put", f"{url}recipients/", units)
    assert changed.status_code == 200, changed.content.decode()
    assert [row["organization"] for row in changed.json()["recipients"]] == ["430921"]
    assert changed.json()["main_recipients"] == "南县人民政府"
    for wrong, field in (
        ({"main": ["nobody"]}, "main"),
        ({"main": ["430921"], "copies": ["430921"]}, ""),
        ({"main": ["430921"], "must_reply": True}, "reply_by"),
        ({"main": []}, "main"),
        ({"main": "430921"}, "main"),
    ):
        refused = town.officer.send("put", f"{url}recipients/", wrong)
        assert refused.status_code == 400, wrong
        assert not field or field in refused.json()["fields"], refused.json()
    assert town.officer.send("put", f"{url}recipients/", units, **{"If-Match": '"1"'}).status_code == 412
    town.officer.post(f"{url}submit/")
    assert town.officer.send("put", f"{url}recipients/", units).json()["code"] == "wrong_state"
    letter = draft(town.office)
    assert town.officer.send("put", f"documents/{letter.pk}/recipients/", units).status_code == 403
    unfit = town.officer.post("documents/", {**NOTICE, "kind": "yellow_card"})
    assert (unfit.status_code, set(unfit.json()["fields"])) == (400, {"kind"})
    assert town.clerk.post("documents/", NOTICE).status_code == 403


def test_numbers_are_reserved_voided_and_used(town: City) -> None:
    body = {"series": "bureau-document", "year": 2021, "reason": "留给年度要点"}
    kept = town.officer.post("reserved-numbers/", body)
    assert kept.status_code == 201, kept.content.decode()
    assert kept.json()["document_number"] == "益应急发〔2021〕1号"
    assert town.reviewer.post("reserved-numbers/", body).status_code == 403
    assert town.officer.post("reserved-numbers/", {**body, "year": 2019}).json()["fields"].keys() == {"year"}
    assert town.officer.post("reserved-numbers/", {**body, "series": "none"}).json()["code"] == "unknown_series"
    second = town.officer.post("reserved-numbers/", body).json()
    void = f"reserved-numbers/{second['id']}/void/"
    assert town.officer.post(void, {"reason": "不再发文"}).json()["state"] == "voided"
    assert town.officer.post(void, {"reason": "不再发文"}).status_code == 422
    letter = draft(town.office)
    url = f"documents/{letter.pk}/"
    for who, act in ((town.officer, "submit"), (town.reviewer, "pass"), (town.leader, "sign")):
        assert who.post(f"{url}{act}/").status_code == 200
    assert town.officer.post(f"{url}issue/", {"reserved": second["id"]}).status_code == 422
    assert town.officer.post(f"{url}issue/", {"reserved": 10**12}).json()["fields"].keys() == {"reserved"}
    used = town.officer.post(f"{url}issue/", {"reserved": kept.json()["id"]})
    assert used.json()["document_number"] == "益应急发〔2021〕1号"
    assert town.officer.get("reserved-numbers/", state="used").json()["results"][0]["document"] == letter.pk
    book = town.leader.get("document-register/", year=2021).json()
    assert [(row["number"], row["state"]) for row in book["results"]] == [(1, "issuing"), (2, "voided")]
    assert book["results"][1]["note"] == "作废：不再发文"
    assert town.clerk.get("document-register/").status_code == 403
    assert town.clerk.get("reserved-numbers/").json()["count"] == 0
    assert ReservedNumber.objects.count() == 2


def test_drafts_end_and_come_back(town: City) -> None:
    url = town.notice()
    town.officer.post(f"{url}submit/")
    assert town.officer.post(f"{url}return/", {"reason": "改"}).status_code == 403
    returned = town.reviewer.post(f"{url}return/", {"reason": "数字不对"})
    assert (returned.json()["status"], returned.json()["return_reason"]) == ("returned", "数字不对")
    assert [act["act"] for act in town.officer.get(url).json()["acts"]][:1] == ["submit"]
    assert town.officer.post(f"{url}void/", {"reason": "不发"}).status_code == 422
    assert town.officer.post(f"{url}withdraw/", {}).status_code == 422
    assert town.leader.post(f"{url}withdraw/", {"reason": "不发"}).status_code == 403
    assert town.officer.post(f"{url}withdraw/", {"reason": "不发了"}).json()["status"] == "voided"


def test_a_notice_is_revoked_by_a_notice(town: City) -> None:
    url = town.notice()
    assert town.officer.post(f"{url}revoke/", {"reason": "依据有误"}).json()["code"] == "wrong_state"
    town.issue(url)
    assert town.leader.post(f"{url}revoke/", {"reason": "依据有误"}).status_code == 403
    made = town.officer.post(f"{url}revoke/", {"reason": "依据有误"})
    assert (made.status_code, made.json()["kind"]) == (201, "revocation")
    town.issue(f"documents/{made.json()['id']}/")
    seen = town.clerk.get(url).json()
    assert (seen["status"], seen["revoked_reason"]) == ("revoked", "依据有误")
    assert seen["revoked_by"]


def test_files_of_a_document(town: City) -> None:
    url = town.notice()
    assert town.officer.get(f"{url}document.pdf").status_code == 422
    copy = town.officer.get(f"{url}document.docx")
    assert copy.status_code == 200
    assert copy.content.startswith(b"PK")
    town.issue(url)
    file = town.clerk.get(f"{url}document.pdf")
    assert file.content.startswith(b"%PDF")
    assert (file["Content-Type"], file["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert town.clerk.get(f"{url}document.docx").status_code == 403
    assert town.stranger.get(f"{url}document.pdf").status_code == 404


def test_filters_and_their_refusals(town: City) -> None:
    letter = issued(town.office)
    url = town.notice()

    def found(**query: Any) -> list[int]:
        return [row["id"] for row in town.officer.get("documents/", **query).json()["results"]]

    own = int(url.split("/")[1])
    assert found() == [own, letter.pk]
    assert found(kind="circular") == found(status="draft") == found(q="汛期") == [own]
    assert found(series="bureau-document", year="2021") == [letter.pk]
    assert found(**{"from": "2021-03-20", "to": "2021-03-20"}) == [letter.pk]
    assert found(**{"from": "2021-03-21"}) == []
    for name in ("year", "kind", "series", "from", "status"):
        wrong = "99999999999" if name == "year" else "x"
        answer = town.officer.get("documents/", **{name: wrong})
        assert (answer.status_code, set(answer.json()["fields"])) == (400, {name}), (name, wrong)
    assert town.officer.get("number-series/bureau-document/").json()["agency_code"] == "益应急发"
    assert "circular" in {row["code"] for row in town.clerk.get("document-kinds/").json()["results"]}


@pytest.mark.parametrize("path", ["documents/?page_size=200", "document-register/"])
def test_lists_ask_few_questions(town: City, django_assert_max_num_queries: Any, path: str) -> None:
    for _ in range(6):
        document = issued(town.office)
    assert DocumentRecipient.objects.filter(document=document).count() == 2
    with django_assert_max_num_queries(12):
        assert town.officer.get(path).json()["count"] == 6
