"""A rectification report that has not come by its day is said on the page of the basis and on the leader's page."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from accountability.models import Decision, Letter
from documents.models import DocumentRecipient
from foundation.common import clock
from tests.accountability.rules.facts_factory import moment
from tests.documents.factories import Office
from tests.support.decision_chain import (
    BAD,
    carried,
    drafted_follow_up,
    issued,
)

pytestmark = pytest.mark.django_db


def said(office: Office, client: Client, card: Letter, day: str) -> tuple[str, str]:
    own = carried(card)[0]
    Decision.objects.filter(pk=own.pk).update(report_due_on=dt.date(2021, 4, 20))
    with clock.at(moment(f"{day} 23:30")):
        client.force_login(office.leader)
        shown = client.get(own.get_absolute_url()).content.decode()
        leader = client.get(reverse("assessment:leader"))
    on_basis = re.search(r'期限</dt>\s*<dd>\s*2021年4月20日\s*(?:<b class="is-bad nowrap">([^<]+)</b>\s*)?</dd>', shown)
    row = next(row for row in leader.context["overview"].rows if row.measure == "yellow_card")
    assert on_basis is not None
    assert re.findall(r"超期 \d+ 日，未报", leader.content.decode()) == [words for words in (row.overdue,) if words]
    return on_basis[1] or "", row.overdue


@pytest.mark.parametrize(
    ("day", "words"),
    [("2021-04-20", ""), ("2021-04-21", "超期 1 日，未报"), ("2021-05-20", "超期 30 日，未报")],
)
def test_both_pages_count_from_the_day_after(
    office: Office, client: Client, card: Letter, day: str, words: str
) -> None:
    assert said(office, client, card, day) == (words, words)


def test_a_reply_of_the_unit_itself_ends_it(office: Office, client: Client, card: Letter) -> None:
    own = carried(card)[0]
    rows = DocumentRecipient.objects.filter(document=card.document_id)
    rows.exclude(organization_id=own.recipient_organization_id).update(replied_at=clock.now())
    assert said(office, client, card, "2021-04-21") == ("超期 1 日，未报",) * 2
    rows.filter(organization_id=own.recipient_organization_id).update(replied_at=clock.now())
    assert said(office, client, card, "2021-04-21") == ("", "")


def test_an_inspection_ends_it_whatever_it_found(office: Office, client: Client, card: Letter) -> None:
    inspected = drafted_follow_up(
        office, "acceptance", carried(card), inspected_on="2021-03-18", findings=BAD, report_by="2021-05-20"
    )
    assert said(office, client, card, "2021-04-21") == ("超期 1 日，未报",) * 2, "only drafted so far"
    issued(office, inspected)
    assert said(office, client, card, "2021-04-21") == ("", "")
