"""The declared actions on letters: a state that moved on, a stale version, a missing right, a text that is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from accountability.letters import veto_approval
from accountability.models import FollowUpLetter, Letter
from documents.workflow import review
from foundation.common import clock
from tests.accountability.rules.facts_factory import moment
from tests.documents.factories import Office
from tests.support.accident_register import HUISHANGANG, decision, drain, larger, make_accident
from tests.support.decision_chain import CONTACT, drafted_follow_up, issued, issued_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(office: Office) -> Letter:
    accident = make_accident("2021-03-01")
    drain()
    return issued_letter(office, [decision("R3a", accident)])


@pytest.fixture
def supervision(office: Office, notice: Letter) -> FollowUpLetter:
    return drafted_follow_up(
        office, "supervision", list(notice.decisions.all()), matters="压实责任", report_by="2021-04-20", **CONTACT
    )


def test_a_recorded_answer_leads_back_to_the_request(office: Office, client: Client) -> None:
    larger("2021-01-14")
    larger("2021-03-16", township=HUISHANGANG)
    drain()
    letter = drafted_follow_up(office, "veto_request", [decision("R5a")], **CONTACT)
    url = reverse("accountability:record_approval", args=[letter.pk])
    client.force_login(office.officer)
    early = client.get(url, follow=True)
    assert "现在是“请示没有印发”，不用再登记批复。" in early.content.decode()
    document = issued(office, letter)
    with clock.at(moment("2021-03-26 10:00")):
        veto_approval.record_approval(
            user=office.officer, letter=letter, is_approved=True, number="益办复〔2021〕9号", day=dt.date(2021, 3, 24)
        )
    late = client.get(url, follow=True)
    assert late.redirect_chain == [(document.get_absolute_url(), 302)]
    assert "现在是“已批准”" in late.content.decode()
    typed = client.post(url, {"version": letter.version, "answer": "no", "number": "益办复〔2021〕8号"})
    assert typed.status_code == 422
    assert "益办复〔2021〕8号" in typed.content.decode()


def test_a_refusal_asks_for_a_reason_that_is_not_cut(office: Office, client: Client) -> None:
    larger("2021-01-14")
    larger("2021-03-16", township=HUISHANGANG)
    drain()
    letter = drafted_follow_up(office, "veto_request", [decision("R5a")], **CONTACT)
    issued(office, letter)
    client.force_login(office.officer)
    for reason, code in (("", "reason_missing"), ("因" * 501, "reason_too_long")):
        answer = client.post(
            f"/api/v1/further-letters/{letter.pk}/approval/",
            {"approved": False, "number": "1", "date": "2021-03-20", "reason": reason},
            content_type="application/json",
        )
        assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_a_revoked_decision_leads_back_from_its_next_letters(office: Office, notice: Letter, client: Client) -> None:
    (one,) = notice.decisions.all()
    issued(office, drafted_follow_up(office, "revocation", [one], reason="不负责任"))
    client.force_login(office.officer)
    url = reverse("accountability:draft_follow_up", args=[one.pk, "revocation"])
    answer = client.get(url, follow=True)
    assert answer.redirect_chain == [(one.get_absolute_url(), 302)]
    assert "现在是“已撤销”，不用再起草撤销通知。" in answer.content.decode()
    typed = client.post(url, {"decisions": [one.pk], "reason": "再撤一次"})
    assert typed.status_code == 422
    assert "再撤一次" in typed.content.decode()


def test_a_text_is_rewritten_in_the_version_that_was_read(
    office: Office, supervision: FollowUpLetter, client: Client
) -> None:
    client.force_login(office.officer)
    url = reverse("accountability:rewrite_follow_up", args=[supervision.pk])
    document = supervision.document
    assert client.post(url, {"version": document.version + 1}).status_code == 409
    done = client.post(url, {"version": document.version})
    assert (done.status_code, done["Location"]) == (302, document.get_absolute_url())
    document.refresh_from_db()
    review.submit(user=office.officer, document=document)
    again = client.post(url, {"version": document.version}, follow=True)
    assert "不用再按现有登记更新正文。" in again.content.decode()
    panel = client.get(document.get_absolute_url()).content.decode()
    assert url not in panel
    assert reverse("accountability:follow_up_details", args=[supervision.pk]) not in panel


def test_a_leader_rewrites_no_letter_and_is_told_who_does(
    office: Office, supervision: FollowUpLetter, client: Client
) -> None:
    client.force_login(office.leader)
    answer = client.post(reverse("accountability:rewrite_follow_up", args=[supervision.pk]), {"version": 1})
    assert answer.status_code == 403
    assert "请由市局经办人办理" in answer.content.decode()
