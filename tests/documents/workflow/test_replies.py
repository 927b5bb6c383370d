"""Replies asked for by a day, and receipts on paper with their scan."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from documents.workflow import delivery, selectors
from documents.workflow import replies as documents_replies
from documents.workflow.drafting import RecipientInput
from foundation.audit.models import Event
from foundation.common import clock
from foundation.common.errors import DomainError, NotPermitted
from foundation.files.models import Attachment
from foundation.organizations.models import Organization
from foundation.worklist.models import Message, Todo
from tests.documents.factories import draft, issued, issuing_document, make_office
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")
MONDAY = dt.datetime(2021, 3, 1, 9, tzinfo=clock.SHANGHAI)
DUE = dt.date(2021, 3, 10)


def scan(name="回执.pdf", data=b"%PDF-1.4\n%%EOF\n"):
    return SimpleUploadedFile(name, data, "application/pdf")


def at(days):
    return clock.at(MONDAY + dt.timedelta(days=days))


@pytest.fixture
def clerk():
    return make_user("clerk")


def asking(office):
    units = [
        RecipientInput(Organization.objects.get(code="430922"), "main", must_reply=True),
        RecipientInput(Organization.objects.get(code="430923"), "main", must_reply=True),
        RecipientInput(Organization.objects.get(code="430922115"), "copy"),
    ]
    return {"recipients": units, "reply_by": DUE}


@pytest.fixture
def document(office):
    with at(0):
        return issued(office, title="关于报送整改情况的通知", **asking(office))


@pytest.fixture
def recipient(document):
    return document.recipients.select_related("document").get(organization__code="430922")


def acknowledged(clerk, document, recipient):
    with at(1):
        return delivery.acknowledge(user=clerk, document=document, recipient=recipient)


def reply_todo(person):
    return Todo.objects.visible_to(person).open().filter(kind="document_reply")


def test_a_reply_with_a_paper(office, clerk, document, recipient):
    assert reply_todo(clerk).get().due_at == clock.start_of_day(dt.date(2021, 3, 11))
    acknowledged(clerk, document, recipient)
    assert selectors.waiting_for(clerk) == 1
    with at(2):
        done = documents_replies.reply(
            user=clerk, document=document, recipient=recipient, text=" 已整改到位。 ", files=[scan("整改报告.pdf")]
        )
    assert (done.reply, done.replied_by, done.replied_at) == ("已整改到位。", clerk, MONDAY + dt.timedelta(days=2))
    assert not reply_todo(clerk).exists()
    assert selectors.waiting_for(clerk) == 0
    file = Attachment.objects.get()
    assert Attachment.objects.visible_to(office.leader).filter(pk=file.pk).exists()
    assert Attachment.objects.visible_to(clerk).filter(pk=file.pk).exists()
    neighbour = make_user("clerk", username="anhua", unit="430923-emergency")
    assert not Attachment.objects.visible_to(neighbour).exists()
    assert Message.objects.filter(recipient=office.officer, title="桃江县人民政府已回复").exists()
    assert Event.objects.filter(act="document.reply", message="桃江县人民政府回复。").exists()
    with at(3), pytest.raises(DomainError, match="3月3日已经回复"):
        documents_replies.reply(user=clerk, document=document, recipient=recipient, text="再报。")


def test_a_reply_is_refused_in_words(office, clerk, document, recipient):
    with at(2):
        with pytest.raises(DomainError, match="请先签收"):
            documents_replies.reply(user=clerk, document=document, recipient=recipient, text="已整改。")
        delivery.acknowledge(user=clerk, document=document, recipient=recipient)
        for text in ("  ", "长" * 5001):
            with pytest.raises(DomainError) as caught:
                documents_replies.reply(user=clerk, document=document, recipient=recipient, text=text)
            assert "text" in caught.value.fields
        with pytest.raises(DomainError, match="内容不是 PDF"):
            documents_replies.reply(
                user=clerk, document=document, recipient=recipient, text="见附件。", files=[scan(data=b"MZ\x90")]
            )
        copied = document.recipients.get(organization__code="430922115")
        with pytest.raises(DomainError, match="没有要求"):
            documents_replies.reply(user=make_user("township"), document=document, recipient=copied, text="已知悉。")
    recipient.refresh_from_db()
    assert (recipient.replied_at, Attachment.objects.count()) == (None, 0)


@pytest.mark.django_db(transaction=True)
def test_two_people_of_a_unit_reply_at_once(city):
    office, clerk, leader = make_office(), make_user("clerk"), make_user("county_leader")
    with at(0):
        document = issued(office, **asking(office))
        recipient = document.recipients.get(organization__code="430922")
        delivery.acknowledge(user=clerk, document=document, recipient=recipient)
    gate, outcome = threading.Barrier(2), []

    def run(person):
        try:
            gate.wait()
            documents_replies.reply(user=person, document=document, recipient=recipient, text=f"{person.name}报。")
            outcome.append("replied")
        except DomainError as error:
            outcome.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[person]) for person in (clerk, leader)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["replied", "wrong_state"]
    assert Event.objects.filter(act="document.reply").count() == 1


def test_only_the_unit_replies(office, document, recipient):
    others = [office.officer, office.leader, make_user("clerk", username="anhua", unit="430923-emergency")]
    for person in [*others, make_user("sysadmin")]:
        with pytest.raises(NotPermitted):
            documents_replies.reply(user=person, document=document, recipient=recipient, text="代报。")


def test_nothing_is_owed_before_service(office, clerk):
    with at(0):
        waiting = issuing_document(office, **asking(office))
        assert not reply_todo(clerk).exists()
        row = waiting.recipients.get(organization__code="430922")
        with pytest.raises(DomainError, match="还没有送达"):
            documents_replies.reply(user=clerk, document=waiting, recipient=row, text="已整改。")


def test_reminding_goes_to_those_who_have_not_replied_once_a_day(office, clerk, document, recipient):
    acknowledged(clerk, document, recipient)
    with at(2):
        documents_replies.reply(user=clerk, document=document, recipient=recipient, text="已整改。")
    neighbour = make_user("clerk", username="anhua", unit="430923-emergency")
    with at(11):
        assert [unit.code for unit in documents_replies.remind(user=office.officer, document=document)] == ["430923"]
        message = Message.objects.get(title__startswith="催办")
        assert message.recipient == neighbour
        assert "已过2021年3月10日的期限" in message.body
        with pytest.raises(DomainError, match="今天已经催过"):
            documents_replies.remind(user=office.officer, document=document)
        with pytest.raises(NotPermitted):
            documents_replies.remind(user=clerk, document=document)
    with at(12):
        documents_replies.remind(user=office.officer, document=document)
    with pytest.raises(DomainError, match="没有等待回复"):
        documents_replies.remind(user=office.officer, document=draft(office))


def test_only_units_that_got_a_reminder_are_named(office, clerk, document, recipient):
    with at(11):
        units = documents_replies.remind(user=office.officer, document=document)
    assert [unit.code for unit in units] == ["430922"], "nobody of 430923 has an account"
    event = Event.objects.get(act="document.remind")
    assert (event.message, event.data["organizations"]) == ("催办回复：桃江县人民政府。", ["430922"])


def test_the_pages_of_replies(office, clerk, document, recipient, client):
    acknowledged(clerk, document, recipient)
    detail = reverse("documents:detail", args=[document.pk])
    page = reverse("documents:reply", args=[document.pk, recipient.pk])
    with at(12):
        client.force_login(clerk)
        shown = client.get(detail).content.decode()
        assert page in shown.split('class="action-bar"')[1], "the next step stands in the bar"
        assert "逾期未回复" in shown
        assert "安化县人民政府" not in shown.split('id="replies"')[1].split("</section>")[0]
        assert 'enctype="multipart/form-data"' in client.get(page).content.decode()
        bad = {"version": document.version, "text": "", "attachments": scan(data=b"MZ")}
        assert client.post(page, bad).status_code == 422
        good = {"version": document.version, "text": "整改完毕。", "attachments": scan("报告.pdf")}
        assert client.post(page, good).status_code == 302
        assert client.post(page, {"version": document.version, "text": "又一次"}).status_code == 422
        client.force_login(office.officer)
        shown = client.get(detail).content.decode()
        assert "已回复 1/2" in shown
        assert "整改完毕。" in shown
        assert "报告.pdf" in shown
        remind = reverse("documents:remind", args=[document.pk])
        assert "安化县人民政府" in client.get(remind).content.decode()
        make_user("clerk", username="anhua", unit="430923-emergency")
        assert client.post(remind, {"version": document.version}).status_code == 302


class TestReceiptOnPaper:
    def test_the_scan_hangs_on_the_row(self, office, document):
        row = document.recipients.get(organization__code="430922115")
        with at(1):
            delivery.acknowledge_on_paper(
                user=office.officer, recipient=row, signer="张三", on=dt.date(2021, 3, 2), scan=scan()
            )
        file = Attachment.objects.get()
        assert (file.owner, file.purpose_label, file.name) == (row, "签收回执扫描件", "回执.pdf")
        assert Attachment.objects.visible_to(make_user("township")).filter(pk=file.pk).exists()
        assert not Attachment.objects.visible_to(make_user("clerk", username="a", unit="430923-emergency")).exists()
        message = Event.objects.get(act="document.acknowledge_paper", message__contains="签收人张三").message
        assert "回执扫描件“回执.pdf”" in message

    def test_without_a_scan_the_reason_is_asked(self, office, document):
        row = document.recipients.get(organization__code="430922115")
        paper = {"user": office.officer, "recipient": row, "signer": "张三", "on": dt.date(2021, 3, 2)}
        with at(1):
            with pytest.raises(DomainError) as caught:
                delivery.acknowledge_on_paper(**paper)
            assert set(caught.value.fields) == {"scan"}
            with pytest.raises(DomainError) as caught:
                delivery.acknowledge_on_paper(**paper, scan=scan(data=b"not a pdf"))
            assert set(caught.value.fields) == {"scan"}
            row.refresh_from_db()
            assert row.acknowledged_at is None
            assert delivery.acknowledge_on_paper(**paper, no_scan_reason="回执由邮政退回。").on_paper
        assert Event.objects.filter(message__contains="没有扫描件：回执由邮政退回。").exists()

    def test_the_page(self, office, document, client):
        row = document.recipients.get(organization__code="430922115")
        page = reverse("documents:acknowledge_paper", args=[document.pk, row.pk])
        client.force_login(office.officer)
        with at(1):
            data = {"version": document.version, "signer": "张三", "on": "2021-03-02", "no_scan_reason": ""}
            assert client.post(page, data).status_code == 422
            assert client.post(page, data | {"scan": scan(data=b"MZ")}).status_code == 422
            assert client.post(page, data | {"scan": scan()}).status_code == 302
            shown = client.get(reverse("documents:detail", args=[document.pk])).content.decode()
        assert reverse("files:download", args=[Attachment.objects.get().pk]) in shown

    def test_scan_and_reply_are_kept_apart(self, office, clerk, document, recipient, client):
        with at(1):
            delivery.acknowledge_on_paper(
                user=office.officer, recipient=recipient, signer="张三", on=dt.date(2021, 3, 2), scan=scan("回执.pdf")
            )
            report = scan("报告.pdf", b"%PDF-1.4\n1\n%%EOF\n")
            documents_replies.reply(user=clerk, document=document, recipient=recipient, text="已整改。", files=[report])
            client.force_login(office.officer)
            shown = client.get(reverse("documents:detail", args=[document.pk])).content.decode()
        replies, receipts = (shown.split(f'id="{part}"')[1].split("</section>")[0] for part in ("replies", "receipts"))
        assert ("报告.pdf" in replies, "回执.pdf" in replies) == (True, False)
        assert ("报告.pdf" in receipts, "回执.pdf" in receipts) == (False, True)
