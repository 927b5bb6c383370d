"""会签: asked, answered, asked again when the text changes; no signature without it. And the remarks of review and
signature."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from django.db import connection
from django.urls import reverse

from documents.content.builder import content_of
from documents.models import Countersignature, Document
from documents.workflow import (
    countersigning,
    drafting,
    issuing,
    review,
    selectors,
    signing,
)
from foundation.audit.models import Event
from foundation.common.errors import DomainError, NotPermitted, Stale
from foundation.organizations.models import Organization
from foundation.worklist.models import Message, Todo
from tests.documents.factories import draft, make_office, signed
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")
CHEMICALS = "4309-emergency-chemicals"


@pytest.fixture
def expert():
    """Someone of the section that is asked."""
    return make_user("officer", username="expert", unit=CHEMICALS)


def unit(code=CHEMICALS):
    return Organization.objects.get(code=code)


def ask(office, document):
    return countersigning.ask(user=office.officer, document=document, organization=unit())


def reviewed(office, document):
    document = review.submit(user=office.officer, document=document)
    return review.pass_review(user=office.reviewer, document=document, remark="文字已核。")


def open_todos(person, kind="document_countersign"):
    return Todo.objects.visible_to(person).open().filter(kind=kind)


def edit(office, document, title="关于有关事故的通报"):
    content = replace(content_of(document), title_lines=(title,))
    return drafting.save_content(user=office.officer, document=document, content=content)


def test_no_signature_before_the_answer(office, expert):
    document = draft(office)
    asked = ask(office, document)
    assert selectors.waiting_for(expert) == 1
    assert open_todos(expert).get().url == reverse("documents:detail", args=[document.pk])
    document = reviewed(office, document)
    assert open_todos(expert).exists(), "the steps of the document leave it open"
    with pytest.raises(DomainError, match="危险化学品安全监督管理科还没有会签"):
        signing.sign(user=office.leader, document=document)
    asked = countersigning.answer(user=expert, asked=asked, agrees=False, remark="处置措施一段与规定不符。")
    with pytest.raises(DomainError, match="会签不同意"):
        signing.sign(user=office.leader, document=document)
    asked = countersigning.answer(user=expert, asked=asked, agrees=True)
    assert not open_todos(expert).exists()
    assert signing.sign(user=office.leader, document=document).status == "signed"
    assert Message.objects.filter(recipient=office.officer, title__contains="会签").count() == 1
    acts = Event.objects.filter(act__startswith="document.countersign").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["document.countersign_ask", "document.countersign", "document.countersign"]


def test_an_answer_holds_for_its_text_only(office, expert):
    document = draft(office)
    asked = countersigning.answer(user=expert, asked=ask(office, document), agrees=True, remark="无意见。")
    assert not open_todos(expert).exists()
    same = drafting.save_content(user=office.officer, document=document, content=content_of(document))
    asked.refresh_from_db()
    assert asked.opinion == "agreed", "saved without a change"
    edit(office, same)
    asked.refresh_from_db()
    assert (asked.opinion, asked.remark, asked.answered_at) == ("", "", None)
    assert "重新会签" in open_todos(expert).get().detail
    with pytest.raises(DomainError, match="还没有会签"):
        signing.sign(user=office.leader, document=reviewed(office, document))
    countersigning.answer(user=expert, asked=asked, agrees=True)
    document.refresh_from_db()
    assert signing.sign(user=office.leader, document=document).status == "signed"


def test_a_text_changed_behind_the_answer_is_not_signed(office, expert):
    """Whatever writes the text without a signal: the guard compares with what the unit saw."""
    document = draft(office)
    countersigning.answer(user=expert, asked=ask(office, document), agrees=True)
    document = reviewed(office, document)
    Document.objects.filter(pk=document.pk).update(title="别的标题")
    with pytest.raises(DomainError, match="会签后有修改"):
        signing.sign(user=office.leader, document=document)


def test_the_request_may_be_taken_back(office, expert):
    document = draft(office)
    asked = countersigning.answer(user=expert, asked=ask(office, document), agrees=False, remark="不妥。")
    with pytest.raises(DomainError, match="撤回要写明理由"):
        countersigning.withdraw(user=office.officer, asked=asked)
    stranger = make_user("officer", username="another")
    with pytest.raises(DomainError, match="由其本人撤回"):
        countersigning.withdraw(user=stranger, asked=asked, reason="不需要")
    gone = Countersignature.objects.select_related("document").get(pk=asked.pk)
    countersigning.withdraw(user=office.officer, asked=asked, reason="改由局办公会研究。")
    assert not Countersignature.objects.exists()
    assert not open_todos(expert).exists()
    with pytest.raises(DomainError, match="已经撤回"):
        countersigning.withdraw(user=office.officer, asked=gone, reason="再撤")
    assert signing.sign(user=office.leader, document=reviewed(office, document)).status == "signed"


def test_who_may_be_asked_and_who_may_answer(office, expert):
    document = draft(office)
    with pytest.raises(DomainError, match="没有能办理会签的账号"):
        countersigning.ask(user=office.officer, document=document, organization=unit("4309-emergency-mines"))
    with pytest.raises(DomainError, match="没有能办理会签的账号"):
        countersigning.ask(user=office.officer, document=document, organization=unit("430922-housing"))
    asked = ask(office, document)
    with pytest.raises(DomainError, match="已经在会签"):
        ask(office, document)
    for role in ("clerk", "leader", "reviewer", "auditor", "sysadmin"):
        with pytest.raises(NotPermitted):
            countersigning.answer(user=make_user(role, username=f"x-{role}"), asked=asked, agrees=True)
    with pytest.raises(NotPermitted):
        countersigning.ask(user=office.reviewer, document=document, organization=unit())
    with pytest.raises(DomainError, match="请写明意见"):
        countersigning.answer(user=expert, asked=asked, agrees=False, remark="  ")
    own = countersigning.ask(user=office.officer, document=document, organization=unit("4309-emergency-coordination"))
    with pytest.raises(DomainError, match="拟稿人不能会签自己的稿"):
        countersigning.answer(user=office.officer, asked=own, agrees=True)


def test_a_member_of_the_committee_sees_the_text_it_is_asked_about(office):
    member = Organization.objects.create(
        code="4309-housing", name="益阳市住房和城乡建设局", short_name="市住建局", kind="city_department",
        division_id="4309", name_key="zhujian", initials="zj",
    )  # fmt: skip
    person = make_user("department", username="housing", unit=member.code)
    document = draft(office)
    assert not Document.objects.visible_to(person).exists()
    asked = countersigning.ask(user=office.officer, document=document, organization=member)
    assert list(Document.objects.visible_to(person)) == [document]
    countersigning.answer(user=person, asked=asked, agrees=True)
    countersigning.withdraw(user=office.officer, asked=asked)
    assert not Document.objects.visible_to(person).exists()


def test_nothing_after_the_signature(office, expert):
    document = draft(office)
    asked = countersigning.answer(user=expert, asked=ask(office, document), agrees=True)
    signing.sign(user=office.leader, document=reviewed(office, document))
    for act in (
        lambda: countersigning.answer(user=expert, asked=asked, agrees=False, remark="反悔"),
        lambda: countersigning.withdraw(user=office.officer, asked=asked, reason="反悔"),
        lambda: countersigning.ask(user=office.officer, document=document, organization=unit()),
    ):
        with pytest.raises(DomainError, match="签发之前才能会签"):
            act()


def test_an_old_page_does_not_agree_to_a_newer_text(office, expert):
    document = draft(office)
    asked, seen = ask(office, document), document.version
    edit(office, document)
    with pytest.raises(Stale):
        countersigning.answer(user=expert, asked=asked, agrees=True, version=seen)


@pytest.mark.django_db(transaction=True)
def test_signature_and_edit_at_once_leave_no_stale_answer(city):
    """The leader signs while the unit takes back its agreement: whoever is first, nothing signed is objected to."""
    office, person = make_office(), make_user("officer", username="expert", unit=CHEMICALS)
    document = draft(office)
    asked = countersigning.answer(user=person, asked=ask(office, document), agrees=True)
    document = reviewed(office, document)
    gate, refused = threading.Barrier(2), []

    def run(act):
        try:
            gate.wait()
            act()
        except DomainError as error:
            refused.append(error.code)
        finally:
            connection.close()

    acts = [
        lambda: signing.sign(user=office.leader, document=document),
        lambda: countersigning.answer(user=person, asked=asked, agrees=False, remark="不妥"),
    ]
    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    document.refresh_from_db()
    asked.refresh_from_db()
    assert (document.status, asked.opinion) in {("signed", "agreed"), ("in_review", "objected")}
    assert len(refused) == 1


def test_the_whole_way_through_the_pages(office, expert, client):
    document = draft(office)
    detail = reverse("documents:detail", args=[document.pk])
    client.force_login(office.officer)
    ask_page = reverse("documents:ask_countersign", args=[document.pk])
    assert "危险化学品安全监督管理科" in client.get(ask_page).content.decode()
    assert client.post(ask_page, {"version": document.version, "organization": ""}).status_code == 422
    sent = {"version": document.version, "organization": unit().pk}
    assert client.post(ask_page, sent).status_code == 302
    asked = Countersignature.objects.get()
    client.force_login(expert)
    page = reverse("documents:countersign", args=[document.pk, asked.pk])
    assert client.get(page).status_code == 200
    objection = {"version": document.version, "opinion": "objected", "remark": ""}
    assert client.post(page, objection).status_code == 422
    assert client.post(page, objection | {"opinion": "perhaps"}).status_code == 422
    assert client.post(page, objection | {"remark": "第二段数字有误。"}).status_code == 302
    assert Event.objects.filter(message__contains="不同意：第二段数字有误。").exists()
    client.force_login(office.officer)
    back = reverse("documents:withdraw_countersign", args=[document.pk, asked.pk])
    assert client.post(back, {"version": document.version, "reason": ""}).status_code == 422
    assert client.post(back, {"version": document.version, "reason": "数字已改"}).status_code == 302
    assert client.get(back).status_code == 404
    assert client.get(detail).status_code == 200
    client.force_login(make_user("clerk"))
    assert client.get(page).status_code == 403


def test_remarks_are_kept_and_fall_with_the_approval(office):
    document = reviewed(office, draft(office))
    assert document.review_remark == "文字已核。"
    document = signing.sign(user=office.leader, document=document, remark="同意印发。")
    assert document.sign_remark == "同意印发。"
    returned = review.return_(user=office.leader, document=document, reason="再改。")
    assert (returned.review_remark, returned.sign_remark) == ("", "")
    again = signing.sign(user=office.leader, document=reviewed(office, returned), remark="同意。")
    reopened = review.reopen(document=again, reason="事故数字有变。")
    assert (reopened.review_remark, reopened.sign_remark) == ("", "")
    assert issuing.issue(user=office.officer, document=signed(office)).status == "issuing"
