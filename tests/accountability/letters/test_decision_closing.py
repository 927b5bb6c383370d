"""What closes a notice or an interview: its rectification is accepted."""

from __future__ import annotations

import pytest
from django.test import Client

from accountability.letters.follow_up import rewrite_follow_up
from accountability.models import Letter
from foundation.audit.selectors import history_of
from foundation.common import clock
from foundation.common.errors import DomainError
from foundation.worklist.models import Todo
from tests.accountability.rules.facts_factory import moment
from tests.documents.factories import Office
from tests.support.accident_register import (
    correct,
    decision,
    drain,
    larger,
)
from tests.support.decision_chain import (
    BAD,
    GOOD,
    INTERVIEW,
    MINUTES,
    carried,
    drafted_follow_up,
    issued,
    issued_letter,
    text_of,
)

pytestmark = pytest.mark.django_db


def test_an_accepted_rectification_closes_notices(office: Office, notice: Letter, client: Client) -> None:
    accident = notice.trigger
    assert accident is not None
    correct(accident, production="no")
    drain()
    assert Todo.objects.open().filter(kind="decision_flag").count() == 2
    bad = drafted_follow_up(office, "acceptance", carried(notice), report_by="2021-04-10", findings=BAD)
    rewrite_follow_up(
        user=office.officer,
        letter=bad,
        details={"inspected_on": "2021-03-18", "report_by": "2021-04-10", "findings": BAD},
    )
    bad.document.refresh_from_db()
    issued(office, bad)
    assert {one.status for one in carried(notice)} == {"issued"}
    good = drafted_follow_up(office, "acceptance", carried(notice), inspected_on="2021-03-19", findings=GOOD)
    assert "验收合格。通报要求的整改事项予以办结。" in text_of(good)
    with clock.at(moment("2021-03-22 09:00")):
        number = issued(office, good).document_number
    for closed in carried(notice):
        assert (closed.status, closed.closed_at, closed.flag) == ("closed", moment("2021-03-22 09:00"), "")
        event = history_of(closed)[0]
        assert (event.act, event.message) == ("decision.close", f"{number}验收合格，办结。")
    assert not Todo.objects.open().filter(kind="decision_flag").exists()
    drain()
    assert {one.status for one in carried(notice)} == {"closed"}
    client.force_login(office.officer)
    page = client.get(carried(notice)[0].get_absolute_url()).content.decode()
    assert "整改验收合格，办结。" in page
    assert "起草撤销通知" not in page
    assert "起草催办函" not in page


def test_an_interview_is_closed_after_its_minutes(office: Office) -> None:
    accident = larger("2021-03-01")
    drain()
    talks = issued_letter(office, [decision("R4c", accident), decision("R4d", accident)], **INTERVIEW)
    with pytest.raises(DomainError, match="还没有印发约谈纪要"):
        drafted_follow_up(office, "acceptance", carried(talks), findings=GOOD)
    issued(office, drafted_follow_up(office, "interview_minutes", carried(talks), **MINUTES))
    first = carried(talks)[0]
    found = drafted_follow_up(office, "acceptance", [first], inspected_on="2021-03-19", findings=GOOD)
    assert "验收合格。约谈要求的整改事项予以办结。" in text_of(found)
    issued(office, found)
    assert [one.status for one in carried(talks)] == ["closed", "issued"]
    assert not Todo.objects.open().filter(kind="interview_minutes").exists()
    with pytest.raises(DomainError, match="现为“办结”"):
        drafted_follow_up(office, "urging", [first])


def test_a_card_waits_for_its_lifting(office: Office, card: Letter) -> None:
    issued(office, drafted_follow_up(office, "acceptance", carried(card), inspected_on="2021-03-18", findings=GOOD))
    assert {one.status for one in carried(card)} == {"issued"}
