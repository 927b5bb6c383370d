"""Replies that came on paper, recorded by the officer for units without an account."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from documents.workflow import delivery
from documents.workflow import replies as documents_replies
from foundation.audit.models import Event
from foundation.common import clock
from foundation.common.errors import DomainError, NotPermitted
from foundation.files.selectors import files_of
from foundation.worklist.models import Todo
from tests.documents.factories import issued
from tests.documents.workflow.test_replies import asking, at, scan
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def document(office):
    with at(0):
        return issued(office, title="关于报送整改情况的通知", **asking(office))


@pytest.fixture
def recipient(document):
    return document.recipients.select_related("document").get(organization__code="430922")


@pytest.fixture
def received(office, document):
    """安化's row, received on paper."""
    row = document.recipients.select_related("document").get(organization__code="430923")
    with at(1):
        delivery.acknowledge_on_paper(
            user=office.officer, recipient=row, signer="李四", on=dt.date(2021, 3, 2), scan=scan()
        )
    row.refresh_from_db()
    return row


def test_date_gist_and_scan(office, document, received):
    report = scan("整改报告.pdf", b"%PDF-1.4\n1\n%%EOF\n")
    with at(6):
        done = documents_replies.reply_on_paper(
            user=office.officer, recipient=received, on=dt.date(2021, 3, 5), gist=" 已完成整改。 ", scan=report
        )
    assert (done.reply, done.is_paper_reply, done.replied_by) == ("已完成整改。", True, office.officer)
    assert clock.local(done.replied_at) == dt.datetime(2021, 3, 5, 23, 59, 59, tzinfo=clock.SHANGHAI)
    assert [file.name for file in files_of(done).filter(purpose="reply_scan")] == ["整改报告.pdf"]
    assert not Todo.objects.open().filter(key=f"document:{document.pk}:reply:{received.pk}").exists()
    told = Event.objects.get(act="document.reply_paper", object_type="documents.document")
    assert told.message == "登记安化县人民政府纸质回复，回复扫描件“整改报告.pdf”。"
    assert told.data["replied_on"] == "2021-03-05"
    assert [row.organization.code for row in documents_replies.replies_of(document) if row.replied_at is None] == [
        "430922"
    ]
    with at(7), pytest.raises(DomainError, match="3月5日已经回复"):
        documents_replies.reply_on_paper(user=office.officer, recipient=received, on=dt.date(2021, 3, 6), gist="再报。")


def test_what_is_missing_is_said_at_its_field(office, document, received, recipient):
    paper = {"user": office.officer, "recipient": received, "gist": "已整改。", "no_scan_reason": "传真件。"}
    with at(6):
        for wrong, field in (
            ({"on": dt.date(2021, 2, 28)}, "on"),
            ({"on": dt.date(2021, 3, 8)}, "on"),
            ({"gist": " "}, "text"),
            ({"gist": "长" * 5001}, "text"),
            ({"no_scan_reason": " "}, "scan"),
            ({"scan": scan(data=b"MZ")}, "scan"),
        ):
            with pytest.raises(DomainError) as caught:
                documents_replies.reply_on_paper(**{"on": dt.date(2021, 3, 5)} | paper | wrong)
            assert set(caught.value.fields) == {field}
        with pytest.raises(DomainError, match="请先签收"):
            documents_replies.reply_on_paper(**paper | {"recipient": recipient, "on": dt.date(2021, 3, 5)})
        for person in (office.leader, office.reviewer, make_user("clerk", unit="430923-emergency")):
            with pytest.raises(NotPermitted):
                documents_replies.reply_on_paper(**paper | {"user": person, "on": dt.date(2021, 3, 5)})
        received.refresh_from_db()
        assert received.replied_at is None
        done = documents_replies.reply_on_paper(on=dt.date(2021, 3, 5), **paper)
    assert not files_of(done).filter(purpose="reply_scan").exists()
    assert Event.objects.filter(message__contains="纸质回复，没有扫描件：传真件。").exists()


def test_the_page_and_the_book(office, document, received, client):
    client.force_login(office.officer)
    detail = reverse("documents:detail", args=[document.pk])
    page = reverse("documents:reply_paper", args=[document.pk, received.pk])
    unread = reverse(
        "documents:reply_paper", args=[document.pk, document.recipients.get(organization__code="430922").pk]
    )
    with at(6):
        assert page in client.get(detail).content.decode()
        assert "请先登记纸质签收" in client.get(unread).content.decode()
        data = {"version": document.version, "on": "2021-03-05", "text": "已整改。", "no_scan_reason": ""}
        assert client.post(page, data).status_code == 422
        assert client.post(page, data | {"scan": scan("整改报告.pdf", b"%PDF-1.4\n1\n%%EOF\n")}).status_code == 302
        shown = client.get(detail).content.decode()
    replies, receipts = (shown.split(f'id="{part}"')[1].split("</section>")[0] for part in ("replies", "receipts"))
    assert "纸质，2021年3月5日，officer登记" in replies
    assert ("整改报告.pdf" in replies, "回执.pdf" in replies) == (True, False)
    assert ("整改报告.pdf" in receipts, "回执.pdf" in receipts) == (False, True)
    book = client.get(reverse("documents:register"), {"export": "csv"})
    assert ",1/3,1/2," in b"".join(book.streaming_content).decode()
