"""Receipts: by the unit addressed, after service, on paper too."""

from __future__ import annotations

import datetime as dt

import pytest

from documents.models import DocumentRecipient
from documents.workflow import (
    delivery,
    revoking,
)
from documents.workflow.drafting import RecipientInput
from foundation.common import clock
from foundation.common.errors import DomainError, NotPermitted
from foundation.organizations.models import Organization
from tests.documents.factories import draft, issued, signed
from tests.support.people import make_user

pytestmark = pytest.mark.usefixtures("city")


def test_only_the_addressed_unit_acknowledges(office):
    document = issued(office)
    recipient = document.recipients.get(organization__code="430922")
    with pytest.raises(NotPermitted):
        delivery.acknowledge(
            user=make_user("clerk", username="anhua", unit="430923-emergency"), document=document, recipient=recipient
        )
    delivery.acknowledge(user=make_user("clerk"), document=document, recipient=recipient)
    with pytest.raises(DomainError, match="已经签收"):
        delivery.acknowledge(user=make_user("county_leader"), document=document, recipient=recipient)


def test_a_receipt_on_paper(office):
    with clock.at(dt.datetime(2021, 2, 1, 9, tzinfo=clock.SHANGHAI)):
        document = issued(office)
    recipient = document.recipients.get(organization__code="430922115")
    with clock.at(dt.datetime(2021, 2, 5, 9, tzinfo=clock.SHANGHAI)):
        for day in (dt.date(2021, 1, 31), dt.date(2021, 2, 6)):
            with pytest.raises(DomainError) as caught:
                delivery.acknowledge_on_paper(
                    user=office.officer, recipient=recipient, signer="张三", on=day, no_scan_reason="传真件"
                )
            assert "on" in caught.value.fields
        with pytest.raises(DomainError) as caught:
            delivery.acknowledge_on_paper(user=office.officer, recipient=recipient, signer=" ", on=dt.date(2021, 2, 3))
        assert "signer" in caught.value.fields
        receipt = delivery.acknowledge_on_paper(
            user=office.officer, recipient=recipient, signer="张三", on=dt.date(2021, 2, 3), no_scan_reason="传真件"
        )
    assert receipt.on_paper
    assert clock.local(receipt.acknowledged_at).date() == dt.date(2021, 2, 3)


def test_nothing_is_acknowledged_before_it_is_served(office):
    document = signed(office)
    with pytest.raises(DomainError, match="还没有送达"):
        delivery.acknowledge(user=make_user("clerk"), document=document, recipient=document.recipients.first())


def test_what_was_revoked_is_not_acknowledged_any_more(office):
    document, other = issued(office), issued(office)
    revoking.revoke_document(document=document, reason="事实有误", by_document=other)
    receipt = document.recipients.get(organization__code="430922")
    with pytest.raises(DomainError, match="已经撤销，不用签收"):
        delivery.acknowledge(user=make_user("clerk"), document=document, recipient=receipt)
    with pytest.raises(DomainError, match="已经撤销，不用签收"):
        delivery.acknowledge_on_paper(
            user=office.officer, recipient=receipt, signer="张三", on=clock.today(), no_scan_reason="遗失"
        )


def test_the_same_unit_twice_is_refused(office):
    unit = Organization.objects.get(code="430922")
    with pytest.raises(DomainError, match="出现了两次"):
        draft(office, recipients=[RecipientInput(unit), RecipientInput(unit)])
    assert DocumentRecipient.objects.count() == 0
