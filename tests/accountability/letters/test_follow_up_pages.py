"""The pages of follow-up letters: the buttons, the forms, the panel that names what belongs together."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from accountability.models import Decision, FollowUpLetter, Letter
from documents.models import Document
from tests.documents.factories import Office
from tests.support.accident_register import (
    HUISHANGANG,
    decision,
    drain,
    larger,
    make_accident,
)
from tests.support.decision_chain import (
    CONTACT,
    INTERVIEW,
    drafted_follow_up,
    issued,
    issued_letter,
    text_of,
)

pytestmark = pytest.mark.django_db


def page(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def draft_url(one: Decision, purpose: str) -> str:
    return reverse("accountability:draft_follow_up", args=[one.pk, purpose])


@pytest.fixture
def interview(office: Office) -> Letter:
    accident = larger("2021-03-01")
    drain()
    return issued_letter(office, [decision("R4c", accident), decision("R4d", accident)], **INTERVIEW)


def test_an_interview_is_drafted_from_its_form(office: Office, client: Client) -> None:
    accident = larger("2021-03-01")
    drain()
    first = decision("R4c", accident)
    client.force_login(office.officer)
    assert reverse("accountability:draft_letter", args=[first.pk]) in page(client, first.get_absolute_url())
    url = reverse("accountability:draft_letter", args=[first.pk])
    html = page(client, url)
    assert "事故基本情况、原因分析、主要教训和整改措施" in html
    assert "没有填的，在文稿里留“待填”" in html
    sent = {"decisions": [first.pk, decision("R4d", accident).pk], "at": "2021-03-25 15:00", "place": "三楼会议室"}
    wrong = client.post(url, {**sent, "at": "明天下午"})
    assert wrong.status_code == 422
    done = client.post(url, sent)
    assert done.status_code == 302, done.content.decode()
    letter = Letter.objects.get()
    assert letter.details == {"at": "2021-03-25T15:00:00+08:00", "place": "三楼会议室"}
    assert "（一）时间：2021年3月25日15时。" in text_of(letter)
    html = page(client, done["Location"])
    assert "还有一处待填：主持人。" in html
    assert reverse("accountability:details", args=[letter.pk]) in html


def test_from_the_page_of_a_document_all_of_it_is_revoked(office: Office, client: Client, interview: Letter) -> None:
    client.force_login(office.officer)
    ids = list(interview.decisions.order_by("pk").values_list("pk", flat=True))
    ticked = re.compile(r'name="decisions" value="(\d+)"[^>]* checked')
    html = page(client, reverse("documents:detail", args=[interview.document_id]))
    link = re.search(r'href="([^"]*/further/revocation/[^"]*)"', html)
    assert link is not None
    assert sorted(map(int, ticked.findall(page(client, link[1])))) == ids
    first = interview.decisions.get(pk=ids[0])
    assert ticked.findall(page(client, draft_url(first, "revocation"))) == [str(ids[0])], "from its own page this one"


def test_details_are_told_anew(office: Office, client: Client) -> None:
    accident = larger("2021-03-01")
    drain()
    client.force_login(office.officer)
    client.post(
        reverse("accountability:draft_letter", args=[decision("R4c", accident).pk]),
        {"decisions": [decision("R4c", accident).pk], "place": "三楼会议室"},
    )
    letter = Letter.objects.get()
    url = reverse("accountability:details", args=[letter.pk])
    assert "三楼会议室" in page(client, url)
    sent = {"version": letter.document.version, "place": "二楼会议室", "chair": "市安委会副主任"}
    assert client.post(url, sent).status_code == 302
    assert "（二）地点：二楼会议室。" in text_of(letter)
    assert client.post(url, sent).status_code == 409


def test_minutes_begin_with_what_the_notice_said(interview: Letter, office: Office, client: Client) -> None:
    first = interview.decisions.order_by("pk")[0]
    client.force_login(office.officer)
    html = page(client, first.get_absolute_url())
    assert draft_url(first, "interview_minutes") in html
    assert draft_url(first, "revocation") in html
    assert draft_url(first, "lifting") not in html
    document = page(client, reverse("documents:detail", args=[interview.document_id]))
    assert "起草约谈纪要" in document
    form = page(client, draft_url(first, "interview_minutes"))
    assert "2021-03-25 15:00" in form
    assert "2021-04-23" in form
    chosen = list(interview.decisions.values_list("pk", flat=True))
    done = client.post(draft_url(first, "interview_minutes"), {"decisions": chosen, "present": "县长"})
    assert done.status_code == 302
    minutes = FollowUpLetter.objects.get()
    shown = page(client, done["Location"])
    assert reverse("documents:detail", args=[interview.document_id]) in shown
    assert "相关公文" in shown
    back = page(client, reverse("documents:detail", args=[interview.document_id]))
    assert reverse("documents:detail", args=[minutes.document_id]) in back


def test_findings_are_typed_in_rows(office: Office, client: Client) -> None:
    accident = make_accident("2021-03-01")
    drain()
    letter = issued_letter(office, [decision("R3a", accident)])
    (one,) = letter.decisions.all()
    client.force_login(office.officer)
    url = draft_url(one, "acceptance")
    assert "findings-0-item" in page(client, url)
    row = {"findings-0-item": "脚手架", "findings-0-found": "已整改"}
    sent = {"decisions": [one.pk], "inspected_on": "2021-03-19"}
    for wrong in (sent, {**sent, **row}):
        answer = client.post(url, wrong)
        assert answer.status_code == 422
        assert not FollowUpLetter.objects.exists()
    assert "脚手架" in client.post(url, {**sent, **row}).content.decode()
    assert client.post(url, {**sent, **row, "findings-0-accepted": "yes"}).status_code == 302
    assert "（一）脚手架。核查情况：已整改；验收结果：合格。" in text_of(FollowUpLetter.objects.get())


def test_a_veto_is_asked_for_answered_and_declined(office: Office, client: Client) -> None:
    larger("2021-01-14")
    larger("2021-03-16", township=HUISHANGANG)
    drain()
    veto = decision("R5a")
    client.force_login(office.officer)
    html = page(client, veto.get_absolute_url())
    assert draft_url(veto, "veto_request") in html
    assert reverse("accountability:draft_letter", args=[veto.pk]) not in html
    assert "湘政办发〔2017〕61号" in page(client, draft_url(veto, "veto_request"))
    letter = drafted_follow_up(office, "veto_request", [veto], **CONTACT)
    issued(office, letter)
    url = reverse("accountability:record_approval", args=[letter.pk])
    assert url in page(client, veto.get_absolute_url())
    assert url in page(client, reverse("documents:detail", args=[letter.document_id]))
    page(client, url)
    document = Document.objects.get(pk=letter.document_id)
    sent = {"version": document.version, "answer": "no", "number": "益办批〔2021〕3号", "day": "2021-03-20"}
    assert "没有批准的，请写理由" in client.post(url, sent).content.decode()
    assert client.post(url, {**sent, "reason": "待调查结论"}).status_code == 302
    assert "不批准" in page(client, reverse("documents:detail", args=[letter.document_id]))
    client.force_login(office.leader)
    decline = page(client, reverse("accountability:decline", args=[veto.pk]))
    assert "市委、市政府没有批准（益办批〔2021〕3号）：待调查结论" in decline


def test_revoking_asks_why(office: Office, client: Client) -> None:
    accident = make_accident("2021-03-01")
    drain()
    letter = issued_letter(office, [decision("R3a", accident), decision("R3b", accident)])
    one = letter.decisions.get(rule__code="R3b")
    client.force_login(office.officer)
    url = draft_url(one, "revocation")
    assert client.post(url, {"decisions": [one.pk], "reason": ""}).status_code == 422
    assert client.post(url, {"decisions": [one.pk], "reason": "不负监管责任"}).status_code == 302
    assert client.post(url, {"decisions": [one.pk], "reason": "不负监管责任"}).status_code == 422
    follow_up_letter = FollowUpLetter.objects.get()
    issued(office, follow_up_letter)
    html = page(client, one.get_absolute_url())
    assert "已撤销" in html
    assert "不负监管责任" in html


def test_only_officers_find_the_forms(interview: Letter, office: Office, client: Client) -> None:
    first = interview.decisions.order_by("pk")[0]
    client.force_login(office.leader)
    assert "起草约谈纪要" not in page(client, first.get_absolute_url())
    page(client, draft_url(first, "interview_minutes"), 403)
    client.force_login(office.officer)
    page(client, draft_url(first, "praise"), 404)
