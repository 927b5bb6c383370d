"""The screens of documents: who sees which button, what is kept, what comes out of the file address."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from django.urls import reverse

from documents import integration
from documents.actions import guards
from documents.content.builder import content_of
from documents.models import DocumentRecipient
from documents.workflow import (
    countersigning,
    drafting,
    printing,
    review,
    selectors,
)
from documents.workflow.drafting import RecipientInput
from foundation.common import clock
from foundation.organizations.models import Organization
from tests.documents.factories import address, bureau_series, draft, issued, issuing_document, signed
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")


def test_the_whole_way_through_the_pages(office, as_user, client):
    document = draft(office)
    for user, name, data in [
        (office.officer, "submit", {}),
        (office.reviewer, "pass", {"remark": "同意。"}),
        (office.leader, "sign", {"remark": ""}),
        (office.officer, "issue", {}),
    ]:
        as_user(user)
        document.refresh_from_db()
        page = client.get(address("detail", document))
        assert address(name, document) in page.content.decode() or name == "submit"
        confirm = client.get(address(name, document)).content.decode()
        assert "将发生什么" in confirm
        version = re.search(r'name="version" value="(\d+)"', confirm)
        assert version is not None
        answer = client.post(address(name, document), {"version": version[1], **data})
        assert answer.status_code == 302, answer.content.decode()
    document.refresh_from_db()
    assert (document.status, document.review_remark, document.sign_remark) == ("issuing", "同意。", "")
    assert client.get(address("pdf", document)).status_code == 202
    printing.render_and_freeze(document_id=document.pk)
    clerk = make_user("clerk")
    as_user(clerk)
    recipient = document.recipients.get(organization__code="430922")
    page = client.get(address("detail", document)).content.decode()
    assert address("acknowledge", document, recipient.pk) in page
    confirm = client.get(address("acknowledge", document, recipient.pk)).content.decode()
    assert "桃江县人民政府" in confirm
    assert client.post(address("acknowledge", document, recipient.pk), {"version": 1}).status_code == 302
    recipient.refresh_from_db()
    assert recipient.acknowledged_by == clerk
    assert "已签收" in client.get(address("detail", document)).content.decode()


def test_the_file_is_the_frozen_original_under_its_chinese_name(office, as_user):
    document = issued(office)
    answer = as_user(office.officer).get(address("pdf", document))
    assert answer.status_code == 200
    assert answer.content == printing.frozen_bytes(document)
    assert answer["ETag"] == f'"{document.pdf_sha256}"'
    assert unquote(answer["Content-Disposition"]).endswith(
        f"{document.document_number}关于桃江“1·14”较大道路运输事故的通报.pdf"
    )


def test_a_file_that_is_not_made_yet_is_answered_by_a_page(office, as_user):
    client, document = as_user(office.officer), issuing_document(office)
    page = client.get(address("pdf", document))
    assert (page.status_code, page["Retry-After"]) == (202, "2")
    assert "正在制版" in page.content.decode()
    early = client.get(address("pdf", draft(office)))
    assert early.status_code == 409
    assert "公文还没有印发" in early.content.decode()


def test_pages_are_pictures(office, as_user):
    document = draft(office)
    client = as_user(office.officer)
    for size in ("", "?size=full"):
        answer = client.get(address("page", document, 1) + size)
        assert answer["Content-Type"] == "image/png"
        assert answer.content.startswith(b"\x89PNG")
    assert client.get(address("page", document, 9)).status_code == 404
    assert client.get(address("draft_pdf", document)).content.startswith(b"%PDF")


def test_strangers_see_nothing(office, as_user):
    document = issued(office)
    client = as_user(make_user("clerk", username="anhua", unit="430923-emergency"))
    recipient = document.recipients.first()
    for path in [
        address("detail", document),
        address("pdf", document),
        address("draft_pdf", document),
        address("page", document, 1),
        address("acknowledge", document, recipient.pk),
    ]:
        assert client.get(path).status_code == 404
    assert document.title not in client.get(reverse("documents:list")).content.decode()


def test_a_county_sees_only_its_own_receipts(office, as_user):
    document = issued(office)
    page = as_user(make_user("township")).get(address("detail", document)).content.decode()
    assert "马迹塘镇人民政府" in page
    assert "桃江县人民政府</td>" not in page
    assert "历史版本" not in page


@pytest.mark.parametrize(
    ("role", "name"),
    [("officer", "pass"), ("officer", "sign"), ("reviewer", "submit"), ("leader", "issue"), ("auditor", "submit"),
     ("auditor", "void"), ("reviewer", "withdraw")],
)  # fmt: skip
def test_acts_of_others_are_refused(office, as_user, role, name):
    document = draft(office)
    client = as_user(make_user(role, username=f"other-{role}"))
    assert client.get(address(name, document)).status_code == 403
    assert client.post(address(name, document), {"version": 1, "reason": "x"}).status_code == 403


def test_what_stands_against_an_act_is_said_beforehand(office, as_user, monkeypatch):
    document = signed(office)
    reason = "桃江“8·16”尚未核实，可先起草，不能印发。"

    def guard(asked, act, user):
        return [reason] if act == "issue" else []

    monkeypatch.setattr(guards, "document_guards", [guard])
    client = as_user(office.officer)
    assert reason in client.get(address("detail", document)).content.decode()
    assert reason in client.get(address("issue", document)).content.decode()
    refused = client.post(address("issue", document), {"version": document.version})
    assert refused.status_code == 422
    assert reason.rstrip("。") in refused.content.decode()
    document.refresh_from_db()
    assert document.number is None


def test_a_return_without_reason_is_asked_again(office, as_user):
    document = review.submit(user=office.officer, document=draft(office))
    client = as_user(office.reviewer)
    refused = client.post(address("return", document), {"version": document.version, "reason": ""})
    assert refused.status_code == 422
    assert "请写退回理由" in refused.content.decode()
    client.post(address("return", document), {"version": document.version, "reason": "标题请改。"})
    assert "标题请改。" in as_user(office.officer).get(address("detail", document)).content.decode()


def test_a_unit_counts_the_receipts_of_itself_and_below_only(office, as_user):
    codes = ("430922", "430922115", "430923", "430923121")
    units = [RecipientInput(Organization.objects.get(code=code), "main") for code in codes]
    document = issued(office, recipients=units)
    for row in document.recipients.filter(organization__code__in=codes[2:]):
        DocumentRecipient.objects.filter(pk=row.pk).update(acknowledged_at=clock.now(), acknowledged_by=office.officer)
    listed = reverse("documents:list")

    def told(person):
        client = as_user(person)
        exported = b"".join(client.get(listed, {"export": "csv"}).streaming_content).decode()
        row = next(iter(csv.DictReader(io.StringIO(exported.removeprefix("\ufeff")))))
        listed_row = client.get(listed).context["page"].object_list[0]
        steps = client.get(address("detail", document)).context["steps"]
        return row["签收/应签收"], f"{listed_row.acknowledged}/{listed_row.asked}", steps[-1].note

    assert told(office.officer) == ("2/4", "2/4", "2/4")
    assert told(make_user("clerk")) == ("0/2", "0/2", "0/2")
    assert told(make_user("township")) == ("0/1", "0/1", "0/1")
    today = clock.today()
    for role, unit, counted in (("clerk", "430923-emergency", "2/2"), ("township", "430923121", "1/1")):
        person = make_user(role, username=f"anhua-{role}", unit=unit)
        assert told(person) == (counted, counted, f"{today.month}月{today.day}日")
        page = as_user(person).get(address("detail", document)).content.decode()
        assert "桃江县" not in page.split('id="receipts"')[1].split("</section>")[0]
        assert "东坪镇" in page


def test_a_receipt_on_paper_is_recorded(office, as_user):
    document = issued(office)
    recipient = document.recipients.get(organization__code="430922115")
    client = as_user(office.officer)
    path = address("acknowledge_paper", document, recipient.pk)
    wrong = client.post(path, {"version": 1, "signer": "张三", "on": "2001-01-01"})
    assert wrong.status_code == 422
    assert "送达之日" in wrong.content.decode()
    right = {"version": 1, "signer": "张三", "on": f"{document.rendered_at:%Y-%m-%d}", "no_scan_reason": "传真签收"}
    assert client.post(path, right).status_code == 302
    assert "纸质签收" in client.get(address("detail", document)).content.decode()


def test_the_register(office, as_user):
    first, second = issued(office), signed(office, title="关于第二起事故的通报")
    client = as_user(office.leader)
    page = client.get(reverse("documents:list")).content.decode()
    assert first.document_number in page
    assert "未取号" in page
    found = client.get(reverse("documents:list"), {"q": "第二起", "series": bureau_series().pk}).content.decode()
    assert second.title in found
    assert first.document_number not in found


def test_the_link_from_the_search_keeps_every_character(office):
    draft(office, title="关于A&B#1项目检查情况的通报")
    group = integration.find(office.officer, "A&B#1", 5)
    assert [hit.title for hit in group.hits] == ["关于A&B#1项目检查情况的通报"]
    assert group.all_url == f"{reverse('documents:list')}?q=A%26B%231"


def test_what_waits_for_the_leader_is_counted_and_listed_alike(office, as_user, client):
    waiting = draft(office)
    review.submit(user=office.officer, document=waiting)
    other = draft(office, title="关于开展检查的通知")
    review.submit(user=office.officer, document=other)
    review.pass_review(user=office.reviewer, document=other)
    as_user(office.leader)

    def listed(state):
        return [row.pk for row in client.get(f"{reverse('documents:list')}?status={state}").context["page"].object_list]

    assert listed("to_sign") == [other.pk] == [row.pk for row in selectors.waiting_for_signature(office.leader)]
    assert listed("in_review") == [waiting.pk]
    assert selectors.waiting_for(office.leader) == 1


def test_the_leader_knows_what_was_said_and_changed_before_signing(office, as_user, client):
    document = draft(office)
    asked = countersigning.ask(user=office.officer, document=document, organization=office.reviewer.organization)
    review.submit(user=office.officer, document=document)
    review.return_(user=office.leader, document=document, reason="事故经过写得太长。")
    first = document.versions.last()
    document.refresh_from_db()
    content = replace(content_of(document), title_lines=("关于桃江“1·14”较大事故的通报",))
    drafting.save_content(user=office.officer, document=document, content=content)
    countersigning.answer(user=office.reviewer, asked=asked, agrees=True, remark="建议尽快印发。")
    review.submit(user=office.officer, document=document)
    review.pass_review(user=office.reviewer, document=document, remark="数字已核对。")
    as_user(office.leader)
    detail = client.get(address("detail", document)).content.decode()
    confirm = client.get(address("sign", document)).content.decode()
    compared = f"{address('versions', document)}?from={first.version}&amp;to={document.versions.last().version}"
    for page in (detail, confirm):
        assert "数字已核对。" in page
        assert "事故经过写得太长。" in page
        assert "建议尽快印发" in page
        assert compared in page
    assert "关于桃江“1·14”较大" in client.get(compared.replace("&amp;", "&")).content.decode()
    for recipient in document.recipients.all():
        assert recipient.organization.name in confirm
    as_user(make_user("clerk"))
    assert client.get(address("detail", document)).status_code == 404


def test_an_objection_taken_back_is_not_hidden_from_whoever_signs(office, as_user, client):
    document = draft(office)
    asked = countersigning.ask(user=office.officer, document=document, organization=office.reviewer.organization)
    countersigning.answer(user=office.reviewer, asked=asked, agrees=False, remark="依据不足。")
    countersigning.withdraw(user=office.officer, asked=asked, reason="已当面说明。")
    review.submit(user=office.officer, document=document)
    review.pass_review(user=office.reviewer, document=document)
    as_user(office.leader)
    for name in ("detail", "sign"):
        page = client.get(address(name, document)).content.decode()
        assert "不同意后撤回" in page
        assert "已当面说明" in page
