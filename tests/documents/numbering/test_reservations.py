"""Numbers reserved, used and voided: once each, by the office alone, also under two hands at once."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection
from django.db.utils import DatabaseError

from documents.models import (
    NumberCounter,
    NumberSeries,
    ReservedNumber,
)
from documents.numbering import reservations
from documents.numbering.consistency import number_breaches
from documents.workflow import issuing
from foundation.audit.models import Event
from foundation.common import clock
from foundation.common.errors import DomainError, NotPermitted
from tests.documents.factories import bureau_series, issuing_document, make_office, signed
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")
NOON = dt.datetime(2021, 3, 1, 12, tzinfo=clock.SHANGHAI)


@pytest.fixture
def march():
    with clock.at(NOON):
        yield


def reserve(office, reason="留给全市通报", year=2021, series=None):
    return reservations.reserve(user=office.officer, series=series or bureau_series(), year=year, reason=reason)


@pytest.mark.usefixtures("march")
class TestReserving:
    def test_a_reserved_number_is_passed_over_and_later_used(self, office):
        kept = reserve(office)
        assert issuing_document(office).document_number == "益应急发〔2021〕2号"
        late = issuing.issue(user=office.officer, document=signed(office), reserved=kept)
        assert late.document_number == "益应急发〔2021〕1号"
        kept.refresh_from_db()
        assert (kept.state, kept.document) == ("used", late)
        assert number_breaches() == []
        messages = list(Event.objects.filter(act="document.reserve_number").values_list("message", flat=True))
        assert messages == ["预留益应急发〔2021〕1号：留给全市通报。"]

    def test_only_of_the_same_series_and_year(self, office):
        other = reserve(office, series=NumberSeries.objects.get(code="bureau-letter"))
        older = reserve(office, year=2020)
        document = signed(office)
        for kept in (other, older):
            with pytest.raises(DomainError, match="要用益应急发〔2021〕的预留文号") as caught:
                issuing.issue(user=office.officer, document=document, reserved=kept)
            assert "reserved" in caught.value.fields
        document.refresh_from_db()
        assert (document.status, document.number) == ("signed", None)

    def test_a_number_is_used_or_voided_once(self, office):
        kept = reserve(office)
        issuing.issue(user=office.officer, document=signed(office), reserved=kept)
        with pytest.raises(DomainError, match="已经用于公文"):
            issuing.issue(user=office.officer, document=signed(office), reserved=kept)
        with pytest.raises(DomainError, match="已经用于公文"):
            reservations.void_reserved(user=office.officer, reserved=kept, reason="不用了。")
        voided = reservations.void_reserved(user=office.officer, reserved=reserve(office), reason="会议取消。")
        assert (voided.state, voided.void_reason, voided.voided_by) == ("voided", "会议取消。", office.officer)
        with pytest.raises(DomainError, match="已经作废"):
            issuing.issue(user=office.officer, document=signed(office), reserved=voided)
        assert number_breaches() == []

    def test_reasons_and_years_are_asked_for(self, office):
        with pytest.raises(DomainError) as caught:
            reserve(office, reason=" ", year=2031)
        assert set(caught.value.fields) == {"reason", "year"}
        with pytest.raises(DomainError, match="作废理由"):
            reservations.void_reserved(user=office.officer, reserved=reserve(office), reason=" ")
        assert NumberCounter.objects.get().last == 1

    def test_only_the_office(self, office):
        for role in ("clerk", "reviewer", "leader", "sysadmin", "department"):
            person = make_user(role, username=f"x-{role}")
            with pytest.raises(NotPermitted):
                reservations.reserve(user=person, series=bureau_series(), year=2021, reason="试")
            with pytest.raises(NotPermitted):
                reservations.void_reserved(user=person, reserved=ReservedNumber(pk=1), reason="试")
        assert not NumberCounter.objects.exists()

    def test_the_database_keeps_it(self, office):
        kept = reserve(office)
        with pytest.raises(DatabaseError):
            kept.delete()


@pytest.mark.django_db(transaction=True)
def test_two_issuers_and_one_reserved_number(city):
    with clock.at(NOON):
        office = make_office()
        kept = reserve(office)
        documents = [signed(office, title=f"关于第{number}起事故的通报") for number in (1, 2)]
    gate, outcome = threading.Barrier(2), []

    def issuer(document):
        try:
            gate.wait()
            outcome.append(issuing.issue(user=office.officer, document=document, reserved=kept).number)
        except DomainError as error:
            outcome.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=issuer, args=[document]) for document in documents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome, key=str) == [1, "wrong_state"]
    assert number_breaches() == []
