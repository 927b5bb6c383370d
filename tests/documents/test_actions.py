"""Actions on documents: one behaviour for every page, the events of the journal, and who receives the to-dos."""

from __future__ import annotations

import pytest

from documents.actions import (
    ACKNOWLEDGE_TODO,
    COUNTERSIGN_TODO,
    DOCUMENT_ACTIONS,
    ISSUE_TODO,
    REPLY_TODO,
    REVIEW_TODO,
    SIGN_TODO,
)
from documents.workflow import countersigning, drafting, issuing, review, signing, voiding
from foundation.audit.event_labels import event_label
from foundation.audit.selectors import history_of
from foundation.common.errors import DomainError
from foundation.organizations.models import Organization
from foundation.organizations.selectors import city_bureau
from foundation.worklist.services import receiving_roles
from tests.documents.factories import address, draft, signed
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")
CHEMICALS = "4309-emergency-chemicals"
LONG = "长" * 501


def reviewed(office):
    document = review.submit(user=office.officer, document=draft(office))
    return review.pass_review(user=office.reviewer, document=document)


def test_a_missing_right_is_explained(office, as_user):
    answer = as_user(office.reviewer).get(address("submit", draft(office)))
    assert answer.status_code == 403
    assert "请由市局经办人办理" in answer.content.decode()


def test_a_document_that_has_moved_on_leads_back_with_a_sentence(office, as_user):
    document = signed(office)
    for method in ("get", "post"):
        answer = getattr(as_user(office.leader), method)(address("sign", document), {"version": 1}, follow=True)
        assert answer.redirect_chain[0][0] == document.get_absolute_url()
        assert "现在是“已签发”，不用再签发。" in answer.content.decode()


def test_what_was_typed_is_not_thrown_away_when_a_document_has_moved_on(office, as_user):
    document = signed(office)
    answer = as_user(office.leader).post(address("sign", document), {"version": document.version, "remark": "照发。"})
    assert answer.status_code == 422
    assert "照发。" in answer.content.decode()


def test_a_stale_page_is_shown_with_what_was_typed(office, as_user):
    document = reviewed(office)
    answer = as_user(office.leader).post(address("sign", document), {"version": 1, "remark": "照发。"})
    assert answer.status_code == 409
    assert "照发。" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "words"), [("", "请写退回理由，拟稿人照此修改。"), (LONG, "退回理由最多 500 字，现在 501 字")]
)
def test_a_missing_or_too_long_reason_is_refused_in_words(office, as_user, text, words):
    document = reviewed(office)
    answer = as_user(office.leader).post(address("return", document), {"version": document.version, "reason": text})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    document.refresh_from_db()
    assert document.status == "in_review"


def test_no_service_cuts_what_a_person_writes(office):
    document = reviewed(office)
    section = Organization.objects.get(code=CHEMICALS)
    own = make_user("officer", username="expert", unit=CHEMICALS)
    asked = countersigning.ask(user=office.officer, document=document, organization=section)
    with pytest.raises(DomainError) as refused:
        countersigning.answer(user=own, asked=asked, agrees=True, remark=LONG)
    assert (refused.value.code, set(refused.value.fields)) == ("reason_too_long", {"remark"})
    with pytest.raises(DomainError) as refused:
        signing.sign(user=office.leader, document=document, remark=LONG)
    assert refused.value.code == "reason_too_long"
    with pytest.raises(DomainError) as refused:
        voiding.withdraw_draft(user=office.officer, document=draft(office), reason=" ")
    assert refused.value.code == "reason_missing"


def test_the_journal_tells_drafting_editing_and_submitting_apart(office):
    document = draft(office)
    drafting.save_content(user=office.officer, document=document, content=drafting.content_from_dict(document.content))
    drafting.set_recipients(user=office.officer, document=document, recipients=_units(document))
    document = review.submit(user=office.officer, document=document)
    told = [(event.act, event_label(event.act)) for event in history_of(document)][::-1]
    assert told == [
        ("document.draft", "起草、送审公文"),
        ("document.edit", "修改文稿"),
        ("document.recipients", "修改收文单位"),
        ("document.submit", "送审"),
    ]


def _units(document):
    return [drafting.RecipientInput(row.organization, row.role) for row in document.recipients.all()]


def test_the_table_says_who_receives_the_todos(city):
    """The same people as the lists that stood in the code before."""
    bureau, county = city_bureau(), Organization.objects.get(code="430922")
    department = Organization.objects.get(code="430922-housing")
    for kind, roles in ((REVIEW_TODO, ["reviewer"]), (SIGN_TODO, ["leader"]), (ISSUE_TODO, ["officer"])):
        assert receiving_roles(kind.permission, bureau) == roles
    for kind in (ACKNOWLEDGE_TODO, REPLY_TODO):
        for unit in (bureau, county, department):
            assert receiving_roles(kind.permission, unit) == ["clerk", "county_leader", "township", "department"]
    for unit in (bureau, department):
        assert receiving_roles(COUNTERSIGN_TODO.permission, unit) == ["department", "officer", "reviewer", "leader"]


def test_a_number_can_be_voided_only_where_printing_has_failed(office):
    document = issuing.issue(user=office.officer, document=signed(office))
    state = document.status
    assert not DOCUMENT_ACTIONS.is_available("void", office.officer, document, state=state)
    document.render_error = "字体损坏"
    assert DOCUMENT_ACTIONS.is_available("void", office.officer, document, state=state)
    assert not DOCUMENT_ACTIONS.is_available("void", office.leader, document, state=state)
