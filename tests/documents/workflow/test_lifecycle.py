"""The life of a document from draft to receipt, and every way it is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from documents import signals
from documents.actions import guards
from documents.content.builder import content_of
from documents.models import Document
from documents.typesetting.content.blocks import DATE_PLACEHOLDER, NUMBER_PLACEHOLDER, Lead
from documents.workflow import (
    delivery,
    drafting,
    issuing,
    printing,
    review,
    signing,
    voiding,
)
from foundation.audit.selectors import history_of
from foundation.common import clock
from foundation.common.errors import DomainError, NotPermitted, Stale
from foundation.common.registry import Registry
from tests.documents.factories import draft, issued, issuing_document, signed
from tests.documents.gbt9704_checker.measure import faults
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def moves():
    heard = []

    def hear(sender, document_id, act, user_id, **_):
        heard.append(act)

    signals.document_status_changed.connect(hear)
    yield heard
    signals.document_status_changed.disconnect(hear)


def test_from_draft_to_receipt(office, moves):
    with clock.at(dt.datetime(2021, 1, 30, 9, tzinfo=clock.SHANGHAI)):
        document = signed(office)
    with clock.at(dt.datetime(2021, 2, 1, 9, tzinfo=clock.SHANGHAI)):
        document = issuing.issue(user=office.officer, document=document)
        assert (document.status, document.document_number) == ("issuing", "益应急发〔2021〕1号")
        document = printing.render_and_freeze(document_id=document.pk)
    assert document.status == "issued"
    assert (document.dated_on, document.printed_on) == (dt.date(2021, 1, 30), dt.date(2021, 2, 1))
    assert faults(printing.frozen_bytes(document), content_of(document)) == []
    served = document.recipients.get(organization__code="430922")
    assert served.served_at is not None
    clerk = make_user("clerk")
    receipt = delivery.acknowledge(user=clerk, document=document, recipient=served)
    assert receipt.acknowledged_by == clerk
    assert moves == ["draft", "submit", "pass", "sign", "issue", "freeze", "acknowledge"]
    assert [event.message.split("，")[0].rstrip("。") for event in reversed(history_of(document))][1:4] == [
        "送审", "核稿通过", "签发",
    ]  # fmt: skip


def test_number_and_dates_are_placeholders_until_they_are_known(office):
    document = draft(office)
    content = content_of(document)
    assert NUMBER_PLACEHOLDER in content.document_number
    assert content.dated_on is None
    assert DATE_PLACEHOLDER not in str(document.content)


def test_the_number_belongs_to_the_year_of_signing(office):
    with clock.at(dt.datetime(2021, 12, 31, 17, tzinfo=clock.SHANGHAI)):
        document = signed(office)
    with clock.at(dt.datetime(2022, 1, 4, 9, tzinfo=clock.SHANGHAI)):
        document = issuing.issue(user=office.officer, document=document)
    assert document.document_number == "益应急发〔2021〕1号"
    assert content_of(document).printed_on == dt.date(2022, 1, 4)


def test_only_the_right_role_may_act(office):
    document = draft(office)
    with pytest.raises(NotPermitted):
        review.submit(user=office.leader, document=document)
    document = review.submit(user=office.officer, document=document)
    with pytest.raises(NotPermitted):
        review.pass_review(user=office.officer, document=document)
    document = review.pass_review(user=office.reviewer, document=document)
    with pytest.raises(NotPermitted, match="局领导"):
        signing.sign(user=office.officer, document=document)
    document = signing.sign(user=office.leader, document=document)
    with pytest.raises(NotPermitted):
        issuing.issue(user=office.leader, document=document)


def test_a_missing_right_is_said_before_a_missing_or_too_long_text(office):
    document = review.submit(user=office.officer, document=draft(office))
    with pytest.raises(NotPermitted):
        review.return_(user=office.officer, document=document, reason="")
    with pytest.raises(NotPermitted):
        review.pass_review(user=office.officer, document=document, remark="长" * 501)
    with pytest.raises(NotPermitted):
        signing.sign(user=office.officer, document=document, remark="长" * 501)
    with pytest.raises(NotPermitted):
        voiding.withdraw_draft(user=office.leader, document=document, reason="")
    with pytest.raises(NotPermitted):
        voiding.void_number(user=office.leader, document=document, reason="")


def test_nobody_approves_a_document_of_their_own(office):
    everything = make_user("officer", "reviewer", "leader", username="all")
    office.officer = everything
    document = review.submit(user=everything, document=draft(office))
    with pytest.raises(DomainError, match="拟稿人不能核自己的稿"):
        review.pass_review(user=everything, document=document)
    document = review.pass_review(user=office.reviewer, document=document)
    with pytest.raises(DomainError, match="不能签发自己起草"):
        signing.sign(user=everything, document=document)


def test_no_signature_before_the_review(office):
    document = review.submit(user=office.officer, document=draft(office))
    with pytest.raises(DomainError, match="还没有核稿"):
        signing.sign(user=office.leader, document=document)


def test_a_return_needs_a_reason_and_voids_the_signature(office):
    document = signed(office)
    with pytest.raises(DomainError, match="退回理由"):
        review.return_(user=office.leader, document=document, reason=" ")
    document = review.return_(user=office.leader, document=document, reason="事故死亡人数有变。")
    assert (document.status, document.signed_by, document.dated_on, document.reviewed_at) == (
        "returned",
        None,
        None,
        None,
    )
    document = review.submit(user=office.officer, document=document)
    assert document.return_reason == ""


def test_the_system_takes_a_signed_document_back(office):
    document = review.reopen(document=signed(office), reason="桃江“1·14”死亡人数由2人改为3人。")
    assert (document.status, document.signed_by, document.dated_on) == ("draft", None, None)


def test_an_issued_document_is_not_taken_back(office):
    with pytest.raises(DomainError, match="已印发"):
        review.reopen(document=issued(office), reason="数字变了。")


def test_an_old_page_is_told_what_changed(office):
    document = draft(office)
    review.submit(user=office.officer, document=document, version=1)
    with pytest.raises(Stale, match="送审"):
        review.pass_review(user=office.reviewer, document=document, version=1)


def test_text_is_refused_with_its_place(office):
    with pytest.raises(DomainError, match="没有可用的仿宋字形") as caught:
        draft(office, blocks=(Lead("请𪚥同志参加。"),))
    assert list(caught.value.fields) == ["blocks.0"]
    with pytest.raises(DomainError, match="严禁处理涉密信息"):
        draft(office, blocks=(Lead("机密★1年"),))
    assert Document.objects.count() == 0


def test_guards_refuse_with_their_reasons(office, monkeypatch):
    document = draft(office)

    def guard(asked, act, user):
        return ["桃江“8·16”尚未核实，可先起草，不能送审。"] if act == "submit" and asked == document else []

    monkeypatch.setattr(guards, "document_guards", Registry())
    guards.document_guards.register(guard)
    guards.document_guards.register(guard)
    with pytest.raises(DomainError, match="尚未核实") as caught:
        review.submit(user=office.officer, document=document)
    assert caught.value.message.count("尚未核实") == 1, "registered twice, asked once"
    assert caught.value.code == "not_ready"
    assert Document.objects.get(pk=document.pk).status == "draft"


def test_every_saved_text_is_kept(office):
    document = draft(office)
    content = content_of(document)
    from dataclasses import replace

    saved = drafting.save_content(
        user=office.officer, document=document, content=replace(content, title_lines=("关于有关事故的通报",)), version=1
    )
    assert saved.title == "关于有关事故的通报"
    assert list(saved.versions.values_list("version", "title")) == [
        (1, "关于桃江“1·14”较大道路运输事故的通报"),
        (2, "关于有关事故的通报"),
    ]


def test_a_returned_document_stays_returned_while_it_is_edited(office):
    document = review.submit(user=office.officer, document=draft(office))
    document = review.return_(user=office.reviewer, document=document, reason="标题请改。")
    saved = drafting.save_content(user=office.officer, document=document, content=content_of(document))
    assert (saved.status, saved.return_reason) == ("returned", "标题请改。")


def test_the_text_of_a_signed_document_is_closed(office):
    document = signed(office)
    with pytest.raises(DomainError, match="已签发"):
        drafting.save_content(user=office.officer, document=document, content=content_of(document))


def test_a_draft_is_withdrawn_and_a_number_only_voided(office):
    assert voiding.withdraw_draft(document=draft(office), reason="依据已不成立。").status == "voided"
    document = issuing_document(office)
    with pytest.raises(DomainError):
        voiding.withdraw_draft(document=document, reason="不发了。")
    Document.objects.filter(pk=document.pk).update(render_error="OSError: no space left")
    document = voiding.void_number(user=office.officer, document=document, reason="打印机故障，重新发文。")
    assert (document.status, document.number) == ("voided", 1)
    assert issuing_document(office).number == 2


def test_a_number_is_not_voided_while_its_document_is_being_printed(office):
    """Only what has failed, or has waited longer for a worker than the sweep does, has its number voided."""
    document = issuing_document(office)
    with pytest.raises(DomainError, match="正在印制") as caught:
        voiding.void_number(user=office.officer, document=document, reason="不印了")
    assert caught.value.code == "still_printing"
    assert Document.objects.get(pk=document.pk).status == "issuing"
    with clock.at(document.issued_at + printing.STUCK_AFTER + dt.timedelta(seconds=1)):
        assert voiding.void_number(user=office.officer, document=document, reason="不印了").status == "voided"


def test_the_drafter_ends_nothing_that_others_review_or_have_signed(office):
    document = review.submit(user=office.officer, document=draft(office))
    with pytest.raises(DomainError, match="现在是“审核”"):
        voiding.withdraw_draft(user=office.officer, document=document, reason="不发了。")
    document = signing.sign(user=office.leader, document=review.pass_review(user=office.reviewer, document=document))
    with pytest.raises(DomainError, match="现在是“已签发”"):
        voiding.withdraw_draft(user=office.officer, document=document, reason="不发了。")
    assert Document.objects.get().status == "signed"
    document = review.return_(user=office.leader, document=document, reason="不发了。")
    assert voiding.withdraw_draft(user=office.officer, document=document, reason="不发了。").status == "voided"


def test_a_draft_that_was_changed_meanwhile_is_not_withdrawn_unseen(office):
    document = draft(office)
    seen = document.version
    drafting.save_content(user=office.officer, document=document, content=content_of(document))
    with pytest.raises(Stale):
        voiding.withdraw_draft(user=office.officer, document=document, reason="不发了。", version=seen)


def test_who_sees_a_document(office):
    document = signed(office)
    clerk, stranger = make_user("clerk"), make_user("clerk", username="c2", unit="430923-emergency")
    assert not Document.objects.visible_to(clerk).exists()
    document = printing.render_and_freeze(document_id=issuing.issue(user=office.officer, document=document).pk)
    assert list(Document.objects.visible_to(clerk)) == [document]
    assert not Document.objects.visible_to(stranger).exists()
    assert list(Document.objects.visible_to(office.reviewer)) == [document]
