"""What happens to a letter when the basis of its decisions changes: drafted again, withdrawn, or flagged."""

import pytest

from accidents.models import Status
from accountability.decisions import services
from accountability.letters import drafting
from accountability.models import Decision
from accountability.reconciliation import run
from documents.workflow import (
    issuing,
    printing,
    review,
)
from foundation.worklist.models import Message, Todo
from tests.documents.factories import Office
from tests.support.accident_register import (
    HUISHANGANG,
    correct,
    decision,
    drain,
    larger,
    make_accident,
    set_status,
)
from tests.support.decision_chain import issued_letter, signed

pytestmark = pytest.mark.django_db


def test_an_issued_notice_is_linked_not_flagged_under_a_graver_measure(office: Office) -> None:
    accident = make_accident("2021-03-01", deaths=2)
    drain()
    issued_letter(office, [decision("R3a", accident), decision("R3b", accident)])
    correct(accident, deaths=3)
    drain()
    notice = decision("R3a", accident)
    assert (notice.status, notice.flag) == ("issued", "")
    assert notice.superseded_by == decision("R4a", accident)
    assert drain() == run.ReconcileResult()
    correct(accident, deaths=2)
    drain()
    notice.refresh_from_db()
    assert (notice.status, notice.flag, notice.superseded_by) == ("issued", "", None)


def test_an_issued_decision_whose_basis_is_gone_is_kept_and_flagged_once(office: Office) -> None:
    accident = make_accident("2021-03-01")
    drain()
    issued_letter(office, [decision("R3a", accident), decision("R3b", accident)])
    set_status(accident, Status.WRITTEN_OFF)
    assert drain().flagged == 2
    assert drain() == run.ReconcileResult()
    notice = decision("R3a", accident)
    assert (notice.status, notice.flag) == ("issued", "basis_gone")
    assert Todo.objects.open().filter(key=f"decision:{notice.pk}:flag", roles=["officer"]).exists()
    services.confirm(user=office.officer, decision=notice, reason="核销前已通报，维持")
    assert not Todo.objects.open().filter(key=f"decision:{notice.pk}:flag").exists()
    set_status(accident, Status.WRITTEN_OFF)
    drain()
    notice.refresh_from_db()
    assert notice.flag == ""
    set_status(accident, Status.VERIFIED)
    drain()
    notice.refresh_from_db()
    assert (notice.flag, notice.is_proposed) == ("", True)


def test_an_issued_decision_whose_basis_changes_is_flagged_with_that_basis(office: Office) -> None:
    accidents = [larger(day, production="no") for day in ("2021-03-01", "2021-03-05")]
    drain()
    issued_letter(office, [decision("R2")])
    larger("2021-03-09", production="no")
    assert drain().flagged == 1
    card = decision("R2")
    assert (card.status, card.flag) == ("issued", "basis_changed")
    assert {row.accident for row in card.basis.all()} == set(accidents)
    assert Decision.objects.filter(rule__code="R2").count() == 1
    services.confirm(user=office.officer, decision=card, reason="已给予黄牌警告，不再加重")
    assert drain() == run.ReconcileResult()
    larger("2021-03-11", production="no")
    drain()
    card.refresh_from_db()
    assert card.flag == "basis_changed"


def test_a_letter_in_review_goes_back_to_drafting_when_the_basis_changes(office: Office) -> None:
    accident = make_accident("2021-03-01")
    drain()
    document = drafting.draft_letter(
        user=office.officer, decisions=[decision("R3a", accident), decision("R3b", accident)]
    ).document
    document = review.submit(user=office.officer, document=document)
    correct(accident, supervising_department="430922-transport")
    result = drain()
    assert (result.created, result.lapsed, result.updated) == (1, 1, 1)
    document.refresh_from_db()
    assert document.status == "draft"
    lapsed = decision_of("430922-housing")
    assert (lapsed.status, lapsed.letter) == ("lapsed", None)
    assert "改为桃江县交通运输局" in lapsed.lapse_reason
    assert decision("R3a", accident).status == "drafting"


def decision_of(code: str) -> Decision:
    return Decision.objects.get(recipient_code=code)


def test_a_signature_is_void_when_the_basis_changes_and_both_are_told(office: Office) -> None:
    accident = make_accident("2021-03-01")
    drain()
    both = [decision("R3a", accident), decision("R3b", accident)]
    document = signed(office, drafting.draft_letter(user=office.officer, decisions=both))
    correct(accident, township=HUISHANGANG)
    drain()
    document.refresh_from_db()
    assert (document.status, document.signed_by, document.dated_on) == ("draft", None, None)
    sent = Message.objects.filter(event__startswith=f"document:{document.pk}:reopened")
    assert set(sent.values_list("recipient__username", flat=True)) == {"officer", "reviewer", "leader"}


def test_a_letter_left_without_decisions_is_withdrawn(office: Office) -> None:
    accident = make_accident("2021-03-01")
    drain()
    both = [decision("R3a", accident), decision("R3b", accident)]
    document = signed(office, drafting.draft_letter(user=office.officer, decisions=both))
    set_status(accident, Status.WITHDRAWN)
    assert drain().lapsed == 2
    document.refresh_from_db()
    assert document.status == "voided"
    assert document.number is None
    assert Message.objects.filter(recipient=office.officer, title__startswith="公文已撤下").count() == 1


def test_a_letter_whose_number_is_taken_is_treated_as_issued(office: Office) -> None:
    accident = make_accident("2021-03-01")
    drain()
    both = [decision("R3a", accident), decision("R3b", accident)]
    document = signed(office, drafting.draft_letter(user=office.officer, decisions=both))
    document = issuing.issue(user=office.officer, document=document)
    set_status(accident, Status.WRITTEN_OFF)
    assert drain().flagged == 2
    document.refresh_from_db()
    assert document.status == "issuing"
    printing.render_and_freeze(document_id=document.pk)
    notice = decision("R3a", accident)
    assert (notice.status, notice.flag) == ("issued", "basis_gone")
